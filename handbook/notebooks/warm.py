"""What notebooks import, imported once: the fork server loads this before it makes copies.

Nothing here opens a data file, so that what a notebook reads is read, and recorded, in its copy.
"""

import altair as alt
import pandas as pd

import scoring.plan
import scoring.sensitivity  # noqa: F401

alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a").to_dict()  # loads the schema
