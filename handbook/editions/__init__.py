"""The editions of a standard: the record of what changed, and what is made of it.

`checks` holds a record against both editions, and `record` reads one that stands; `alike` and
`proposals` guess one for a person to confirm, and `start` writes it; `difference` is what a page
and a command tell of two editions, `marked` the words that went and came, `gone` what to write
instead of an id that is no more, and `called` what an earlier edition calls what others name.
"""

from handbook.editions.called import Called
from handbook.editions.checks import change_problems, record_problems
from handbook.editions.gone import hints_for_gone
from handbook.editions.record import read_changes

__all__ = ["Called", "change_problems", "hints_for_gone", "read_changes", "record_problems"]
