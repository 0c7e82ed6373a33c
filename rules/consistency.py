"""What does not fit together over all evidence of one audit.

Promises: remarks in Thai with the words that show them: one file for several items, last year's
file under this year's name, another agency's document, chiefs and years that disagree. A remark
never makes an outcome better. Refuses to know: the database, how the report shows a remark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rules.authors import other_author
from rules.cards import cards
from rules.document import Document, Kind, Legibility
from rules.faces import own_blocks
from rules.model import Context, Evidence, Quote
from rules.pack import Indicator
from rules.reissue import print_of, renamed, year_on_face, year_promised
from rules.thai import contains, skeleton

Sort = Literal["same_file", "renamed", "other_agency", "chiefs", "years"]
CAPPING: frozenset[Sort] = frozenset({"renamed", "other_agency"})
"""Remarks after which a document proves nothing without a person."""
FACE_LETTERS = 8000
"""Letters in which a file that covers several items names each of them."""
OFFERED = 80
"""Strength from which a link is the agency's own word for the item: a link or row of its index."""
STRUCTURE, EXECUTIVES, NO_GIFT = "org-structure", "executives", "no-gift-declaration"
CHIEF = "@chief"
_PLAN = ("แผน",)
_REPORT = ("รายงาน", "ผลการดำเนิน", "ความก้าวหน้า", "กำกับติดตาม")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An indicator with the evidence found for it."""

    indicator: Indicator
    evidence: tuple[Evidence, ...]

    @property
    def counted(self) -> tuple[Evidence, ...]:
        """The evidence that is judged and whose own words can be read."""
        return tuple(
            item
            for item in self.evidence
            if item.aside is None and item.document.legibility is Legibility.TEXT
        )

    def years(self, context: Context) -> frozenset[int]:
        """The fiscal years (BE) its elements ask for; empty when one asks for none."""
        which = {e.year or self.indicator.find.year for e in self.indicator.elements}
        return frozenset() if "any" in which else frozenset(context.year(one) for one in which)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing a person should look at. `text` is Thai; `topics` and `codes` go together."""

    sort: Sort
    text: str
    topics: tuple[str, ...]
    codes: tuple[str, ...]
    urls: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()


def remarks(claims: Sequence[Claim], context: Context, agency: str) -> tuple[Remark, ...]:
    """Everything that does not fit together. `agency` is the name the site gave for itself."""
    return (
        *_same_file(claims),
        *(one for claim in claims for one in _renamed(claim, context)),
        *_other_agency(claims, agency),
        *_chiefs(claims, context),
        *(one for claim in claims for one in _years(claim, context)),
    )


def caps(found: Iterable[Remark]) -> frozenset[tuple[str, str]]:
    """Topic and address of every document that may not pass without a person."""
    return frozenset(
        (topic, url)
        for remark in found
        if remark.sort in CAPPING
        for topic in remark.topics
        for url in remark.urls
    )


def _remark(
    sort: Sort, text: str, claims: Sequence[Claim], urls: Iterable[str], *quotes: Quote
) -> Remark:
    return Remark(
        sort=sort,
        text=text,
        topics=tuple(claim.indicator.topic for claim in claims),
        codes=tuple(claim.indicator.code for claim in claims),
        urls=tuple(dict.fromkeys(urls)),
        quotes=quotes,
    )


def _same_file(claims: Sequence[Claim]) -> Iterator[Remark]:
    """One file behind several items, some of which its words never name."""
    users: dict[str, list[tuple[Claim, Evidence]]] = defaultdict(list)
    for claim in claims:
        for item in claim.counted:
            if _offered(item) and not item.document.media.startswith("text/html"):
                users[item.document.sha256].append((claim, item))
    for uses in users.values():
        if len({claim.indicator.topic for claim, _ in uses}) < 2:
            continue
        words = _words(uses[0][1].document)[:FACE_LETTERS]
        silent = {c.indicator.topic: c for c, _ in uses if not _speaks_of(words, c.indicator)}
        if not silent:
            continue
        titles = " ".join(f"“{claim.indicator.title}”" for claim in silent.values())
        text = f"ไฟล์เดียวกันถูกใช้กับหลายข้อ แต่เนื้อหาตอนต้นไม่ได้กล่าวถึง {titles} โปรดตรวจว่าแนบถูกไฟล์"
        document = uses[0][1].document
        yield _remark(
            "same_file",
            text,
            list(silent.values()),
            (item.document.url for _, item in uses),
            _face(document),
        )


def _offered(item: Evidence) -> bool:
    """Whether the agency itself says that the file is for this item, not we who found it so."""
    return item.via == "declared" or (item.via == "link" and item.strength >= OFFERED)


def _speaks_of(words: str, indicator: Indicator) -> bool:
    return any(contains(words, name) for name in (indicator.title, *indicator.find.named))


