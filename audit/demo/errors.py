"""The one error of the demonstration site.

Promises: a sentence in Thai that a person can act on. Refuses to know: who shows it.
"""

from __future__ import annotations


class DemoError(Exception):
    """The demonstration site cannot be built or served.

    `what` says what happened, `todo` what to do about it; both are Thai.
    """

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(f"{what} {todo}")
        self.what = what
        self.todo = todo
