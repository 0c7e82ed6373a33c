"""The `oit` command: finds the command, turns every mishap into Thai, and an exit code.

Promises: two Thai lines and code 2 for a mistake, a sentence and a log for a bug, nothing lost on
Ctrl-C. Exit codes: 0 nothing to fix, 1 gaps open, 2 wrong command or broken file, 3 could not look
at everything. Refuses to know: what the commands do.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import traceback
from collections import UserDict
from collections.abc import Sequence
from importlib.metadata import version
from pkgutil import resolve_name
from typing import Any, cast

import click
from click.exceptions import NoArgsIsHelpError

from audit.commands.thai import ThaiGroup, wrong_command
from audit.console import say
from audit.errors import UserError, told

BROKEN = 2
UNFINISHED = 3

COMMANDS = {
    "check": "check:check",
    "new": "check:new",
    "crawl": "check:crawl",
    "audit": "check:audit",
    "recheck": "check:recheck",
    "report": "explain:report",
    "explain": "explain:explain",
    "gaps": "work:gaps",
    "assign": "work:assign",
    "waive": "work:waive",
    "confirm": "work:confirm",
    "simulate": "simulate:simulate",
    "pack": "pack:pack",
    "due": "watch:due_command",
    "watch": "watch:watch",
    "alerts": "watch:alerts",
    "serve": "serve:serve",
    "user": "serve:user",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "read": "read:read",
    "letter": "letter:make",
    "export": "export:export",
    "tidy": "export:tidy",
    "classify": "classify:classify",
    "demo": "demo:demo",
}
"""Every command, in the order of the help page, and where in `audit.commands` it is."""


class _Late(UserDict[str, Any]):
    """Commands by name, each imported when it is asked for: nobody waits for the others."""

    def __getitem__(self, name: str) -> click.Command:
        found: click.Command | str = super().__getitem__(name)
        if isinstance(found, str):
            self[name] = found = resolve_name(f"audit.commands.{found}")
        return cast("click.Command", found)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        say(f"oit {version('oit')}")
        ctx.exit()


@click.group(
    "oit",
    cls=ThaiGroup,
    commands=_Late(COMMANDS),
    help="""ตรวจเว็บไซต์ของหน่วยงานตามแบบวัด OIT ก่อนที่ ป.ป.ช. จะตรวจ

คำสั่งเดียวที่ต้องจำ: oit check ตามด้วยที่อยู่เว็บไซต์""",
    epilog="""\b
เมื่อจบ โปรแกรมบอกรหัส
0 ไม่มีสิ่งที่ต้องแก้ · 1 ยังมีข้อบกพร่อง
2 พิมพ์คำสั่งผิดหรือไฟล์เสีย · 3 ดูได้ไม่ครบ""",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="แสดงรุ่นของโปรแกรม",
)
def oit() -> None:
    """The group that holds every command."""


def main() -> None:
    """The entry point of the program."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe or an old console may not know Thai; UTF-8 is what reports are written in too.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # not on replaced streams
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run one command; the exit code."""
    try:
        with told():
            return int(oit.main(list(args), prog_name="oit", standalone_mode=False) or 0)
    except NoArgsIsHelpError as error:
        say(error.format_message())
        return 0
    except click.ClickException as error:
        return _mistake(wrong_command(error))
    except UserError as error:
        return _mistake(error)
    except (click.Abort, KeyboardInterrupt):
        say("หยุดตามที่สั่ง สิ่งที่เก็บไว้แล้วไม่หาย\nสั่งคำสั่งเดิมเมื่อพร้อม งานจะทำต่อจากที่ค้างไว้", error=True)
        return UNFINISHED
    except Exception as error:
        if os.environ.get("OIT_DEBUG") == "1":
            raise
        return _bug(error)


def _mistake(error: UserError) -> int:
    say(f"{error.what}\n{error.todo}", error=True)
    return BROKEN


def _bug(error: Exception) -> int:
    """Keep the traceback where the officer can find it, and say so."""
    handle, path = tempfile.mkstemp(prefix="oit-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.writelines(traceback.format_exception(error))
    say(
        f"โปรแกรมทำงานผิดพลาด ({type(error).__name__}) ข้อมูลที่เก็บไว้แล้วไม่หาย\n"
        f"ส่งไฟล์ {path} ให้ผู้ดูแลโปรแกรม แล้วลองสั่งใหม่",
        error=True,
    )
    return BROKEN