def _renamed(claim: Claim, context: Context) -> Iterator[Remark]:
    """Last year's file: its face says another year than its link, or its text is the old one."""
    wanted = claim.years(context)
    if not wanted:
        return
    past = [item for item in claim.counted if item.years and max(item.years) < min(wanted)]
    old = [(item.document, print_of(item.document)) for item in past]
    for item in claim.counted:
        document = item.document
        face, promised = set(year_on_face(document)), set(year_promised(document))
        if face and wanted & promised and not (face & promised) and max(face) < min(wanted):
            text = (
                f"ลิงก์หรือชื่อไฟล์บอกว่าเป็นของปี {_listed(promised)} "
                f"แต่หัวเรื่องของเอกสารเป็นของปี {_listed(face)}"
            )
            yield _remark("renamed", text, [claim], [document.url], _face(document))
        elif old and wanted.intersection(item.years):
            own = print_of(document)
            twin = next((other for other, known in old if renamed(own, known)), None)
            if twin is not None:
                text = (
                    f"เนื้อหาแทบทั้งหมดเหมือนเอกสารของปีก่อน ({twin.url}) ต่างกันเพียงปี "
                    "โปรดตรวจว่าเป็นฉบับของปีนี้จริง"
                )
                yield _remark(
                    "renamed", text, [claim], [document.url], _face(document), _face(twin)
                )


def _other_agency(claims: Sequence[Claim], agency: str) -> Iterator[Remark]:
    users: dict[str, list[Claim]] = defaultdict(list)
    documents: dict[str, Document] = {}
    for claim in claims:
        for item in claim.counted:
            users[item.document.url].append(claim)
            documents[item.document.url] = item.document
    for url, document in documents.items():
        if (found := other_author(document, agency)) is None:
            continue
        _, line = found
        text = "หน้าแรกของเอกสารออกในนามหน่วยงานอื่น และไม่มีชื่อหน่วยงานนี้ โปรดตรวจว่าเป็นเอกสารของหน่วยงาน"
        yield _remark("other_agency", text, users[url], [url], _quote(document, line))


def _chiefs(claims: Sequence[Claim], context: Context) -> Iterator[Remark]:
    """The chief in the structure, among the executives, and who signed the declaration."""
    wanted = context.words((CHIEF,))
    by_topic = {claim.indicator.topic: claim for claim in claims}
    executives = by_topic.get(EXECUTIVES)
    if executives is None or not wanted:
        return
    known = _named(executives, wanted, context)
    for topic, what in ((STRUCTURE, "แผนผังโครงสร้าง"), (NO_GIFT, "ประกาศ No Gift Policy")):
        other = by_topic.get(topic)
        named = _named(other, wanted, context) if other else {}
        if other is None or not known or not named or _surnames(known) & _surnames(named):
            continue
        text = (
            f"ชื่อผู้บริหารสูงสุดไม่ตรงกัน: ข้อมูลผู้บริหารคือ{_listed(known)} แต่{what}คือ{_listed(named)} "
            "โปรดตรวจว่าหน้าใดยังไม่ได้ปรับปรุง"
        )
        quotes = [next(iter(known.values())), next(iter(named.values()))]
        urls = (quote.url for quote in (*known.values(), *named.values()))
        yield _remark("chiefs", text, [executives, other], urls, *quotes)


def _named(claim: Claim, posts: tuple[str, ...], context: Context) -> dict[str, Quote]:
    """Who holds the post in an indicator's documents of the right year, with the line."""
    wanted = claim.years(context)
    found: dict[str, Quote] = {}
    for item in claim.counted:
        if wanted and not wanted.intersection(item.years):
            continue
        for card in cards(item.document, posts):
            block = item.document.blocks[card.at]
            if not card.prose:
                found.setdefault(card.name, _quote(item.document, block.text, block.where))
    return found


def _surnames(named: Iterable[str]) -> set[str]:
    """Last names without marks: titles change with promotion, marks are lost in PDF."""
    return {skeleton(name.split()[-1]) for name in named}


def _years(claim: Claim, context: Context) -> Iterator[Remark]:
    """A plan of the right year beside reports of other years only, or the reverse."""
    wanted = claim.years(context)
    if len(wanted) != 1:
        return
    plans = [i for i in claim.counted if i.years and _is(i, _PLAN) and not _is(i, _REPORT)]
    reports = [i for i in claim.counted if i.years and _is(i, _REPORT)]
    for right, late, what in ((plans, reports, "แผน"), (reports, plans, "รายงาน")):
        now = [item for item in right if wanted.intersection(item.years)]
        if not now or not late or any(wanted.intersection(item.years) for item in late):
            continue
        other = "รายงาน" if what == "แผน" else "แผน"
        text = (
            f"มี{what}ของปี {_listed(wanted)} แต่{other}ที่พบเป็นของปี "
            f"{_listed(year for item in late for year in item.years)} เท่านั้น"
        )
        urls = [now[0].document.url, *(item.document.url for item in late)]
        yield _remark("years", text, [claim], urls, _face(now[0].document), _face(late[0].document))


def _is(item: Evidence, words: tuple[str, ...]) -> bool:
    face = f"{item.document.title} {_face(item.document).text} {item.label}"
    return any(contains(face, word) for word in words)


def _words(document: Document) -> str:
    lines = (block.text for block in own_blocks(document) if block.kind is not Kind.LINK)
    return "\n".join((document.title, *lines))


def _face(document: Document) -> Quote:
    """The first words of a document."""
    block = next((b for b in own_blocks(document) if b.text and b.kind is not Kind.LINK), None)
    return _quote(document, block.text, block.where) if block else _quote(document, document.title)


def _quote(document: Document, text: str, where: str = "หน้าแรก") -> Quote:
    return Quote(text=text[:160], where=where, url=document.url, sha256=document.sha256)


def _listed(things: Iterable[object]) -> str:
    return ", ".join(dict.fromkeys(str(thing) for thing in sorted(things, key=str)))
