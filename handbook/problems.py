"""What can go wrong in a build, beside wrong data."""

from enum import StrEnum

__all__ = ["BuildCode", "BuildError", "NotebookError"]


class BuildCode(StrEnum):
    """Stable names of what stops a build."""

    NOTEBOOK_FAILED = "notebook-failed"
    NOTEBOOK_TIMEOUT = "notebook-timeout"
    NOTEBOOK_LEAK = "notebook-leak"
    NOTEBOOK_PROSE = "notebook-prose"
    SITE_FAILED = "site-failed"


class BuildError(Exception):
    """A build stops; the last good site stays."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}. Hint: {hint}." if hint else f"{message}.")


class NotebookError(BuildError):
    """A notebook cannot be published: it raised, hung, or its output must not be shown.

    Attributes
    ----------
    code : BuildCode
        Which of the three.
    """

    def __init__(
        self, code: BuildCode, notebook: str, cell: int, message: str, hint: str = ""
    ) -> None:
        self.code = code
        super().__init__(f"notebooks/{notebook}:1:1: [{code}] cell {cell}: {message}", hint)
