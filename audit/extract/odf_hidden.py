"""What an OpenDocument file holds and does not show.

Promises: words, paragraphs, sections, rows, sheets and slides that people do not see are emptied
where they stand, so that numbers of rows and slides stay right. Refuses to know: comments and
revisions (they are left out by who reads), colours.
"""

from __future__ import annotations

from lxml import etree

from audit.extract.office import with_heirs

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"

_HIDING = {
    f"{TEXT}display": "none",
    f"{TABLE}display": "false",
    f"{_PRESENTATION}visibility": "hidden",
}
"""What a style says of words, sheets and slides that are not shown."""
_FOLDED = {"collapse", "filter"}
_MOST_COLUMNS = 1_000


def clear_hidden(root: etree._Element, styles: etree._Element | None) -> None:
    """Empty what is not shown in `root`, by its own styles and those of the file."""
    names = _hiding_styles([one for one in (root, styles) if one is not None])
    for item in list(root.iter(etree.Element)):
        if not _is_hidden(item, names):
            continue
        around = item.getparent() if item.tag == f"{TEXT}hidden-paragraph" else item
        if around is not None:
            del around[:]
            around.text = None


def hidden_columns(table: etree._Element) -> frozenset[int]:
    """The columns of a sheet, from 0, that are not shown."""
    found: set[int] = set()
    at = 0
    for column in table.iter(f"{TABLE}table-column"):
        after = at + min(number(column, "number-columns-repeated"), _MOST_COLUMNS)
        if column.get(f"{TABLE}visibility") in _FOLDED:
            found.update(range(at, after))
        at = after
    return frozenset(found)


def is_filtered(table: etree._Element) -> bool:
    """Whether a filter of the sheet leaves rows out, which its button shows again."""
    rows = table.iter(f"{TABLE}table-row")
    return any(row.get(f"{TABLE}visibility") == "filter" for row in rows)


def number(item: etree._Element, name: str) -> int:
    """How often something is repeated or how far it reaches, at least once."""
    value = item.get(f"{TABLE}{name}", "1")
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 8 else 1


def _is_hidden(item: etree._Element, names: frozenset[str]) -> bool:
    if item.get(f"{TEXT}is-hidden") == "true":
        return True
    if item.tag == f"{TABLE}table-row":
        return item.get(f"{TABLE}visibility") in _FOLDED
    if item.tag == f"{TEXT}section" and item.get(f"{TEXT}display") == "none":
        return True
    return any(item.get(f"{space}style-name") in names for space in (TEXT, TABLE, DRAW))


def _hiding_styles(roots: list[etree._Element]) -> frozenset[str]:
    """The names of styles that hide what has them, also those that are based on such a one."""
    styles = [style for root in roots for style in root.iter(f"{_STYLE}style")]
    return with_heirs(styles, f"{_STYLE}name", _hides)


def _hides(style: etree._Element, names: set[str]) -> bool:
    stated = [(name, look.get(name)) for look in style for name in _HIDING if look.get(name)]
    if not stated:
        return style.get(f"{_STYLE}parent-style-name") in names
    return any(value == _HIDING[name] for name, value in stated)
