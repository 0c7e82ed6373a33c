"""Answers that are not the page that was asked for.

Promises: the word of `PROBLEMS` for an answer that a firewall, a login, a missing page or a broken
server gave instead of content; None when it may be content. Doubt is None. Refuses to know: Thai
prose (only a few fixed titles of error pages), what an auditor looks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

LARGE = 200_000  # bytes; no wall is that long
SMALL_TEXT = 1500  # letters; a page of content says more than a wall does
FEW_LINKS = 15
WALL_TEXT = 800
WALL_LINKS = 6

_CHALLENGE_MARKS = (
    b"cf-browser-verification", b"cf_chl_", b"cf-challenge", b"challenge-platform",
    b"sucuri_cloudproxy_js", b"_Incapsula_Resource", b"ddos-guard", b"__ddg", b"slowAES",
    b"testcookie", b"aes.js", b"captcha-delivery.com", b"px-captcha", b"awsWafCookieDomainList",
    b"awswaf.com", b"bm-verify", b"/_guard/", b"recaptcha/api.js", b"hcaptcha.com",
    b"turnstile/v0", b"antibot",
)  # fmt: skip
_CHALLENGE_TITLES = re.compile(
    r"just a moment|checking your browser|attention required|one moment, please|please wait"
    r"|ddos protection|security check|are you (?:a )?(?:human|robot)|verify you are human"
    r"|bot verification|กรุณารอสักครู่|กำลังตรวจสอบเบราว์เซอร์",
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
_GEO = re.compile(
    r"has banned the (?:country|region)|block(?:ed)? access from your country|error 1009"
    r"|not (?:available|accessible|permitted) (?:in|from) your (?:country|region|location)"
    r"|your (?:country|region) (?:is|has been) (?:blocked|banned|not allowed)|geo-?block"
    r"|(?:เฉพาะ|เข้าถึงได้)(?:จาก)?(?:ภาย)?ในประเทศ(?:ไทย)?เท่านั้น|ไม่อนุญาต\S*จากต่างประเทศ",
    re.IGNORECASE,
)
# Hosting companies' pages for a name without a site: for sale, expired, suspended, not set up yet.
_PARKED_TITLES = re.compile(
    r"domain (?:name )?(?:is |has |may be )?(?:for sale|parked|expired)|parked domain"
    r"|account (?:has been )?suspended|website (?:is )?(?:suspended|expired)"
    r"|apache2? \S+ default page|apache http server test page|welcome to nginx|iis windows"
    r"|\Aiis\d|default web ?site page|welcome to (?:centos|plesk|directadmin)|\Ait works!\Z"
    r"|โดเมน\S*(?:หมดอายุ|ถูกระงับ)|(?:เว็บไซต์|บัญชี)\S*ถูกระงับ",
    re.IGNORECASE,
)
_PARKED_MARKS = (
    b"sedoparking.com", b"parkingcrew.net", b"bodis.com", b"hugedomains.com", b"dan.com/buy-domain",
    b"afternic.com/forsale", b"parklogic", b"above.com/marketplace", b"cashparking",
    b"buy this domain", b"Buy this domain",
)  # fmt: skip
_PARKED_PATH = re.compile(r"/cgi-sys/(?:suspendedpage|defaultwebpage)\.cgi", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"/(?:wp-login|log-?in|sign-?in|user/login|account/login|auth(?:/\w+)?|sso|adfs)(?:[/.?]|\Z)",
    re.IGNORECASE,
)
_LINK = re.compile(rb"<[aA]\s")
_PASSWORD = re.compile(rb"type\s*=\s*[\"']?password", re.IGNORECASE)
_WALL_STATUSES = frozenset({401, 403, 405, 406, 429, 500, 501, 503})
_BY_STATUS = {
    401: "blocked", 403: "blocked", 404: "not_found", 410: "not_found", 406: "blocked",
    429: "rate_limited", 451: "blocked", 407: "blocked", 999: "blocked",
}  # fmt: skip


def problem_of_status(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The word for an answer whose status is not 2xx or 3xx; None for those."""
    if status < 400:
        return None
    if status in _WALL_STATUSES:
        if headers.get("cf-mitigated") == "challenge" or _has(body[:LARGE], _CHALLENGE_MARKS):
            return "challenge"
        if status in (403, 503) and _GEO.search(body[:LARGE].decode("utf-8", "replace")):
            return "geo"
        if names_a_wall(body):
            return "blocked"
    if status == 401 and headers.get("www-authenticate"):
        return "login"
    return _BY_STATUS.get(status, "server_error" if status >= 500 else "client_error")


def names_a_wall(body: bytes) -> bool:
    """Whether a firewall tells its name."""
    return _has(body[:LARGE], _WALL_MARKS)


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
    if _MISSING_TITLES.search(title):
        return "soft_404" if len(visible_text(tree)) < 3 * SMALL_TEXT else None
    if _PARKED_TITLES.search(title) and len(visible_text(tree)) < 3 * SMALL_TEXT:
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
    if _MISSING_TITLES.search(heading):
        return "soft_404"
    if _PASSWORD.search(body):
        return "login"
    found = _alone(body, tree, heading) if alone else None
    return found or ("empty" if not letters and _shows_nothing(tree) else None)


def _alone(body: bytes, tree: LexborHTMLParser, heading: str) -> str | None:
    """The word for a page that says nothing besides that there is nothing."""
    if _PARKED_TITLES.search(heading) or _has(body, _PARKED_MARKS):
        return "parked"
    if _GEO.search(heading + "\n" + visible_text(tree)):
        return "geo"
    return "blocked" if _WALL_TITLES.search(heading) or _has(body, _WALL_MARKS) else None


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
    body = tree.body
    if body is None:
        return ""
    parts = (
        node.text(deep=False)
        for node in body.traverse(include_text=True)
        if node.tag == "-text"
        and node.parent is not None
        and node.parent.tag not in ("script", "style", "noscript", "template")
    )
    return " ".join(" ".join(parts).split())


def _shows_nothing(tree: LexborHTMLParser) -> bool:
    """Nothing that could bring any text: a page drawn by a script is not empty."""
    return not tree.css_first(
        "a[href],img,iframe,frame,object,embed,script,meta[http-equiv],canvas,svg"
    )
