"""What somebody typed into a form that was refused: shown again, so that no words are lost.

Promises: only words people write, never a password or a code; the way back is a page of ours.
Refuses to know: why it was refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from starlette.exceptions import HTTPException

from audit.web.visits import Visit

FIELDS = {
    "url": "ที่อยู่เว็บไซต์",
    "who": "ผู้แก้",
    "due": "ให้เสร็จภายใน",
    "until": "ถึงวันที่",
    "why": "เหตุผล",
    "words": "ข้อความ",
    "file": "site.yml",
}
"""Fields of our forms that are worth keeping → their names on the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Words by field, and the page that the form stood on."""

    words: tuple[tuple[str, str], ...] = ()
    back: str = ""


async def typed_in(request: Request) -> Typed:
    """What the form of a refused request held; nothing when it cannot be read."""
    if request.method != "POST":
        return Typed()
    try:
        form = await request.form(max_files=0, max_fields=2000)
    except (HTTPException, RuntimeError):  # no form, or its body is gone
        return Typed(back=Visit(request).came_from)
    words = tuple(
        (label, value.strip())
        for name, label in FIELDS.items()
        for value in form.getlist(name)
        if isinstance(value, str) and value.strip()
    )
    return Typed(words=words, back=Visit(request).came_from)
