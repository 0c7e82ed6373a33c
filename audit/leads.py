"""What a link is called that probably leads to evidence.

Promises: the wordings of a pack's families, what the agency itself calls them, and the names of the
pages on which agencies gather their disclosures; for the crawl to look there first, never to judge
by. Refuses to know: the order of a crawl.
"""

from __future__ import annotations

from collections.abc import Mapping

from rules.pack import Pack
from rules.vocabulary import vocabulary

GATHERED = (
    "oit", "ita", "การเปิดเผยข้อมูลสาธารณะ", "เปิดเผยข้อมูล", "คุณธรรมและความโปร่งใส",
    "ประเมินคุณธรรม", "แบบวัด",
)  # fmt: skip
"""Names of index pages."""
SHORTEST = 3
"""Letters; a shorter word is in everything."""


def leads(pack: Pack, also_named: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words, in lower case, each once."""
    families = vocabulary().families
    words = [*GATHERED]
    for indicator in pack.indicators:
        words += [indicator.title, *indicator.find.named, *also_named.get(indicator.code, ())]
        for slug in indicator.families:
            if slug in families:
                words += families[slug].names
    return tuple(dict.fromkeys(word.lower() for word in words if len(word) >= SHORTEST))
