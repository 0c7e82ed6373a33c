"""What keeps a report from being made, told to a person.

Promises: `ReportError` with two Thai sentences, what happened and what to do. Refuses to know: how
it is printed.
"""

from __future__ import annotations


class ReportError(Exception):
    """Something is missing on this machine; no other format is touched by it."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo
