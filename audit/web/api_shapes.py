"""What the API takes and gives besides the values of the trunk.

Promises: closed shapes with limits, described by OpenAPI. Refuses to know: routes.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from audit import review
from audit.history import PastWord
from reports.model import ElementLine, IndicatorLine

Text = Annotated[str, Field(max_length=5000)]
Name = Annotated[str, Field(max_length=200)]
Mark = Annotated[
    str, Field(max_length=64, description="What was known; 409 when others changed it since.")
]
Secret = Annotated[str, Field(max_length=1000)]
Ids = Annotated[list[Annotated[int, Field(ge=1, le=2**31)]], Field(min_length=1, max_length=200)]


class Trouble(BaseModel):
    """What happened, and what to do."""

    what: str
    todo: str


class SiteOut(BaseModel):
    """A site of this office; `trouble` when its `site.yml` cannot be used."""

    name: str
    url: str = ""
    agency: str = ""
    kind: str = ""
    pack: str = ""
    trouble: Trouble | None = None


class JobOut(BaseModel):
    """A check on its way, or the last one. `proven`: (code, elements proven so far, elements)."""

    site: str
    do: str
    target: str
    who: str
    at: str
    state: str
    line: str
    pages: int
    read: int
    proven: list[tuple[str, int, int]]
    trouble: Trouble | None
    result: dict[str, Any]


class CheckIn(BaseModel):
    """A check to begin."""

    url: Annotated[str, Field(max_length=2000)]
    kind: str = ""
    pack: str = ""
    agency: Annotated[str, Field(max_length=200)] = ""
    pages: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    minutes: Annotated[float, Field(gt=0, le=10_000)] | None = None
    delay: Annotated[float, Field(ge=0, le=600)] | None = None
    fresh: bool = False


class AgainIn(BaseModel):
    """A check of a site that is known; `fresh` asks for every page."""

    fresh: bool = False


class AssignIn(BaseModel):
    """Gaps for somebody."""

    gaps: Ids
    who: Annotated[str, Field(max_length=200)]
    due: str = ""
    seen: Mark = ""


class WaiveIn(BaseModel):
    """Gaps to set aside."""

    gaps: Ids
    until: str
    why: Text
    seen: Mark = ""


class CommentIn(BaseModel):
    """A remark on gaps."""

    gaps: Ids
    words: Text


class RecheckIn(BaseModel):
    """Indicators (`o6`) or gaps (`12`) to look at again."""

    targets: Annotated[list[str], Field(min_length=1, max_length=200)]


class DecideIn(BaseModel):
    """A person's outcome."""

    element: Annotated[str, Field(max_length=200)]
    outcome: Literal["passed", "failed", "inapplicable"]
    why: Text
    seen: Mark = ""


class ElementIn(BaseModel):
    """An element of the criteria, e.g. `executives/deputies`."""

    element: Annotated[str, Field(max_length=200)]


class Done(BaseModel):
    """How many things were changed. `counts_now`: false when only the next audit shows it."""

    count: int
    counts_now: bool = True


class Waiting(BaseModel):
    """An element that waits for a person."""

    code: str
    title: str
    element: ElementLine


class IndicatorOut(BaseModel):
    """An indicator, with what earlier audits and people said of its elements."""

    indicator: IndicatorLine
    past: dict[str, list[PastWord]]
    decisions: dict[str, list[review.Attestation]]


class Seen(BaseModel):
    """How much had been decided, to be sent back with a decision."""

    seen: str


class SettingsOut(BaseModel):
    """What is set for a site, and the whole of `site.yml`."""

    name: str
    kind: str
    pack: str
    people: dict[str, str]
    file: str
    called: str
    seen: str


class BasicsIn(BaseModel):
    """The agency's name, kind and pack; None leaves one as it is."""

    name: Name | None = None
    kind: Name | None = None
    pack: Name | None = None
    seen: Mark = ""


class OwnersIn(BaseModel):
    """Unit → who works for it."""

    people: Annotated[dict[str, Name], Field(max_length=500)]
    seen: Mark = ""


class FileIn(BaseModel):
    """The text of `site.yml`."""

    file: Annotated[str, Field(max_length=1_000_000)]
    seen: Mark = ""


class PersonOut(BaseModel):
    """Somebody who has an account."""

    name: str
    role: str
    active: bool
    second_factor: bool


class NewPersonIn(BaseModel):
    """Somebody to let in."""

    name: Name
    role: Name
    password: Secret


class PersonIn(BaseModel):
    """A change of somebody's account; `role` or `password` as `do` needs them."""

    name: Name
    do: Literal["role", "password", "totp", "shut", "open"]
    role: Name = ""
    password: Secret = ""


class StoredBlock(BaseModel):
    """A piece of what was read, and its place."""

    where: str
    text: str


class StoredOut(BaseModel):
    """Stored bytes as they were read; `kept`: the bytes themselves are still here."""

    sha256: str
    url: str
    fetched_at: str
    media: str
    kept: bool
    title: str
    blocks: list[StoredBlock]
