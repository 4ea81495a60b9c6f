"""Write the handbook's pages as plain Markdown, one tree a language."""

from handbook.pages.write import Page, write_pages

__all__ = ["Page", "write_pages"]
