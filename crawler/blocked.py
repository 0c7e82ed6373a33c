"""Answers that are not the page that was asked for.

Promises: the word of `PROBLEMS` for an answer that a firewall, a login, a missing page or a broken
server gave instead of content; None when it may be content. Doubt is None. Refuses to know: Thai
prose (only a few fixed titles of error pages), what an auditor looks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.fronts import PARKED_TITLES, sends_back, stands_in

LARGE = 200_000  # bytes; no wall is that long
SMALL_TEXT = 1500  # letters; a page of content says more than a wall does
FEW_LINKS = 15
WALL_TEXT = 800
WALL_LINKS = 6
LOGIN_TEXT = 500  # letters beside a login that make it a page with a login

_CHALLENGE_MARKS = (
    b"cf-browser-verification", b"cf_chl_", b"cf-challenge", b"challenge-platform",
    b"sucuri_cloudproxy_js", b"_Incapsula_Resource", b"ddos-guard", b"__ddg", b"slowAES",
    b"testcookie", b"aes.js", b"captcha-delivery.com", b"px-captcha", b"awsWafCookieDomainList",
    b"awswaf.com", b"bm-verify", b"/_guard/", b"recaptcha/api.js", b"hcaptcha.com",
    b"turnstile/v0", b"antibot", b"/TSPD/", b'window["bobcmn"]', b"g-recaptcha",
)  # fmt: skip
_CHALLENGE_TITLES = re.compile(
    r"just a moment|checking your browser|attention required|one moment, please|please wait"
    r"|ddos protection|security check|are you (?:a )?(?:human|robot)|verify you are human"
    r"|(?:bot|robot) (?:verification|check)|กรุณารอสักครู่|กำลังตรวจสอบเบราว์เซอร์|ddos-guard"
    r"|(?:ยืนยัน|พิสูจน์)ว่า\S*ไม่ใช่(?:หุ่นยนต์|โปรแกรม|บอท|โรบอท)",
    re.IGNORECASE,
)
_WALL_MARKS = (
    b"The requested URL was rejected", b"Web Page Blocked", b"FortiGuard", b"FGT_HOST",
    b"Attack ID", b"Request Rejected", b"Sucuri WebSite Firewall", b"Incapsula incident",
    b"mod_security", b"Mod_Security", b"ModSecurity", b"Wordfence", b"NAXSI", b"WebKnight",
    b"Barracuda", b"Web Application Firewall", b"Application Firewall", b"AkamaiGHost",
    b"errors.edgesuite.net", b"BitNinja", b"Imunify360", b"You have been blocked",
    b"SafeLine", "ไฟร์วอลล์".encode(),
)  # fmt: skip
_WALL_TITLES = re.compile(
    r"access (?:is )?denied|\b403\b|forbidden|request (?:rejected|blocked)|not acceptable|blocked"
    r"|ไม่อนุญาตให้เข้าถึง|ไม่มีสิทธิ์เข้าถึง|ปฏิเสธการเข้าถึง|การเข้าถึงถูก(?:ปฏิเสธ|บล็อก|ระงับ)",
    re.IGNORECASE,
)
_MISSING_TITLES = re.compile(
    r"\A\W*(?:error\W*)?404(?!\s*/)\b|\b404\W*(?:error|not found|page)|\A\W*not found\b"
    r"|(?:page|file|url|content)\s+(?:is |was |could )?(?:not |cannot )(?:be )?found"
    r"|ไม่พบ(?:หน้า|เพจ|เว็บเพจ|url)|หน้า(?:เว็บ)?(?:นี้|ที่ท่าน\S*|ที่คุณ\S*)?ไม่(?:พบ|มีอยู่)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"คู่มือ|วิธี|แก้ไข|แก้ปัญหา|\bhow to\b|\bfix", re.IGNORECASE)
_GEO = re.compile(
    r"has banned the (?:country|region)|block(?:ed)? access from your country|error 1009"
    r"|not (?:available|accessible|permitted) (?:in|from) your (?:country|region|location)"
    r"|your (?:country|region) (?:is|has been) (?:blocked|banned|not allowed)|geo-?block"
    r"|(?:เฉพาะ|เข้าถึงได้)(?:จาก)?(?:ภาย)?ในประเทศ(?:ไทย)?เท่านั้น|ไม่อนุญาต\S*จากต่างประเทศ",
    re.IGNORECASE,
)
_PARKED_PATH = re.compile(r"/cgi-sys/(?:suspendedpage|defaultwebpage)\.cgi", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"/(?:wp-login|log-?in|sign-?in|user/login|account/login|auth(?:/\w+)?|sso|adfs)(?:[/.?]|\Z)",
    re.IGNORECASE,
)
_LINK = re.compile(rb"<[aA]\s")
_PASSWORD = re.compile(rb"type\s*=\s*[\"']?password", re.IGNORECASE)
_WALL_STATUSES = frozenset({401, 403, 405, 406, 415, 429, 500, 501, 503})
_WALL_SERVERS = re.compile(r"akamaighost|imunify360|bitninja", re.IGNORECASE)
_NUMBERED_WALL = re.compile(rb"error code: 1\d\d\d\b")  # Cloudflare's, in so many letters
_HEADING = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1", re.IGNORECASE | re.DOTALL)
_BY_STATUS = {
    401: "blocked", 403: "blocked", 404: "not_found", 410: "not_found", 406: "blocked",
    429: "rate_limited", 451: "blocked", 407: "blocked", 999: "blocked",
}  # fmt: skip


def problem_of_status(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The word for an answer whose status is not 2xx or 3xx; None for those."""
    if status < 400:
        return None
    if status in _WALL_STATUSES and (found := _wall_of_status(status, headers, body)):
        return found
    if status == 401 and headers.get("www-authenticate"):
        return "login"
    return _BY_STATUS.get(status, "server_error" if status >= 500 else "client_error")


