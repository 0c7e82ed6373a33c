"""Whether people who open a DOCX file see a run of its words.

Promises: hidden words (by themselves or by their style), words smaller than print, and white ones
where nothing puts a colour under them are not seen. Refuses to know: what the words say; revisions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from audit.extract.office import Package, with_heirs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SMALLEST = 2
"""Half points; letters of this size or less are no print."""

_OFF = {"0", "false", "off", "none"}
_GROUND = re.compile(rb'behindDoc="1"|z-index:-|<w:background\b')
"""What lies under the words of a whole page."""
_PAPER = {"auto", "FFFFFF"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What of a file is needed to tell: the styles that hide, and whether its paper is white."""

    hiding: frozenset[str] = frozenset()
    white_paper: bool = True

    def hides(self, run: etree._Element, paragraph_style: str) -> bool:
        """Whether nobody sees the words of this `w:r`."""
        look = run.find(f"{W}rPr")
        if look is None:
            return paragraph_style in self.hiding
        stated = is_on(look, "vanish")
        if stated is None:
            stated = bool({_value(look, "rStyle"), paragraph_style} & self.hiding)
        return stated or _is_tiny(look) or (self.white_paper and _is_white(run, look))


def sight_of(package: Package, main: str) -> Sight:
    """How the words of this file are seen."""
    grounds = (name for name in package.names if name == main or name.startswith("word/header"))
    under = any(_GROUND.search(package.part(name) or b"") for name in grounds)
    styles = package.xml("word/styles.xml")
    return Sight(hiding=_hiding_styles(styles), white_paper=not under)


def is_on(look: etree._Element, name: str) -> bool | None:
    """A switch of a run's look; None when it says nothing of it."""
    mark = look.find(f"{W}{name}")
    return None if mark is None else mark.get(f"{W}val", "1") not in _OFF


def _hiding_styles(styles: etree._Element | None) -> frozenset[str]:
    """The ids of styles that hide words, by themselves or as they are based on such a one."""
    every = [] if styles is None else list(styles.iter(f"{W}style"))
    return with_heirs(every, f"{W}styleId", _hides)


def _hides(style: etree._Element, names: set[str]) -> bool:
    look = style.find(f"{W}rPr")
    stated = is_on(look, "vanish") if look is not None else None
    return _value(style, "basedOn") in names if stated is None else stated


def _value(node: etree._Element, name: str) -> str | None:
    found = node.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _is_tiny(look: etree._Element) -> bool:
    size = _value(look, "sz") or ""
    return size.isdigit() and int(size) <= SMALLEST


def _is_white(run: etree._Element, look: etree._Element) -> bool:
    """Whether the words are white and nothing around them says that their ground is not."""
    if (_value(look, "color") or "").upper() != "FFFFFF" or look.find(f"{W}highlight") is not None:
        return False
    if _is_shaded(look):
        return False
    for around in run.iterancestors(f"{W}p", f"{W}tc", f"{W}tbl", f"{W}txbxContent"):
        if around.tag == f"{W}txbxContent" or around.find(f"{W}tblPr/{W}tblStyle") is not None:
            return False
        if any(_is_shaded(one) for one in around.iterfind(f"{W}pPr")):
            return False
        if any(_is_shaded(one) for one in around.iterfind(f"{W}tcPr")):
            return False
    return True


def _is_shaded(look: etree._Element) -> bool:
    shade = look.find(f"{W}shd")
    return shade is not None and shade.get(f"{W}fill", "auto") not in _PAPER
