"""One check or re-check in a process of its own, telling how far it is.

Promises: a JSON line for every event and one at the end; an interrupt stops it like Ctrl-C and
loses nothing. Refuses to know: who asked, pages.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import traceback
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from audit import search
from audit.due import tell
from audit.errors import UserError, told
from audit.events import Event
from audit.gaps import GapChanges
from audit.run import AuditResult, CheckOptions, audit_site, check_site, recheck
from audit.site import Site

STOPPED = ("หยุดตามที่สั่ง สิ่งที่เก็บไว้แล้วไม่หาย", "กดตรวจอีกครั้งเมื่อพร้อม งานจะทำต่อจากที่ค้างไว้")


def main() -> None:
    """Do what the first line of standard input asks for."""
    order = json.loads(sys.stdin.readline())
    try:
        with told():
            result = _do(order)
    except UserError as error:
        _tell(error=[error.what, error.todo])
    except KeyboardInterrupt:
        _tell(error=list(STOPPED))
    except Exception as error:
        logging.getLogger("oit").exception("job %s", order.get("do"))
        traceback.print_exc()
        _tell(
            error=[
                f"โปรแกรมทำงานผิดพลาด ({type(error).__name__}) ข้อมูลที่เก็บไว้แล้วไม่หาย",
                "ลองสั่งใหม่ ถ้ายังเป็น ให้แจ้งผู้ดูแลระบบ",
            ]
        )
    else:
        _tell(
            done={
                "audit_id": result.audit_id,
                "opened": list(result.gaps.opened),
                "closed": list(result.gaps.closed),
                "kept_from": result.kept_from,
                "proposal": result.proposal.pack if result.proposal else "",
            }
        )


def _do(order: dict[str, Any]) -> AuditResult:
    site = Site.open(Path(order["folder"]))
    day = dt.date.fromisoformat(order["as_of"]) if order.get("as_of") else None
    match order["do"]:
        case "recheck":
            result = _rechecked(site, order["target"].split(","), day)
        case "audit":
            result = audit_site(site, as_of=day, on_event=_show)
        case _:
            options = CheckOptions(
                as_of=day,
                pages=order.get("pages"),
                minutes=order.get("minutes"),
                delay=order.get("delay"),
                fresh=order.get("fresh", False),
            )
            result = check_site(site, options, _show)
    search.refresh(site)
    with suppress(UserError):  # what could not be told now waits, and is sent when next due
        tell(site)
    return result


def _rechecked(site: Site, targets: list[str], day: dt.date | None) -> AuditResult:
    """One after the other; what they opened and closed together."""
    results = [recheck(site, target, _show, day) for target in targets]
    changes = GapChanges(
        opened=tuple(gap for one in results for gap in one.gaps.opened),
        closed=tuple(gap for one in results for gap in one.gaps.closed),
    )
    return replace(results[-1], gaps=changes)


def _show(event: Event) -> None:
    _tell(event=type(event).__name__, values=asdict(event))


def _tell(**line: Any) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
