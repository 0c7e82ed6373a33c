"""The one form of a URL.

Promises: two spellings of one address become one string, and `canonical(canonical(u))` is
`canonical(u)`. Refuses to know: which site is ours, what is behind an address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST = 2000  # characters; what browsers and most servers still take

# Parameters that name a visit, not a page. Prefixes end in an underscore or a star.
_TRACKING = re.compile(
    r"(?:utm_\w*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|mc_[ce]id|_ga|_gl|_gid|igshid"
    r"|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|asp\.net_sessionid|zenid|oscsid)\Z",
    re.IGNORECASE,
)
# `sid` is a session in some systems and the number of a news item in others (PHP-Nuke):
# only a long random-looking value is a session.
_MAYBE_SESSION = re.compile(r"(?:sid|s|session|sessionid|session_id|sess)\Z", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"(?=[^=]*[0-9])(?=[^=]*[A-Za-z])[0-9A-Za-z,-]{16,}\Z")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
# ASP.NET without cookies: (S(…)), (X(1)F(…)S(…))
_BARE_SESSION = re.compile(r"(\((?:[AFX]\([^()/]*\))*S\([0-9a-z]{20,}\)\))/?", re.IGNORECASE)

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|%|[^!$&'()*+,\-./0-9:;=?@A-Z_a-z~]+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_JUNK = re.compile(r"[\x00-\x1f\x7f]+")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\Z")
_FRONT = re.compile(r"[^/?#]*//[^/?#]*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


@lru_cache(maxsize=1 << 14)  # the links of menus come back; more would only take memory
def canonical(url: str, base: str | None = None) -> str | None:
    """The canonical absolute form of `url`, or None when it is not an http(s) address.

    Lower-case scheme and host (IDNA), no default port, user name, fragment, session or tracking
    parameter; dot segments resolved; percent-encoding in upper-case UTF-8, with sequences that are
    not UTF-8 (TIS-620 paths) left as they are; parameters in the order given.
    """
    url = _JUNK.sub("", url.strip()).replace("&amp;", "&")
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in DEFAULT_PORTS:
        return None
    try:
        parts = urlsplit(_join(_slashes(url), base))
        netloc = _netloc(parts)
    except ValueError:  # broken brackets, a port that is no number, a host that is no name
        return None
    if netloc is None:
        return None
    path = _path(parts.path)
    query = _query(parts.query)
    result = f"{parts.scheme}://{netloc}{path}" + (f"?{query}" if query else "")
    return result if len(result) <= LONGEST else None


def origin(url: str) -> str:
    """`scheme://host:port` of a URL, the port always written."""
    return _server(_front(url))[0]


def hostname(url: str) -> str:
    """The host of a URL without brackets, or nothing."""
    return _server(_front(url))[1]


def path_of(url: str) -> str:
    """The path of a canonical URL, as `urlsplit` gives it at ten times the price."""
    return url[len(_front(url)) :].partition("?")[0]


def door(url: str) -> str:
    """Host and port of a URL, where the default ports of http and https are one door."""
    return _server(_front(url))[2]


def _front(url: str) -> str:
    """What stands before path, query and fragment; the same for all pages of a server."""
    return url[: found.end()] if (found := _FRONT.match(url)) else url


@lru_cache(maxsize=1 << 12)
def _server(front: str) -> tuple[str, str, str]:
    """Origin, host and door."""
    parts = urlsplit(front)
    usual = DEFAULT_PORTS.get(parts.scheme, 0)
    name, port = parts.hostname or "", parts.port
    whole = f"{parts.scheme}://{host_of(parts)}:{port or usual}"
    return whole, name, name if port in (None, usual) else f"{name}:{port}"


def host_of(parts: SplitResult) -> str:
    """The host as it is written in a URL: IPv6 keeps its brackets."""
    host = parts.hostname or ""
    return f"[{host}]" if ":" in host else host


def session_in(url: str) -> str | None:
    """What ASP.NET put into a path to name the visit."""
    found = _BARE_SESSION.search(url.partition("?")[0])
    return found[1] if found else None


def link_base(url: str, href: str) -> str | None:
    """The shortest base that resolves `href` as `url` would, so that resolved links cache well."""
    if href.startswith(("http://", "https://")):
        return None
    if href[:1] == "/" and href[1:2] not in ("/", "\\"):
        return url[: url.find("/", 8) + 1]
    if href[:1].isalnum():
        return url.partition("?")[0].rpartition("/")[0] + "/"
    return url


def _slashes(url: str) -> str:
    head, mark, tail = url.partition("?")
    return head.replace("\\", "/") + mark + tail


def _join(url: str, base: str | None) -> str:
    if base is not None:
        return urljoin(base, url)
    return url


def _netloc(parts: SplitResult) -> str | None:
    host = parts.hostname
    if parts.scheme not in DEFAULT_PORTS or not host:
        return None
    host = host.rstrip(".").lower()
    if ":" in host:
        name = f"[{host}]"
    elif _HOST.match(host):
        name = host
    else:
        try:
            name = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    port = parts.port
    return name if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"


def _path(path: str) -> str:
    path = _quote(_PATH_SESSION.sub("", path))
    path = _BARE_SESSION.sub("", path)
    if "/." not in path:
        return path if path.startswith("/") else "/" + path
    kept: list[str] = []
    segments = path.split("/")[1:] if path.startswith("/") else path.split("/")
    for segment in segments:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    if not query:
        return ""
    fields = (_quote(field) for field in query.split("&"))
    return "&".join(field for field in fields if field and not _names_a_visit(field))


def _names_a_visit(field: str) -> bool:
    name, _, value = field.partition("=")
    if _TRACKING.match(name):
        return True
    return bool(_MAYBE_SESSION.match(name) and _SESSION_VALUE.match(value))


def _quote(text: str) -> str:
    return _ESCAPE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    digits = match[1]
    if digits:
        letter = chr(int(digits, 16))
        return letter if letter in _UNRESERVED else "%" + digits.upper()
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
