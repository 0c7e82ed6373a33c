"""From an answer to a capture.

Promises: one `Capture` per answer, with its problem in one word, from plain values to plain values.
Refuses to know: queues, scope, the database, Scrapy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from crawler.blocked import (
    leads_nowhere,
    problem_of_page,
    problem_of_redirect,
    problem_of_status,
)
from crawler.media import HTML, Page, charset_of, is_page, media_type, parse, promises_document
from crawler.model import Capture, Snapshot
from crawler.outside import export_of, wall
from crawler.urls import canonical
from crawler.ways import NO_WAYS, Ways

if TYPE_CHECKING:
    from scrapy.http import Response

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFRESH = re.compile(r"\s*\d*\s*[;,]\s*(?:url\s*=\s*)?['\"]?(?P<url>[^'\"\s]+)", re.IGNORECASE)
_KEPT_ASCII = "".join(map(chr, range(33, 127)))


class Came(NamedTuple):
    """What came back for one URL. `short`: with less of a body than was promised."""

    url: str
    status: int
    headers: Mapping[bytes, Sequence[bytes]]
    body: bytes
    short: bool

    def header(self, name: bytes) -> bytes:
        """The value of a header, of repeated ones the last."""
        return (self.headers.get(name) or [b""])[-1]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back for one URL, understood as far as bytes go.

    `shows`: it is a page whose links count. `sha256`: of the body, when it is kept already. `ways`:
    the links of such a page, unless it has a problem with which they do not count.
    """

    url: str
    status: int
    body: bytes
    headers: dict[str, str]
    media: str | None
    target: str | None
    problem: str | None
    shows: bool
    sha256: str | None = None
    ways: Ways = NO_WAYS

    @property
    def is_redirect(self) -> bool:
        """Whether the answer only says where to go."""
        return self.target is not None

    @cached_property
    def tree(self) -> Page | None:
        """The parsed page, for those few whose ways out are not enough."""
        return parse(self.body) if self.shows else None


def came(url: str, response: Response) -> Came:
    """The plain values of a response."""
    headers = dict(dict.items(response.headers))  # as stored: Scrapy's own looks each up
    return Came(url, response.status, headers, response.body, "dataloss" in response.flags)


def understand(given: Came) -> tuple[Answer, Page | None]:
    """Read status, headers and body; the parsed page beside it, when there is one to read."""
    url, status, _, body, _ = given
    headers = headers_of(given.headers)
    media = media_type(headers.get("content-type", ""), body, url) if body else None
    leads, target = _target(given)
    shows = is_page(media) and (200 <= status < 300 or (status in _REDIRECTS and not leads))
    tree = parse(body) if shows else None
    if leads:  # also to where nobody can follow
        problem = problem_of_redirect(url, target) if target else "outside"
    elif status < 400 and _breaks_off(given):
        problem = "network"
    else:
        problem = _problem(status, headers, body, tree) or _misnamed(url, body, tree)
    problem = wall(url, status, target, tree) or problem
    answer = Answer(
        url=url, status=status, body=body, headers=headers, media=media, target=target,
        problem=problem, shows=shows,
    )  # fmt: skip
    return answer, tree


def capture(answer: Answer, problem: str | None, keep: Callable[[bytes], str | None]) -> Capture:
    """The capture of an answer; `keep` stores its bytes."""
    return Capture(
        url=answer.url,
        status=answer.status,
        problem=problem,
        sha256=answer.sha256 or keep(answer.body),
        bytes=len(answer.body),
        media=answer.media,
        charset=charset_of(answer.headers.get("content-type", "")),
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        location=answer.target,
    )


def drawn(answer: Answer, body: bytes) -> Answer:
    """The answer with the page as a browser drew it."""
    problem = problem_of_page(answer.headers, body, parse(body))
    return replace(answer, body=body, shows=True, sha256=None, media=HTML, problem=problem)


def as_drawn(
    shown: Capture, came: Answer, fed: Mapping[str, bytes], keep: Callable[[bytes], str | None]
) -> Capture:
    """The capture of a drawn page, with what came for it and the data it was fed."""
    kept = ((canonical(url), keep(body), len(body)) for url, body in fed.items())
    return replace(
        shown, rendered=True, charset="utf-8", raw=keep(came.body), raw_bytes=len(came.body),
        fed=tuple((url, sha256, size) for url, sha256, size in kept if url and sha256),
    )  # fmt: skip


def unchanged(url: str, known: Snapshot) -> Capture:
    """The capture of an answer 304, but for its size: what we had still holds."""
    return Capture(
        url=url, status=304, sha256=known.sha256, media=known.media,
        charset=known.charset, etag=known.etag, last_modified=known.last_modified, unchanged=True,
        rendered=known.rendered,
    )  # fmt: skip


def carried(known: Snapshot) -> Capture:
    """The capture of a page that was not asked for again, but for its size."""
    return replace(unchanged(known.url, known), status=known.status, asked_at=known.seen_at)


def stored(snapshot: Snapshot) -> Capture:
    """As much of the capture of a stored snapshot as counting it needs."""
    return Capture(
        url=snapshot.url, status=snapshot.status, problem=snapshot.problem,
        asked_at=snapshot.asked_at,
    )  # fmt: skip


def _breaks_off(given: Came) -> bool:
    """Shorter than promised, and not because the promise was wrong: a whole page has its end."""
    return given.short and b"</html>" not in given.body[-2000:].lower()


def _problem(
    status: int, headers: dict[str, str], body: bytes, tree: LexborHTMLParser | None
) -> str | None:
    if status >= 400:
        return problem_of_status(status, headers, body)
    if status < 200:  # the protocol knows no such end
        return "server_error"
    if not body.strip():
        return "empty" if status < 300 else "server_error"
    if tree is not None:
        return problem_of_page(headers, body, tree)
    return None if status < 300 else "server_error"


def _misnamed(url: str, body: bytes, tree: LexborHTMLParser | None) -> str | None:
    """A page where a document should be; one that leads on to the document is a page."""
    if tree is None or not promises_document(url):
        return None
    return "wrong_type" if leads_nowhere(body, tree) else None


def headers_of(headers: Mapping[bytes, Sequence[bytes]]) -> dict[str, str]:
    """The headers as text, names in lower case, of repeated ones the last."""
    return {
        name.decode("latin-1").lower(): values[-1].decode("utf-8", "replace")
        for name, values in headers.items()
        if values
    }


def _target(given: Came) -> tuple[bool, str | None]:
    """Whether the answer only leads on, and where to; None when nobody can follow.

    Bytes that are no ASCII are kept as they are, percent-encoded.
    """
    location = given.header(b"Location") if given.status in _REDIRECTS else b""
    if given.status == 200 and not given.body.strip():
        found = _REFRESH.match(given.header(b"Refresh").decode("latin-1"))
        location = found["url"].encode("latin-1") if found else b""
    if not location.strip():
        return False, None
    target = canonical(quote(location.strip(), safe=_KEPT_ASCII), given.url)
    return True, target and (export_of(target) or target)
