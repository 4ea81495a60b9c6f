"""The library that draws live figures in the browser, as one script for the site."""

import os
from importlib.metadata import version
from pathlib import Path

import vl_convert

__all__ = ["vega_script"]


def vega_script(cache: Path) -> Path:
    """The file with vega, vega-lite and vega-embed; made once for a version of vl-convert."""
    path = cache / f"vega-{version('vl-convert-python')}.js"
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(
            vl_convert.javascript_bundle("window.handbookVega = vegaEmbed;"), "utf-8"
        )
        partial.replace(path)
    return path
