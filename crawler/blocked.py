"""Answers that are not the page that was asked for.

Promises: the word of `PROBLEMS` for an answer that a firewall, a login, a missing page or a broken
server gave instead of content; None when it may be content. Doubt is None. Refuses to know: Thai
prose (only a few fixed titles of error pages), what an auditor looks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

SMALL_TEXT = 1500  # letters; a page of content says more than a wall does
FEW_LINKS = 15

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
_LOGIN_PATH = re.compile(
    r"/(?:wp-login|log-?in|sign-?in|user/login|account/login|auth(?:/\w+)?|sso|adfs)(?:[/.?]|\Z)",
    re.IGNORECASE,
)
_PASSWORD = re.compile(rb"type\s*=\s*[\"']?password", re.IGNORECASE)
_BY_STATUS = {
    401: "blocked", 403: "blocked", 404: "not_found", 410: "not_found", 406: "blocked",
    429: "rate_limited", 451: "blocked", 407: "blocked", 999: "blocked",
}  # fmt: skip


def problem_of_status(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The word for an answer whose status is not 2xx or 3xx; None for those."""
    if status < 400:
        return None
    if _challenged(headers, body):
        return "challenge"
    if status == 503 and any(mark in body[:100_000] for mark in _WALL_MARKS):
        return "blocked"
    return _BY_STATUS.get(status, "server_error" if status >= 500 else "client_error")


def problem_of_redirect(url: str, target: str) -> str | None:
    """A page that sends us to a login is behind that login."""
    if _LOGIN_PATH.search(target.partition("?")[0]) and not _LOGIN_PATH.search(url):
        return "login"
    return None


def problem_of_page(headers: Mapping[str, str], body: bytes, tree: LexborHTMLParser) -> str | None:
    """The word for an HTML page that came with status 200; None when it may be content."""
    heading = _heading(tree)
    head = body[:100_000]
    small = len(body) < 100_000
    if headers.get("cf-mitigated") == "challenge":
        return "challenge"
    if small and (_CHALLENGE_TITLES.search(heading) or any(m in head for m in _CHALLENGE_MARKS)):
        # The same scripts run on ordinary pages; only a wall says nothing else.
        return "challenge" if _says_little(tree, 600, 5) else None
    if _MISSING_TITLES.search(heading) and _says_little(tree):
        return "soft_404"
    if b"assword" in head and _PASSWORD.search(head) and _says_little(tree):
        return "login"
    if small and (_WALL_TITLES.search(heading) or any(mark in head for mark in _WALL_MARKS)):
        return "blocked" if _says_little(tree, 900, 6) else None
    return "empty" if len(body) < 20_000 and _shows_nothing(tree) else None


def _challenged(headers: Mapping[str, str], body: bytes) -> bool:
    if headers.get("cf-mitigated") == "challenge" or "x-sucuri-block" in headers:
        return "x-sucuri-block" not in headers
    head = body[:100_000]
    return any(mark in head for mark in _CHALLENGE_MARKS) and b"<form" not in head[:200]


def _heading(tree: LexborHTMLParser) -> str:
    """Title and first heading, on two lines."""
    nodes = (tree.css_first("title"), tree.css_first("h1"))
    return "\n".join(node.text(strip=True)[:300] for node in nodes if node is not None)


def _says_little(
    tree: LexborHTMLParser, letters: int = SMALL_TEXT, most_links: int = FEW_LINKS
) -> bool:
    return len(visible_text(tree)) < letters and len(tree.css("a[href]")) < most_links


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
    """No text, and nothing that could bring any: a page drawn by a script is not empty."""
    if tree.css_first("a[href],img,iframe,frame,object,embed,script,meta[http-equiv],canvas,svg"):
        return False
    return not visible_text(tree)
