"""Why there was no answer, in one word.

Promises: every exception of the downloader becomes a word of `PROBLEMS`. Refuses to know: answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from ssl import CertificateError, SSLError

from aiohttp import ClientConnectorSSLError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    StopDownload,
    UnsupportedURLSchemeError,
)

from crawler.guard import REFUSED_HOSTS, PrivateAddressError
from crawler.urls import hostname

_WORDS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((PrivateAddressError,), "private_address"),
    ((CannotResolveHostError,), "dns"),
    ((SSLError, CertificateError, ClientConnectorSSLError), "tls"),
    ((ConnectionRefusedError,), "refused"),
    ((DownloadTimeoutError, TimeoutError), "timeout"),
    ((DownloadCancelledError,), "too_large"),
    ((StopDownload,), "wrong_type"),
    ((UnsupportedURLSchemeError,), "outside"),
)


def problem_of(error: BaseException, url: str) -> str:
    """The word for a failed download of `url`."""
    for cause in _causes(error):
        for kinds, word in _WORDS:
            if isinstance(cause, kinds):
                refused = word == "dns" and hostname(url) in REFUSED_HOSTS
                return "private_address" if refused else word
    if isinstance(error, IgnoreRequest):
        return _ignored(error)
    return "network"


def _ignored(error: IgnoreRequest) -> str:
    """Scrapy's own refusals differ only in their text."""
    said = str(error)
    if "robots" in said:
        return "robots"
    return "too_large" if "MAXSIZE" in said else "outside"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception, what it was raised from, and the errors of its parts."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        found = waiting.pop(0)
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        waiting += [found.__cause__, found.__context__, getattr(found, "os_error", None)]
        waiting += found.exceptions if isinstance(found, BaseExceptionGroup) else ()
