"""Who sits at this machine.

Promises: a name, so that a decision never goes without one. Refuses to know: accounts.
"""

from __future__ import annotations

import getpass
from functools import cache


@cache
def me() -> str:
    """The name of the person at this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "เจ้าหน้าที่"
