"""Roads without end: calendars, searches, sorted copies, paths that grow.

Promises: a bounded number of addresses for each endless pattern, counted, never refused at the
first. Refuses to know: whose site it is, what a page says.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from crawler.media import is_file

# How many addresses of one pattern are taken: enough for what a person would click through.
PER_CALENDAR = 50
PER_SEARCH = 20
PER_VIEW = 10
PER_LISTING = 200
PER_FACET = 200
PER_RECORD = 3
DEEPEST = 16

_DATE_KEY = re.compile(
    r"(?:yr|year|month|mon|day|week|date|cal\w*|event_?date|from|to|start_?date|end_?date"
    r"|cmonth|cyear|minicalendar|eventdisplay|tribe-bar-date)\Z",
    re.IGNORECASE,
)
_DATE_VALUE = re.compile(r"(?:19|20|24|25)\d\d[-_/]?(?:0?[1-9]|1[0-2])(?:[-_/]?\d\d?)?\Z")
_DATE_PATH = re.compile(r"/(?:19|20|24|25)\d\d(?:[-/](?:0?[1-9]|1[0-2]))(?:[-/]\d\d?)?(?=/|\Z)")
_CALENDAR_PATH = re.compile(r"calend[ae]r|/events?/(?:month|week|day|list)", re.IGNORECASE)
_SEARCH_PATH = re.compile(r"/search(?:/|\.\w+|\Z)", re.IGNORECASE)
_SEARCH_KEY = re.compile(r"(?:search|searchword|searchphrase|keyword|keywords|query)\Z", re.I)
_VIEW_KEY = re.compile(
    r"(?:sort\w*|order\w*|direction|ordering|print|printable|pop|tmpl|share|replytocom|format"
    r"|output|like|vote|rating|fontsize|font_size|theme|view_mode|redirect|redirect_to|return"
    r"|returnurl|return_url|backurl|ref|referer|add-to-cart)\Z",
    re.IGNORECASE,
)
_PAGING_KEY = re.compile(r"(?:page|paged|pg|start|offset|limitstart|limit|pageno)\Z", re.I)
_DIGITS = re.compile(r"\d+")


class Traps:
    """Counts the addresses of each endless pattern of one crawl."""

    def __init__(self) -> None:
        self._shapes: Counter[str] = Counter()
        self.stopped: Counter[str] = Counter()

    def stops(self, url: str) -> str | None:
        """The pattern this address is one too many of, or None when it may be fetched."""
        found = self._judge(url)
        if found:
            self.stopped[found] += 1
        return found

    def _judge(self, url: str) -> str | None:
        path, _, query = url.partition("?")
        if _grows(path):
            return "growing_path"
        if not query and is_file(path):
            return None
        for name, shape, most in _patterns(url, query):
            self._shapes[shape] += 1
            if self._shapes[shape] > most:
                return name
        return None


def _patterns(url: str, query: str) -> list[tuple[str, str, int]]:
    """Every endless pattern the address belongs to: its name, its shape, how many are taken."""
    path = urlsplit(url).path
    if not query:
        return [("calendar", _DIGITS.sub("#", path), PER_CALENDAR)] if _dated(path) else []
    fields = [field.partition("=")[::2] for field in query.split("&")]
    keys = [key.lower() for key, _ in fields]
    found: list[tuple[str, str, int]] = []
    if _dated(path) or {"y", "m"} <= set(keys) or any(_is_date(k, v) for k, v in fields):
        found.append(("calendar", path + "?date", PER_CALENDAR))
    if _SEARCH_PATH.search(path) or any(_is_search(key, value) for key, value in fields):
        found.append(("search", path + "?search", PER_SEARCH))
    if any(_VIEW_KEY.match(key) for key in keys):
        found.append(("view", path + "?view", PER_VIEW))
    if any(_is_paging(key, value) for key, value in fields):
        found.append(("listing", _without_paging(path, fields), PER_LISTING))
    if {"option", "id"} <= set(keys):  # Joomla: a record, whatever the menu it is reached by
        found.append(("view", _without_menu(path, fields), PER_RECORD))
    elif len(keys) > 3:
        found.append(("facet", path + "?" + "&".join(sorted(set(keys))), PER_FACET))
    return found


def _dated(path: str) -> bool:
    return bool(_DATE_PATH.search(path) or (_CALENDAR_PATH.search(path) and _DIGITS.search(path)))


def _is_date(key: str, value: str) -> bool:
    return bool(_DATE_VALUE.match(value) or (_DATE_KEY.match(key) and _DIGITS.search(value)))


def _is_search(key: str, value: str) -> bool:
    # WordPress searches with `s`; elsewhere `s=12` is the number of a section.
    return bool(_SEARCH_KEY.match(key)) or (key.lower() == "s" and not value.isdigit())


def _is_paging(key: str, value: str) -> bool:
    return bool(_PAGING_KEY.match(key)) and value.isdigit()


def _without_paging(path: str, fields: list[tuple[str, str]]) -> str:
    return path + "?" + "&".join(f"{k}={v}" for k, v in fields if not _PAGING_KEY.match(k))


def _without_menu(path: str, fields: list[tuple[str, str]]) -> str:
    """Of `id=7:a-title` the number counts, of the menu entry nothing."""
    kept = (
        f"{key}={value.partition(':')[0].partition('%3A')[0]}"
        for key, value in fields
        if key.lower() in ("option", "view", "id", "task", "gid", "start", "limitstart")
    )
    return path + "?record&" + "&".join(sorted(kept))


def _grows(path: str) -> bool:
    """A relative link that every page answers repeats its own segments for ever."""
    segments = path.split("/")[3:]
    if len(segments) > DEEPEST:
        return True
    repeated = Counter(segment for segment in segments if segment and not segment.isdigit())
    return any(number >= 4 for number in repeated.values()) or any(
        a and a == b == c for a, b, c in zip(segments, segments[1:], segments[2:], strict=False)
    )
