"""What a hostile site might publish: one list of tries for every output.

Promises: harm for browsers, spreadsheets, terminals, templates, mail, archives and readers of
text. Refuses to know: which output is tried.
"""

from __future__ import annotations

TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{% raw %}",
    '=HYPERLINK("https://evil.example","คลิก")',
    "+66 2 000 0000",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "รายงาน\u202egpj.exe\u202c\u2066",
    "ตัวอักษร\x00\x07\x1b[31m\ufffe",
    "ครึ่งตัว\ud800",
    "</style></title><!--",
    "ก" * 400,
    "x{} body{background:url(https://evil.example/x)} @import 'https://evil.example/y';",
    '" style="position:fixed;inset:0',
    "../../../../etc/passwd",
    "..\\..\\windows\\system32\\calc.exe",
    "Subject: x\r\nBcc: a@evil.example",
    "]]><x/>&amp;&#x3c;script&#x3e;",
    '#eval(read("/etc/passwd")) $x$ \\input{/etc/passwd}',
)
URLS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>",
    "vbscript:x", "file:///etc/passwd", "//evil.example/x", "https://[bad",
    'https://www.example.go.th/"><script>alert(1)</script>', "https://www.example.go.th/'onclick='x",
    "https://www.example.go.th/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
    "https://www.example.go.th/../../../../etc/passwd", "https://www.example.go.th/\u202egpj.exe",
    "https://www.example.go.th/=cmd|' /C calc'!A0", "https://www.example.go.th/</script><script>x",
)  # fmt: skip
PATHS = (
    "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", "..%2f..%2f..%2fetc%2fpasswd",
    "..%5c..%5ccalc.exe", "%3Dcmd%7C%20calc.csv", "%E2%80%AEgpj.exe", "a%0d%0aBcc%3A%20x",
    "%00.pdf", "CON", "%E0%B8%81" * 90 + ".html",
)  # fmt: skip
"""Addresses within a site, as a crawl keeps them."""
