"""What went wrong, told to a person: one sentence what happened, one what to do.

Promises: `UserError`, and the translation of the leaves' own errors into it. Refuses to know: how
it is printed. A site's trouble is never an error; it is data.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from crawler import StoreError
from reports.errors import ReportError
from rules.reader import PackError
from rules.yamlfile import FileError, Problem

STORE_TROUBLE: dict[str, tuple[str, str]] = {
    "not_writable": (
        "เขียนลงโฟลเดอร์ของเว็บไซต์ไม่ได้",
        "ตรวจสิทธิ์ของโฟลเดอร์ หรือย้ายโฟลเดอร์ไปไว้ในที่ที่ท่านเขียนได้ แล้วสั่งใหม่",
    ),
    "disk_full": (
        "ดิสก์เต็ม สิ่งที่เก็บไว้แล้วไม่หาย",
        "เพิ่มที่ว่างในดิสก์ แล้วสั่งคำสั่งเดิม งานจะทำต่อจากที่ค้างไว้",
    ),
    "newer_database": (
        "ฐานข้อมูลของโฟลเดอร์นี้สร้างด้วยโปรแกรม oit รุ่นใหม่กว่า",
        "ปรับปรุงโปรแกรม oit ให้เป็นรุ่นล่าสุด แล้วสั่งใหม่ (ข้อมูลเดิมไม่ถูกแก้ไข)",
    ),
    "damaged": (
        "ฐานข้อมูลของโฟลเดอร์นี้เสียหาย",
        "นำสำเนาที่สำรองไว้กลับมา หรือเริ่มใหม่ในโฟลเดอร์อื่นด้วย oit new",
    ),
    "locked": (
        "มีโปรแกรมอื่นกำลังใช้ฐานข้อมูลของโฟลเดอร์นี้",
        "ปิดโปรแกรมนั้น หรือรอให้ทำงานเสร็จ แล้วสั่งใหม่",
    ),
    "busy_host": (
        "มีการเก็บหน้าเว็บของเว็บไซต์นี้อยู่แล้วจากโฟลเดอร์อื่นในเครื่องนี้ จึงไม่เรียกซ้อนให้เครื่องแม่ข่ายรับภาระ",
        "รอให้งานนั้นเสร็จ แล้วสั่งใหม่",
    ),
}
"""Kind of `crawler.StoreError` → what happened, what to do."""


NO_RIGHT = "ไม่มีสิทธิ์"
OS_TROUBLE: dict[int, str] = {
    errno.EACCES: NO_RIGHT,
    errno.EPERM: NO_RIGHT,
    errno.EROFS: "ดิสก์นี้อ่านได้อย่างเดียว",
    errno.ENOSPC: "ดิสก์เต็ม",
    errno.EDQUOT: "ใช้เนื้อที่ครบที่ได้รับแล้ว",
    errno.ENOENT: "ไม่มีไฟล์หรือโฟลเดอร์นี้",
    errno.EISDIR: "ชื่อนี้เป็นโฟลเดอร์",
    errno.ENOTDIR: "มีไฟล์ชื่อเดียวกับโฟลเดอร์",
    errno.EEXIST: "มีไฟล์ชื่อเดียวกับโฟลเดอร์",
    errno.ENAMETOOLONG: "ชื่อยาวเกินไป",
}
"""What the operating system answered, in Thai."""


class UserError(Exception):
    """A person's mistake or a broken folder. `what` and `todo` are Thai sentences."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo


class BusyError(UserError):
    """Somebody else is working in the folder just now."""


@contextmanager
def told() -> Iterator[None]:
    """Turn the leaves' errors about folders, packs and files into `UserError`."""
    try:
        yield
    except StoreError as error:
        raise UserError(
            *STORE_TROUBLE.get(error.kind, (str(error), "ตรวจโฟลเดอร์แล้วสั่งใหม่"))
        ) from error
    except ReportError as error:
        raise UserError(error.what, error.todo) from error
    except FileError as error:
        raise UserError("\n".join(map(_wrong, error.problems)), _mend(error)) from error


def os_trouble(error: OSError) -> str:
    """Why a file could not be opened or written, in a few Thai words."""
    return OS_TROUBLE.get(error.errno or 0, f"รหัส {error.errno}")


def _wrong(problem: Problem) -> str:
    """Where and what; the name of a file is not said twice."""
    return problem.message if not problem.line and problem.file in problem.message else str(problem)


def _mend(error: FileError) -> str:
    if any(problem.line for problem in error.problems):
        return "แก้ไฟล์ตามบรรทัดที่บอก แล้วสั่งใหม่"
    if isinstance(error, PackError):
        return "ดูชื่อชุดเกณฑ์ที่มีด้วย oit pack list หรือระบุไฟล์ .yml ให้ถูก แล้วสั่งใหม่"
    return "ตรวจไฟล์นั้น แล้วสั่งใหม่"
