"""Which pictures may show a person, and whom.

Promises: no sign, silhouette or icon is taken for a portrait, nor somebody else's picture. Refuses
to know: posts, on which side of a name its picture stands (`rules.cards`).
"""

from __future__ import annotations

import re

from rules.document import Block, Kind, Reach
from rules.people import names
from rules.thai import fold

_ICON = 40
"""Pixels: no portrait is narrower."""
_NO_PHOTO = re.compile(
    r"logo|icon|banner|button|btn|spacer|blank|no[-_ ]?(?:image|photo|pic)|avatar|placeholder|mail"
    r"|default|facebook|twitter|youtube|line\b|phone|silhouette|(?:ภาพ|รูป)เงา|ไม่มี(?:ภาพ|รูป)",
    re.IGNORECASE,
)


def is_portrait(block: Block) -> bool:
    """Whether a picture may show somebody; a dead one shows nobody."""
    if block.kind is not Kind.PICTURE or block.reach is Reach.DEAD:
        return False
    small = block.width is not None and block.width < _ICON
    named = f"{block.text} {(block.href or '').rpartition('/')[2]}"
    return not small and not _NO_PHOTO.search(named)


def stands_with(picture: Block, named: Block, name: str) -> bool:
    """Whether a picture may be of the person whose folded `name` stands in the block `named`.

    One in a table belongs to its row, one beside somebody else's name to them.
    """
    if named.kind is Kind.ROW:
        return picture.near in ("", named.text)
    return not names(picture.near) or name in fold(picture.near)
