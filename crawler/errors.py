"""The one exception people can cause: the folder cannot take or give what was asked.

Promises: `kind` is one word of `KINDS`, for the caller to turn into a sentence. Refuses to know:
Thai, screens, the network (a site's trouble is data, never an exception).
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KINDS = ("not_writable", "disk_full", "newer_database", "locked", "damaged", "busy_host")

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}
_SQLITE_KINDS = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_IOERR_WRITE": "disk_full",
    "SQLITE_IOERR_SHMSIZE": "disk_full",
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_READONLY": "not_writable",
    "SQLITE_CANTOPEN": "not_writable",
    "SQLITE_PERM": "not_writable",
    "SQLITE_NOTADB": "damaged",
    "SQLITE_CORRUPT": "damaged",
}


class StoreError(Exception):
    """The site's folder or database cannot be used; `kind` says why, `path` says where."""

    def __init__(self, kind: str, path: Path, detail: str = "") -> None:
        super().__init__(f"{kind}: {path}" + (f" ({detail})" if detail else ""))
        self.kind = kind
        self.path = path
        self.detail = detail


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what the system says about a disk or a database into a `StoreError`."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        known = store_error(error, path)
        if known is None:
            raise
        raise known from error


def store_error(error: Exception, path: Path) -> StoreError | None:
    """What an exception of the system says about a disk or a database; None when it is another."""
    kind: str | None = None
    if isinstance(error, sqlite3.DatabaseError):
        kind = _sqlite_kind(getattr(error, "sqlite_errorname", ""))
    elif isinstance(error, OSError) and error.errno in _FULL:
        kind = "disk_full"
    elif isinstance(error, OSError) and error.errno in _FORBIDDEN:
        kind = "not_writable"
    return None if kind is None else StoreError(kind, path, str(error))


def _sqlite_kind(name: str) -> str | None:
    """Extended names such as SQLITE_READONLY_DIRECTORY fall back on their plain form."""
    while name:
        if name in _SQLITE_KINDS:
            return _SQLITE_KINDS[name]
        name = name.rpartition("_")[0]
    return None
