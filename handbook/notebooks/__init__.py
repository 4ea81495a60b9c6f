"""The worked examples: from stored notebooks to executed ones and to the bodies of pages.

`stored` reads and checks them; `kernel` runs one in a Jupyter kernel of its own, which is the
reference, and `forked` in a copy of one warm process, which is the fast default; `kept` holds
what was run as long as nothing it read changed; `export` makes pages and downloads of it, and is not
imported here, because whoever only runs notebooks need not pay for nbconvert and the pages.
"""

from handbook.notebooks.outcome import Executed
from handbook.notebooks.run import run_notebooks

__all__ = ["Executed", "run_notebooks"]
