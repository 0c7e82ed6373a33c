"""From an answer to a capture.

Promises: one `Capture` per answer, with its problem in one word, and the parsed page when there are
links to read. Refuses to know: queues, scope, the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from scrapy.http import Response
from selectolax.lexbor import LexborHTMLParser

from crawler.blocked import (
    leads_nowhere,
    problem_of_page,
    problem_of_redirect,
    problem_of_status,
)
from crawler.media import HTML, charset_of, is_page, media_type, parse, promises_document
from crawler.model import Capture, Snapshot
from crawler.outside import export_of, wall
from crawler.urls import canonical

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFRESH = re.compile(r"\s*\d*\s*[;,]\s*(?:url\s*=\s*)?['\"]?(?P<url>[^'\"\s]+)", re.IGNORECASE)
_KEPT_ASCII = "".join(map(chr, range(33, 127)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back for one URL, understood as far as bytes go."""

    url: str
    status: int
    body: bytes
    headers: dict[str, str]
    media: str | None
    target: str | None
    problem: str | None
    tree: LexborHTMLParser | None

    @property
    def is_redirect(self) -> bool:
        """Whether the answer only says where to go."""
        return self.target is not None


def understand(url: str, response: Response) -> Answer:
    """Read status, headers and body of a response."""
    status, body = response.status, response.body
    headers = headers_of(response)
    media = media_type(headers.get("content-type", ""), body, url) if body else None
    leads, target = _target(url, status, response)
    shows = 200 <= status < 300 or (status in _REDIRECTS and not leads)
    tree = parse(body) if is_page(media) and shows else None
    if leads:  # also to where nobody can follow
        problem = problem_of_redirect(url, target) if target else "outside"
    elif status < 400 and _breaks_off(response):
        problem = "network"
    else:
        problem = _problem(status, headers, body, tree) or _misnamed(url, body, tree)
    problem = wall(url, status, target, tree) or problem
    return Answer(
        url=url, status=status, body=body, headers=headers, media=media, target=target,
        problem=problem, tree=tree,
    )  # fmt: skip


def capture(answer: Answer, problem: str | None, keep: Callable[[bytes], str | None]) -> Capture:
    """The capture of an answer; `keep` stores its bytes."""
    return Capture(
        url=answer.url,
        status=answer.status,
        problem=problem,
        sha256=keep(answer.body),
        bytes=len(answer.body),
        media=answer.media,
        charset=charset_of(answer.headers.get("content-type", "")),
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        location=answer.target,
    )


def drawn(answer: Answer, body: bytes) -> Answer:
    """The answer with the page as a browser drew it."""
    tree = parse(body)
    problem = problem_of_page(answer.headers, body, tree)
    return replace(answer, body=body, tree=tree, media=HTML, problem=problem)


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


def _breaks_off(response: Response) -> bool:
    """Shorter than promised, and not because the promise was wrong: a whole page has its end."""
    return "dataloss" in response.flags and b"</html>" not in response.body[-2000:].lower()


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


def headers_of(response: Response) -> dict[str, str]:
    """The headers as text, names in lower case, of repeated ones the last."""
    return {
        name.decode("latin-1").lower(): values[-1].decode("utf-8", "replace")
        for name, values in dict.items(response.headers)  # as stored: Scrapy's own looks each up
        if values
    }


def _target(url: str, status: int, response: Response) -> tuple[bool, str | None]:
    """Whether the answer only leads on, and where to; None when nobody can follow.

    Bytes that are no ASCII are kept as they are, percent-encoded.
    """
    location = response.headers.get("Location") if status in _REDIRECTS else None
    if status == 200 and not response.body.strip():
        found = _REFRESH.match((response.headers.get("Refresh") or b"").decode("latin-1"))
        location = found["url"].encode("latin-1") if found else None
    if not location or not location.strip():
        return False, None
    target = canonical(quote(location.strip(), safe=_KEPT_ASCII), url)
    return True, target and (export_of(target) or target)
