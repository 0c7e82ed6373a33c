"""What names a visit, only where a site cannot be read without it.

Promises: no cookie, and no session in a path, is sent until a site redirects in a circle without
one, and then only to the host that set it. Refuses to know: logins, what is in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.urls import hostname, path_of, session_in

if TYPE_CHECKING:
    from scrapy.http import Headers


class Cookies:
    """What each host offered while redirecting, and what was accepted."""

    def __init__(self) -> None:
        self._offered: dict[str, dict[str, str]] = {}
        self._accepted: dict[str, str] = {}
        self._paths: dict[str, str] = {}  # host: the session it put into the path
        self._spelled: dict[str, str] = {}

    def offered(self, host: str, headers: Headers) -> None:
        """Remember the Set-Cookie headers of a redirect, and the session it leads into."""
        for header in headers.getlist("Set-Cookie"):
            name, mark, value = header.decode("latin-1").partition(";")[0].partition("=")
            if mark and name.strip():
                self._offered.setdefault(host, {})[name.strip()] = value.strip()
        session = session_in((headers.get("Location") or b"").decode("latin-1"))
        if session:
            self._paths[host] = session

    def accept(self, host: str) -> bool:
        """Send from now on what the host offered; False when that is nothing new."""
        line = "; ".join(f"{name}={value}" for name, value in self._offered.get(host, {}).items())
        if line and host not in self._accepted:
            self._accepted[host] = line
            return True
        if host in self._paths and host not in self._spelled:
            self._spelled[host] = self._paths[host]
            return True
        return False

    def header(self, host: str) -> str | None:
        """The Cookie header for a host, if any was accepted."""
        return self._accepted.get(host)

    def spelled(self, url: str) -> str | None:
        """The address with the session its host wants in it; None when it wants none."""
        session = self._spelled.get(hostname(url)) if self._spelled else None
        if session is None:
            return None
        front = url[: url.find(path_of(url), url.find("//") + 2)]
        return f"{front}/{session}{url[len(front) :]}"
