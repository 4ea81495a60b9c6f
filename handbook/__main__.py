"""Run the command line as ``python -m handbook``."""

from handbook.cli import main

main()
