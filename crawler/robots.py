"""Which lines of a robots.txt speak to us.

Promises: a group for `OIT/1.0` or `oit (audit)` is a group for `oit`, as its author meant; every
other line is read by Scrapy's own parser. Refuses to know: what is asked for.
"""

from __future__ import annotations

import re
from typing import Any

from scrapy.robotstxt import ProtegoRobotParser

# RFC 9309, 2.2.1: the name is letters, "-" and "_"; what follows it names no other robot.
_OURS = re.compile(rb"(?im)^([ \t]*user-agent[ \t]*:[ \t]*oit)[ \t]*[/(;,][^\r\n]*")


class Parser(ProtegoRobotParser):
    """Scrapy's parser, told who we are."""

    def __init__(self, robotstxt_body: bytes, spider: Any) -> None:
        super().__init__(_OURS.sub(rb"\1", robotstxt_body), spider)
