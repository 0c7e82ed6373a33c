"""Who is who in an agency's own papers: whom a memo addresses, who is to do which work.

Promises: what `site.yml` says goes first; a head's title is derived from the agency's name only
where the name leaves no doubt, and is a blank otherwise. Refuses to know: formats, names of people.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports import view
from reports.model import Report

NOBODY = "ยังไม่ระบุผู้รับผิดชอบ"
_HEADS = (
    ("กรม", "อธิบดี{name}"),
    ("จังหวัด", "ผู้ว่าราชการ{name}"),
    ("สำนักงานปลัดกระทรวง", "ปลัดกระทรวง{rest}"),
    ("เทศบาล", "นายกเทศมนตรี{rest}"),
    ("องค์การบริหารส่วน", "นายก{name}"),
    ("มหาวิทยาลัย", "อธิการบดี{name}"),
    ("วิทยาลัย", "ผู้อำนวยการ{name}"),
    ("โรงเรียน", "ผู้อำนวยการ{name}"),
    ("โรงพยาบาล", "ผู้อำนวยการ{name}"),
)
"""How an agency's name begins → how its head is addressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerWork:
    """What one unit has to fix, by page. `contact` is empty when nobody said."""

    owner: str
    contact: str
    pages: tuple[tuple[str | None, tuple[view.WorkItem, ...]], ...]

    @property
    def items(self) -> tuple[view.WorkItem, ...]:
        """All of it, in order of pages."""
        return tuple(item for _, items in self.pages for item in items)


def addressee(report: Report) -> str:
    """Whom the memo addresses; empty when nobody said and the name does not tell."""
    if report.office.to:
        return report.office.to
    name = " ".join(report.site.name.split())
    for start, head in _HEADS:
        rest = name.removeprefix(start)
        if rest != name and rest.strip():
            return head.format(name=name, rest=rest.strip())
    return ""


def by_owner(report: Report) -> tuple[OwnerWork, ...]:
    """The work that is not waived, by owner; the owner of the most urgent work first."""
    contacts = dict(report.office.people)
    found: dict[str, dict[str | None, list[view.WorkItem]]] = {}
    for item in view.work_list(report):
        if not item.waived:
            pages = found.setdefault(item.indicator.owner or NOBODY, {})
            pages.setdefault(item.page, []).append(item)
    return tuple(
        OwnerWork(
            owner=owner,
            contact=contacts.get(owner, ""),
            pages=tuple((page, tuple(items)) for page, items in pages.items()),
        )
        for owner, pages in found.items()
    )