def _wall_of_status(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """What a firewall says of itself in an answer that gives no page."""
    if headers.get("cf-mitigated") == "challenge" or _has(body[:LARGE], _CHALLENGE_MARKS):
        return "challenge"
    said = body[:LARGE].decode("utf-8", "replace")
    if status in (403, 503) and _GEO.search(said):
        return "geo"
    if _CHALLENGE_TITLES.search(_headings(said)):
        return "challenge"
    # Of a server in trouble the firewall before it speaks, too, and is not the cause.
    return "blocked" if names_a_wall(body, headers if status < 500 else {}) else None


def names_a_wall(body: bytes, headers: Mapping[str, str]) -> bool:
    """Whether a firewall tells its name."""
    if _WALL_SERVERS.search(headers.get("server", "")) and "www-authenticate" not in headers:
        return True
    return _has(body[:LARGE], _WALL_MARKS) or bool(_NUMBERED_WALL.match(body))


def _headings(page: str) -> str:
    """Title and headings, where there is no tree."""
    return "\n".join(found[2] for found in _HEADING.finditer(page))


def problem_of_redirect(url: str, target: str) -> str | None:
    """A page that sends us to a login is behind that login; one sent to the host's is not there."""
    if _PARKED_PATH.search(target):
        return "parked"
    if _LOGIN_PATH.search(target.partition("?")[0]) and not _LOGIN_PATH.search(url):
        return "login"
    return None


def problem_of_page(headers: Mapping[str, str], body: bytes, tree: LexborHTMLParser) -> str | None:
    """The word for an HTML page that came with status 200; None when it may be content."""
    if headers.get("cf-mitigated") == "challenge":
        return "challenge"
    title = _text_of(tree, "title")
    if _says_missing(title):
        return "soft_404" if len(visible_text(tree)) < 3 * SMALL_TEXT else None
    if PARKED_TITLES.search(title) and len(visible_text(tree)) < 3 * SMALL_TEXT:
        return "parked"
    if len(body) > LARGE or has_links(body, FEW_LINKS):
        return None  # nearly every page: it leads somewhere
    letters = len(visible_text(tree))
    if letters < SMALL_TEXT:
        return _wall(body, tree, letters)
    return None


def has_links(body: bytes, number: int) -> bool:
    """Whether a page has at least so many links, without counting them all."""
    return next(islice(_LINK.finditer(body), number - 1, None), None) is not None


def _wall(body: bytes, tree: LexborHTMLParser, letters: int) -> str | None:
    """The word for a page that says little and leads nowhere."""
    heading = _text_of(tree, "title") + "\n" + _text_of(tree, "h1")
    alone = letters < WALL_TEXT and len(tree.css("a[href]")) < WALL_LINKS
    # The scripts of a challenge run on ordinary pages, too; only a wall says nothing else.
    if alone and (_CHALLENGE_TITLES.search(heading) or _has(body, _CHALLENGE_MARKS)):
        return "challenge"
    if _says_missing(heading) or (not letters and sends_back(tree)):
        return "soft_404"
    if _PASSWORD.search(body) and _besides_login(tree, letters) < LOGIN_TEXT:
        return "login"
    found = _alone(body, tree, heading) if alone else None
    return found or ("empty" if not letters and _shows_nothing(tree) else None)


def _alone(body: bytes, tree: LexborHTMLParser, heading: str) -> str | None:
    """The word for a page that says nothing besides that there is nothing."""
    text = visible_text(tree)
    if found := stands_in(body, tree, heading, text):
        return found
    if _GEO.search(heading + "\n" + text):
        return "geo"
    return "blocked" if _WALL_TITLES.search(heading) or _has(body, _WALL_MARKS) else None


def _says_missing(heading: str) -> bool:
    return bool(_MISSING_TITLES.search(heading)) and not _ABOUT.search(heading)


def _besides_login(tree: LexborHTMLParser, letters: int) -> int:
    """How much a page says outside the form that asks for a password."""
    forms = (node for node in tree.css("form") if node.css_first("input[type=password i]"))
    return letters - sum(len(_folded(form)) for form in forms)


def leads_nowhere(body: bytes, tree: LexborHTMLParser) -> bool:
    """Whether a page says little and shows or opens nothing else."""
    if len(tree.css("a[href]")) >= WALL_LINKS or len(visible_text(tree)) >= WALL_TEXT:
        return False
    shown = tree.css_first("iframe,frame,object,embed,form,meta[http-equiv=refresh i]")
    return shown is None and b"location" not in body


def _has(body: bytes, marks: tuple[bytes, ...]) -> bool:
    return any(mark in body for mark in marks)


def _text_of(tree: LexborHTMLParser, tag: str) -> str:
    node = tree.css_first(tag)
    return node.text(strip=True)[:300] if node is not None else ""


def visible_text(tree: LexborHTMLParser) -> str:
    """The text a person sees, spaces folded; scripts and styles left out."""
    return _folded(tree.body) if tree.body is not None else ""


def _folded(root: LexborNode) -> str:
    parts = (
        node.text(deep=False)
        for node in root.traverse(include_text=True)
        if node.tag == "-text"
        and node.parent is not None
        and node.parent.tag not in ("script", "style", "noscript", "template")
    )
    return " ".join(" ".join(parts).split())


def _shows_nothing(tree: LexborHTMLParser) -> bool:
    """Nothing that could bring any text: a page drawn by a script is not empty."""
    return not tree.css_first(
        "a[href],img,iframe,frame,object,embed,script,meta[http-equiv],canvas,svg,body[onload]"
    )
