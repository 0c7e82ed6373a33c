"""A web page saved as one file (MHT) → the blocks of its page.

Promises: the page is read like any other; its parts are not fetched. Refuses to know: HTML.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage

from audit.extract.reading import Reading, Source, UnreadableError

MOST_PARTS = 2_000

_POLICY = email.policy.default.clone(refold_source="none")


def read(source: Source, read_page: Callable[[Source], Reading]) -> Reading:
    """The page inside. UnreadableError: `broken` when there is none."""
    message = email.message_from_bytes(source.data, policy=_POLICY)
    for _, part in zip(range(MOST_PARTS), message.walk(), strict=False):
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                charset = part.get_content_charset() or source.charset
                return read_page(Source(data=data, name=source.name, charset=charset))
    raise UnreadableError("broken")
