"""What notebooks import and mostly read, once: the fork server loads this before it makes copies.

A copy opens each data file that it reads all the same, and so that is recorded in the copy; only
where the text is the one that was read here, it need not be parsed again. `handbook.worked` is
not here, because it knows its language from the moment when it is imported.
"""

import contextlib
import gc
import os
from pathlib import Path

import altair as alt
import IPython.core.completerlib
import IPython.core.logger
import IPython.core.magics
import IPython.core.oinspect  # these IPython loads late  # noqa: F401
import pandas as pd

import handbook.catalogue
import handbook.charts
import handbook.editions.difference
import handbook.notebooks.shell
import handbook.published
import handbook.recorded
import handbook.tables  # noqa: F401
import scoring.effect
import scoring.erlang
import scoring.plan
import scoring.review
import scoring.sensitivity  # noqa: F401
from scoring import DataError, load_standard

alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a").to_dict()  # loads the schema
for edition in sorted(Path(os.environ["HANDBOOK_ROOT"]).glob("data/standards/*/*.yaml")):
    with contextlib.suppress(DataError):  # who needs it will say so
        load_standard(edition)
gc.collect()
gc.freeze()  # what is here stays; a copy need not look through it again
gc.set_threshold(50_000)  # a copy lives for a second, and most of what it makes is kept
