"""Generate the handbook: data, scores and notebooks become pages, charts and a site."""

__version__ = "0.1.0"
