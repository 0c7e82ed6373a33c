"""What people set, from a page or through the API: a site's `site.yml`, and who may come in.

Promises: what is refused changes nothing; whoever comes second to one file is told; every deed is
written down, a password never. Refuses to know: forms, JSON, what the values are for.
"""

from __future__ import annotations

import hashlib
import threading
from typing import Literal

from audit import siteedit
from audit.errors import UserError
from audit.site import Site
from audit.web.overtaken import AGAIN, OvertakenError
from audit.web.visits import Visit
from reports import wording
from rules.reader import pack_names

PersonDeed = Literal["role", "password", "totp", "shut", "open"]
LONGEST = 200
"""Letters of a name."""
_WRITING = threading.Lock()


# a site's settings -----------------------------------------------------------------------------


def seen(site: Site) -> str:
    """Which `site.yml` a form was drawn with."""
    return hashlib.sha256(siteedit.text_of(site).encode()).hexdigest()[:16]


def set_basics(visit: Visit, name: str, values: dict[str, str], *, mark: str = "") -> None:
    """Set the agency's name, kind or pack."""
    wanted = {key: word.strip()[:LONGEST] for key, word in values.items()}
    if not wanted.get("name", "x"):
        raise UserError("ยังไม่ได้พิมพ์ชื่อหน่วยงาน", "พิมพ์ชื่อ แล้วกดบันทึกอีกครั้ง")
    if wanted.get("kind", "other") not in wording.KINDS:
        raise UserError("ยังไม่ได้เลือกประเภทหน่วยงาน", "เลือกประเภท แล้วกดบันทึกอีกครั้ง")
    if wanted.get("pack", "") not in pack_names():
        wanted.pop("pack", None)  # the site's own file; it is changed in site.yml
    with _WRITING:
        siteedit.set_values(_unchanged(visit, name, mark), wanted)
    visit.office.accounts.note(visit.name, name, "settings", "basics")


def set_owners(visit: Visit, name: str, people: dict[str, str], *, mark: str = "") -> None:
    """Set who works for each unit; an empty name takes one away."""
    kept = {o[:LONGEST]: w.strip()[:LONGEST] for o, w in people.items() if w.strip()}
    with _WRITING:
        siteedit.set_values(_unchanged(visit, name, mark), {"people": kept})
    visit.office.accounts.note(visit.name, name, "settings", "people")


def set_file(visit: Visit, name: str, text: str, *, mark: str = "") -> None:
    """Replace `site.yml` by a text that is right."""
    with _WRITING:
        siteedit.save_text(_unchanged(visit, name, mark), text)
    visit.office.accounts.note(visit.name, name, "settings", "file")


def _unchanged(visit: Visit, name: str, mark: str) -> Site:
    """The site, when its file is still the one of the mark; a program may send none."""
    site = visit.site(name)
    if mark and mark != seen(site):
        raise OvertakenError("ยังไม่ได้บันทึก เพราะมีผู้แก้ site.yml หลังจากท่านเปิดหน้านี้", AGAIN)
    return site


# people ----------------------------------------------------------------------------------------


def add_person(visit: Visit, name: str, role: str, password: str) -> None:
    """Let somebody in from now on; the first one keeps the others out."""
    if visit.office.single() and role != "admin":
        raise UserError("คนแรกต้องเป็นผู้ดูแลระบบ", "เลือกบทบาทผู้ดูแลระบบ แล้วเพิ่มอีกครั้ง")
    visit.office.accounts.add(name, role, password)
    visit.office.accounts.note(visit.name, "", "person_add", name, role)


def change_person(
    visit: Visit, name: str, what: PersonDeed, *, role: str = "", password: str = ""
) -> None:
    """Change a role, a password, a second factor, or whether somebody may come in."""
    accounts = visit.office.accounts
    match what:
        case "role":
            accounts.set_role(name, role)
        case "password":
            accounts.set_password(name, password)
        case "totp":
            accounts.set_totp(name, None)
        case "shut" | "open":
            accounts.set_active(name, what == "open")
    said = role if what == "role" else ""
    accounts.note(visit.name, "", f"person_{what}", name, said)
