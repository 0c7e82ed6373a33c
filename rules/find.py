"""Finds the documents that may satisfy an indicator, and says why each was or was not taken.

Promises: evidence best first, the agency's declared addresses before anything found; hubs, dead and
blocked targets, outside and unfinished pages are listed and set aside with the reason; the same
documents give the same evidence. Refuses to know: elements, checks, outcomes: nothing here proves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from rules.aside import why_aside
from rules.content import is_hollow, shown
from rules.document import Document, Kind, Label
from rules.doubts import BESIDE, ON_FRONT, ONLY_A_LINE, STRAYED, TITLED_ANOTHER
from rules.faces import (
    file_name,
    first_line,
    headings,
    is_draft,
    past_closed_doors,
    years,
    years_of_part,
)
from rules.hubs import Hub, hub_of, leads_nowhere, menus
from rules.labels import Labels
from rules.leads import Lead, Strength
from rules.linkwords import ONWARD
from rules.model import Evidence
from rules.naming import Topic, Topics
from rules.nearby import Nearby
from rules.offered import OUTSIDE, is_offered
from rules.pack import Indicator, Pack
from rules.sections import Parts

MOST = 40
"""Documents judged for one indicator at the most, best first."""


class Finder:
    """Finds evidence for all indicators of one pack among one site's documents.

    `declared`: addresses the agency submits, by code. `also_named`: local wordings, by code.
    `front`: the address of the site's first page.
    """

    def __init__(
        self,
        pack: Pack,
        documents: Sequence[Document],
        declared: Mapping[str, Sequence[str]] | None = None,
        also_named: Mapping[str, Sequence[str]] | None = None,
        front: str = "",
    ) -> None:
        self._documents = sorted(past_closed_doors(documents), key=lambda d: d.url)
        self._places = {d.url: index for index, d in enumerate(self._documents)}
        self._topics = Topics(pack)
        self._codes = {i.code: i.topic for i in pack.indicators}
        self._declared = {
            self._codes[code]: frozenset(urls)
            for code, urls in (declared or {}).items()
            if code in self._codes
        }
        local = {
            self._codes[code]: tuple(names)
            for code, names in (also_named or {}).items()
            if code in self._codes
        }
        menu = menus(self._documents)
        self.hubs: dict[str, Hub] = {
            d.url: hub for d in self._documents if (hub := hub_of(d, self._topics, menu))
        }
        self._front = front
        self._parts = Parts(self._documents, self._topics, front, self.hubs, self._codes)
        self._labels = Labels(self._documents, self._topics, self.hubs, self._codes, local)
        self._leads = self._all_leads()

    def evidence(self, indicator: Indicator) -> tuple[Evidence, ...]:
        """Evidence of one indicator: counted ones best first, then what was set aside."""
        taken = tuple(self._taken(indicator))
        own_row = any(lead.strength >= Strength.ROW for _, lead in taken)
        found = [self._evidence(document, lead, own_row=own_row) for document, lead in taken]
        found = self._with_sections(found, indicator)
        for more in (self._told, self._unlinked):
            if all(one.aside for one in found):
                found.extend(more(indicator.topic))
        if any(element.front for element in indicator.elements):
            found.extend(self._first_page(found))
        found.sort(key=lambda e: (e.aside is not None, -e.strength, e.document.url))
        counted = sum(e.aside is None for e in found)
        return (*found[:counted][:MOST], *found[counted:][:MOST])

    def nearby(self, indicator: Indicator) -> tuple[Evidence, ...]:
        """Pages where a subject may stand that has none of its own; none of them proves it."""
        found = self._nearby.pages(indicator)
        leads = (
            (page, Lead(indicator.topic, "text", words or page.title, Strength.NEARBY))
            for page, words in found
        )
        return tuple(
            replace(self._evidence(page, lead, own_row=False), stands_in="lookalike")
            for page, lead in leads
        )

    @cached_property
    def _nearby(self) -> Nearby:
        return Nearby(self._documents, self._leads, {self._front, *self.hubs}, self._topics)

    def _with_sections(self, found: Sequence[Evidence], indicator: Indicator) -> list[Evidence]:
        """With what stands under headings of pages that do not count as a whole.

        Beside a page of its own, only an index tells as much: the first page shows the head alone
        where the other shows all.
        """
        topic = indicator.topic
        whole = {one.document.url for one in found if one.aside is None}
        for part in self._parts.under(topic):
            index = part.url in self.hubs
            if part.url in whole or (index and self._only_leads(part, indicator, bool(whole))):
                continue
            lead = Lead(topic, "heading", part.title, Strength.HEADED)
            one = self._evidence(part, lead, own_row=False)
            if one.aside in (None, "hub"):  # the page only leads, its part does not
                beside = whole and (not index or part.url == self._front)
                one = replace(
                    one, aside=None, stands_in="section", doubt=one.doubt or BESIDE * bool(beside),
                    years=years_of_part(part, self._labels.said(part)),
                )  # fmt: skip
                # An index stays set aside as what it is.
                kept = (e for e in found if e.aside in (None, "hub") or e.document.url != part.url)
                found = [*kept, one]
        return list(found)

    def _only_leads(self, part: Document, indicator: Indicator, beside: bool) -> bool:
        """Whether a part of an index says nothing itself, as the checks see it.

        `beside`: what it leads to counts already, so that a word or two say nothing more.
        """
        own = shown(part, indicator.wordings)
        if is_hollow(own) or self._dangles(part, indicator.topic):
            return True
        return beside and not self._parts.tells(own)

    def _told(self, topic: str) -> Iterator[Evidence]:
        """What an index says itself where it should lead to something: for a person to look at."""
        for line in self._parts.told(topic):
            lead = Lead(topic, "text", line.blocks[0].text, Strength.NEARBY)
            one = self._evidence(line, lead, own_row=False)
            yield replace(one, aside=None, doubt=one.doubt or ONLY_A_LINE, stands_in="line")

    def _first_page(self, found: Sequence[Evidence]) -> Iterator[Evidence]:
        """The first page with its header and footer, for elements that may stand there.

        Whose a telephone is, is for a person (makers of websites have them), but for the one card.
        """
        taken = {one.document.url for one in found if one.aside is None}
        for page, doubt in ((self._parts.card, ""), (self._parts.front, ON_FRONT)):
            if page and page.url not in taken:
                yield Evidence(
                    document=page, via="text", label=page.title, strength=Strength.FRONT,
                    doubt=doubt, stands_in="front",
                )  # fmt: skip

    def _unlinked(self, topic: str) -> Iterator[Evidence]:
        """The first row of an index that names the topic beside a link without a target."""
        for document in (d for d in self._documents if d.url in self.hubs):
            for block in document.blocks:
                if block.kind is not Kind.LINK or block.furniture or not leads_nowhere(block):
                    continue
                if self._names(said := block.near or block.text, topic):
                    lead = Lead(topic, "link", said, Strength.ROW)
                    yield replace(self._evidence(document, lead, own_row=False), aside="unlinked")
                    return

    def _names(self, said: str, topic: str) -> bool:
        return any(lead.topic == topic for lead in self._labels.named(said, "link", Strength.ROW))

    def _dangles(self, part: Document, topic: str) -> bool:
        """Whether a row of the part names the topic beside a link that has no target yet."""
        rows = {b.text for b in part.blocks if b.kind is Kind.ROW}
        near = rows & {b.near for b in part.blocks if leads_nowhere(b)}
        return any(self._names(row, topic) for row in near)

    def _taken(self, indicator: Indicator) -> Iterator[tuple[Document, Lead]]:
        media = indicator.find.media
        for index, leads in self._leads.items():
            document = self._documents[index]
            lead = leads.get(indicator.topic)
            if lead and (not media or any(part in document.media for part in media)):
                yield document, lead

    def _evidence(self, document: Document, lead: Lead, *, own_row: bool) -> Evidence:
        doubt = ""
        if own_row and lead.via in ("title", "heading") and self._is_of_another(document):
            doubt = STRAYED
        elif lead.via in ("attached", "heading") and self._titled_another(document, lead.topic):
            doubt = TITLED_ANOTHER
        return Evidence(
            document=document,
            via=lead.via,
            label=lead.label,
            strength=lead.strength,
            aside=why_aside(document, hub=document.url in self.hubs and lead.via != "declared"),
            years=years(document, self._labels.said(document)),
            draft=is_draft(document),
            doubt=doubt,
            foreign=self._parts.foreign(document, lead.topic),
        )

    def _is_of_another(self, document: Document) -> bool:
        """Whether the agency's own index lists this document, for whatever subject."""
        leads = self._leads[self._places[document.url]]
        return any(lead.via == "link" and lead.strength >= Strength.ROW for lead in leads.values())

    def _titled_another(self, document: Document, topic: str) -> bool:
        """Whether a file's own title decides for another subject."""
        page = document.media.startswith("text/html")
        named = () if page else self._topics.of(document.title, "title")
        return any(one.decided for one in named) and all(one.topic != topic for one in named)

    def _all_leads(self) -> dict[int, dict[str, Lead]]:
        """For every document, the strongest lead to each topic."""
        leads: dict[int, dict[str, Lead]] = defaultdict(dict)
        for index, document in enumerate(self._documents):
            for lead in self._leads_of(document):
                known = leads[index].get(lead.topic)
                if known is None or lead.strength > known.strength:
                    leads[index][lead.topic] = lead
        self._add_attached(leads)
        return leads

    def _leads_of(self, document: Document) -> Iterator[Lead]:
        for topic, urls in self._declared.items():
            if document.url in urls:
                yield Lead(topic, "declared", file_name(document), Strength.DECLARED)
        for label in document.labels:
            yield from self._labels.leads(label, document.url)
        if document.title:
            yield from self._labels.named(document.title, "title", Strength.TITLE)
        for text in (*headings(document), *first_line(document)):
            yield from self._labels.named(text, "heading", Strength.TITLE)
        for named in self._topics.of_url(document.url):
            if named.code and named.decided:
                yield Lead(named.topic, "filename", file_name(document), Strength.FILENAME)

    def _add_attached(self, leads: dict[int, dict[str, Lead]]) -> None:
        """What an evidence page offers belongs to it, unless its own link says otherwise.

        First the pages behind “รายละเอียด” and the like, then the files of all these pages.
        """
        by_url = self._places
        pages = {
            url: [lead for lead in leads[index].values() if lead.strength >= Strength.TITLE]
            for url, index in by_url.items()
            if url not in self.hubs and self._documents[index].media.startswith("text/html")
        }
        for index, document in enumerate(self._documents):
            # On a page of contacts, a heading stands above the pages of all sorts of other sites.
            if not leads[index] and document.problem not in OUTSIDE:
                leads[index].update({lead.topic: lead for lead in self._headed(document)})
        onward = {url: self._attached(by_url[url], pages, page=True) for url in pages}
        for url, found in onward.items():
            # A page that two subjects call “details” is nobody's own.
            if found and not leads[by_url[url]] and len({lead.topic for lead in found}) <= 2:
                leads[by_url[url]].update({lead.topic: lead for lead in found})
                pages[url] = found
        for index, document in enumerate(self._documents):
            if is_offered(document):
                for lead in self._attached(index, pages, page=False):
                    leads[index].setdefault(lead.topic, lead)

    def _headed(self, document: Document) -> Iterator[Lead]:
        """What the headings above the links to a document name, when nothing else names it."""
        for label in document.labels:
            if label.furniture or label.url in self.hubs or not label.heading:
                continue
            found = self._topics.of(label.heading, "link")
            if found and found[0].decided:
                yield from self._labels.named(label.heading, "link", Strength.HEADED)

    def _attached(self, index: int, pages: Mapping[str, list[Lead]], *, page: bool) -> list[Lead]:
        """Leads that a document takes from the pages that link to it."""
        return [
            Lead(parent.topic, "attached", label.text or label.near, Strength.ATTACHED)
            for label in self._documents[index].labels
            if not label.furniture and not self._elsewhere(label)
            if not page or ONWARD.match(label.text)
            for parent in pages.get(label.url, ())
        ]

    def _elsewhere(self, label: Label) -> bool:
        """Whether the link's own words decide for some subject."""
        found: tuple[Topic, ...] = self._topics.of(label.text, "link")
        return bool(found) and found[0].decided


def find_evidence(
    pack: Pack,
    indicator: Indicator,
    documents: Sequence[Document],
    declared: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Evidence, ...]:
    """Evidence of one indicator; for many indicators of one site build one `Finder`."""
    return Finder(pack, documents, declared).evidence(indicator)
