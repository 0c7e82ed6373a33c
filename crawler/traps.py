"""Roads without end: calendars, searches, sorted copies, paths that grow.

Promises: a bounded number of addresses for each endless pattern, counted, never refused at the
first; a shape of address that shows the same page again and again is closed. Refuses to know: whose
site it is, what a page says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from crawler.media import is_file
from crawler.urls import path_of

# How many addresses of one pattern are taken: enough for what a person would click through.
PER_CALENDAR = 50
PER_SEARCH = 20
PER_VIEW = 10
PER_VIEWS = 50  # of all records of a kind together
PER_FOLDER = 2  # of one folder, sorted: it shows the same files
PER_LISTING = 200
PER_FACET = 200
PER_RECORD = 3
PER_SAME = 20
PER_PROGRAM = 40
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
    r"(?:sort\w*|order\w*|dir|direction|ordering|print|printable|pop|tmpl|share|replytocom|format"
    r"|output|like|vote|rating|fontsize|font_size|theme|view_mode|redirect|redirect_to|return"
    r"|returnurl|return_url|backurl|ref|referer|add-to-cart)\Z",
    re.IGNORECASE,
)
_SORTED_FOLDER = re.compile(r"C=[NMSD][;&]O=[AD]\Z")  # Apache's
_PAGING_KEY = re.compile(r"(?:page|paged|pg|start|offset|limitstart|limit|pageno)\Z", re.I)
_PAGING_PATH = re.compile(
    r"/(?:page|paged|p|หน้า|%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2)/\d+/?\Z", re.I
)
_PRINT_PATH = re.compile(r"/print(?:able|er|view)?(?:[/.]|\Z)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_NUMBERS = b"0123456789.:"  # a quick look: new words without them are a new page
_CLOCK = re.compile(r"\d?\d[:.]\d\d(?:[:.]\d\d)?")
_TOKEN = re.compile(r"[0-9A-Za-z_%-]*\d[0-9A-Za-z_%-]*")  # what differs between two of a kind
EVERY = 8  # of a shape whose pages were all new so far, one of so many is looked at …
LOOKS = 16  # … and, looking being slow, at most twice so many each time that their number doubles
MOST_MARKS = 1000
_PROGRAM = "?*"  # whatever it is asked


class Traps:
    """Counts the addresses of each endless pattern of one crawl."""

    def __init__(self) -> None:
        self._shapes: Counter[str] = Counter()
        self._met: Counter[str] = Counter()  # shape: pages seen
        self._shown: defaultdict[str, set[int]] = defaultdict(set)  # shape: what its pages showed
        self._again: Counter[str] = Counter()  # shape: pages in a row that showed nothing new
        self._stale: set[str] = set()  # kinds that show nothing new any more
        self.stopped: Counter[str] = Counter()

    def watches(self, url: str) -> bool:
        """Whether so many addresses of this kind came that this page is compared with others."""
        looks = [self._watches(kind) for kind in _kinds(url)]  # each is to be counted
        return any(looks)

    def _watches(self, kind: str) -> bool:
        self._met[kind] += 1
        met = self._met[kind]
        every = max(EVERY, (1 << met.bit_length()) // (2 * LOOKS))
        return met > PER_SAME and (self._again[kind] > 0 or met % every == 0)

    def showed(self, url: str, text: str) -> None:
        """What a page showed: nothing new, so many times in a row, closes its shape."""
        for kind in _kinds(url):
            if self._met[kind] > PER_SAME:
                self._compare(kind, url, text)

    def _compare(self, kind: str, url: str, text: str) -> None:
        shown = self._shown[kind]
        words = hash(text.encode("utf-8", "replace").translate(None, _NUMBERS))
        whole = hash(text)
        mark = whole
        if words in shown and whole not in shown:
            mark = hash(_without_own_numbers(url, text))
        again = self._again[kind] = self._again[kind] + 1 if mark in shown else 0
        if again >= (PER_PROGRAM if kind.endswith(_PROGRAM) else PER_SAME):
            self._stale.add(kind)
        else:
            self._stale.discard(kind)
        if len(shown) < MOST_MARKS:
            shown.update((words, mark, whole))

    def closed(self, url: str) -> bool:
        """Whether all that this address can show was seen; counted when it is."""
        if not self._stale or shape_of(url) not in self._stale:
            return False
        self.stopped["same_page"] += 1
        return True

    def doubtful(self, url: str) -> bool:
        """Whether its like showed nothing new of late, whatever was asked of the same program."""
        return bool(self._stale) and not self._stale.isdisjoint(_kinds(url))

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
    path = path_of(url)
    if _PRINT_PATH.search(path):
        return [("view", _DIGITS.sub("#", path) + "?print", PER_VIEW)]
    if not query and _PAGING_PATH.search(path):
        return [("listing", _DIGITS.sub("#", path), PER_LISTING)]
    if not query:
        return [("calendar", _DIGITS.sub("#", path), PER_CALENDAR)] if _dated(path) else []
    fields = [field.partition("=")[::2] for field in query.split("&")]
    keys = [key.lower() for key, _ in fields]
    found: list[tuple[str, str, int]] = []
    if _dated(path) or {"y", "m"} <= set(keys) or any(_is_date(k, v) for k, v in fields):
        found.append(("calendar", path + "?date", PER_CALENDAR))
    if _SEARCH_PATH.search(path) or any(_is_search(key, value) for key, value in fields):
        found.append(("search", path + "?search", PER_SEARCH))
    if _SORTED_FOLDER.match(query):
        return [("view", path + "?folder", PER_FOLDER)]
    if any(_VIEW_KEY.match(key) for key in keys):
        found.append(("view", path + "?view", PER_VIEW))
        found.append(("view", _DIGITS.sub("#", path) + "?views", PER_VIEWS))
    if any(_is_paging(key, value) for key, value in fields):
        found.append(("listing", _without_paging(path, fields), PER_LISTING))
    if {"option", "id"} <= set(keys):  # Joomla: a record, whatever the menu it is reached by
        found.append(("view", _without_menu(path, fields), PER_RECORD))
    elif len(keys) > 3:
        found.append(("facet", path + "?" + "&".join(sorted(set(keys))), PER_FACET))
    return found


def shape_of(url: str) -> str:
    """The address without what differs between two of a kind: numbers, and values with numbers."""
    path, _, query = url.partition("?")
    keys = "&".join(sorted({field.partition("=")[0] for field in query.split("&")}))
    return f"{_TOKEN.sub('#', path)}?{keys}"


def _kinds(url: str) -> list[str]:
    """The shape of an address, and the program that answers all that has a question."""
    path, mark, _ = url.partition("?")
    return [shape_of(url), f"{_TOKEN.sub('#', path)}{_PROGRAM}"] if mark else [shape_of(url)]


def _without_own_numbers(url: str, text: str) -> str:
    """The text without the numbers of its own address, their neighbours, and the time of day."""
    own = {int(number) for number in _DIGITS.findall(url)}
    near = {str(number + step) for number in own for step in (-1, 0, 1)}
    return _DIGITS.sub(
        lambda found: "" if (found[0].lstrip("0") or "0") in near else found[0],
        _CLOCK.sub("", text),
    )


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
