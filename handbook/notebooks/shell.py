"""IPython in this process, with outputs written down as a Jupyter kernel would send them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

__all__ = ["CellError", "Shell"]

Output = dict[str, Any]


class CellError(Exception):
    """A cell raised.

    Attributes
    ----------
    name, text : str
        Of the error.
    """

    def __init__(self, error: BaseException) -> None:
        self.name, self.text = type(error).__name__, str(error)
        super().__init__(self.name)


class _Stream:
    """Standard output or error, as outputs; what follows at once is one output."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: list[Output]) -> None:
        self.name, self.outputs = name, outputs

    def write(self, text: str) -> int:
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == self.name:
            last["text"] += text
        elif text:
            self.outputs.append({"output_type": "stream", "name": self.name, "text": text})
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False


class _Publisher(DisplayPublisher):
    """`display(…)`."""

    outputs: list[Output]

    def publish(  # type: ignore[override]  # the rest is of no use without a front end
        self, data: Any, metadata: Any = None, **_: Any
    ) -> None:
        self.outputs.append(
            {"output_type": "display_data", "data": dict(data), "metadata": metadata or {}}
        )


class _Hook(DisplayHook):
    """The value of a cell's last line."""

    outputs: list[Output]

    def write_output_prompt(self) -> None:
        """A page shows none."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.outputs.append(
            {
                "output_type": "execute_result",
                "data": dict(format_dict),
                "metadata": md_dict or {},
                "execution_count": None,
            }
        )

    def finish_displayhook(self) -> None:
        """Nothing was begun."""


class _Quiet(InteractiveShell):
    """Writes outputs down, and raises nothing at anybody: `Shell.run` tells."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    unshown: BaseException | None = None  # what an object raised that was to be shown

    def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
        """What a cell raised is in the result; given is only what was raised in showing."""
        if exc_tuple is not None:
            self.unshown = exc_tuple[1]

    def showsyntaxerror(self, *_: Any, **__: Any) -> None:
        """As above."""


class Shell:
    """One namespace, cell after cell; for a process that runs one notebook."""

    def __init__(self) -> None:
        settings = Config()
        settings.HistoryManager.enabled = False  # it would start a thread and write to the home
        settings.InteractiveShell.colors = "nocolor"
        self._shell = _Quiet.instance(config=settings)

    def run(self, source: str) -> list[Output]:
        """Run a cell; its outputs, in order.

        Raises
        ------
        CellError
            What it raised.
        """
        outputs: list[Output] = []
        for writer in (self._shell.display_pub, self._shell.displayhook):
            assert isinstance(writer, _Publisher | _Hook)
            writer.outputs = outputs
        with _written_to(outputs):
            result = self._shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec or self._shell.unshown
        if error is not None:
            raise CellError(error)
        return outputs


@contextmanager
def _written_to(outputs: list[Output]) -> Iterator[None]:
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream("stdout", outputs), _Stream("stderr", outputs)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
