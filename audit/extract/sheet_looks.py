"""What the spreadsheet library drops of a file, gathered: how cells look, where they lead, what is
hidden, what lies on the sheets.

Promises: all of it by the sheet's name, for XLSX. Refuses to know: values, the parts it is read
from.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from audit.extract.number_formats import Format
from audit.extract.office import Package
from audit.extract.sheet_drawn import Drawn, drawn_of
from audit.extract.sheet_formats import formats_of, uncounted
from audit.extract.sheet_hidden import NOTHING, Hidden, hidden_of
from audit.extract.sheet_links import Place, links_of

Formats = dict[str, dict[Place, Format]]
Links = dict[str, list[tuple[Place, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """`uncounted` are sheets with figures that are not in the file; `pictured` when there are
    pictures on any sheet."""

    links: Links = field(default_factory=dict)
    formats: Formats = field(default_factory=dict)
    hidden: dict[str, Hidden] = field(default_factory=dict)
    drawn: Drawn = field(default_factory=dict)
    uncounted: set[str] = field(default_factory=set)
    pictured: bool = False

    def seen_links(self, name: str) -> list[tuple[Place, str]]:
        """The links of a sheet in cells that are shown."""
        hidden = self.hidden.get(name, NOTHING)
        return [(place, to) for place, to in self.links.get(name, []) if not hidden.hides(*place)]

    @property
    def partly(self) -> set[str]:
        """The sheets that hold more than was read."""
        return self.uncounted | {name for name, one in self.hidden.items() if one.folded}


def looks_of(package: Package) -> Looks:
    """What is known of an XLSX file's sheets."""
    return Looks(
        links=links_of(package),
        formats=formats_of(package),
        hidden=hidden_of(package),
        drawn=drawn_of(package),
        uncounted=uncounted(package),
        pictured=any(name.startswith("xl/media/") for name in package.names),
    )
