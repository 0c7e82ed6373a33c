"""Cookies only where a site cannot be read without them.

Promises: no cookie is sent until a site redirects in a circle without one, and then only to the
host that set it. Refuses to know: sessions, logins.
"""

from __future__ import annotations

from collections.abc import Iterable


class Cookies:
    """What each host offered while redirecting, and what was accepted."""

    def __init__(self) -> None:
        self._offered: dict[str, dict[str, str]] = {}
        self._accepted: dict[str, str] = {}

    def offered(self, host: str, headers: Iterable[bytes]) -> None:
        """Remember the Set-Cookie headers of a redirect."""
        for header in headers:
            name, mark, value = header.decode("latin-1").partition(";")[0].partition("=")
            if mark and name.strip():
                self._offered.setdefault(host, {})[name.strip()] = value.strip()

    def accept(self, host: str) -> bool:
        """Send from now on what the host offered; False when that is nothing new."""
        line = "; ".join(f"{name}={value}" for name, value in self._offered.get(host, {}).items())
        if not line or self._accepted.get(host):
            return False
        self._accepted[host] = line
        return True

    def header(self, host: str) -> str | None:
        """The Cookie header for a host, if any was accepted."""
        return self._accepted.get(host)
