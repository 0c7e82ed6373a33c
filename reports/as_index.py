"""The page "OIT ปี 2569": every indicator in the order of the list, with links to what proves it.

Promises: links only to what passed; a fragment that a CMS takes as it is (no script but JSON-LD, no
style), and a whole page of it; indexes like this one are known as such by `oit` and lead on.
Refuses to know: the CMS, what has not passed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from reports import view, wording
from reports.model import IndicatorLine, Report
from reports.proof import Proof, proofs
from reports.safety import cleaned

EMPTY = "ยังไม่มีข้อมูลที่ตรวจยืนยันแล้ว"
_STYLE = (
    "body{font:1.05rem/1.7 Sarabun,Tahoma,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;"
    "color:#1b1e24;background:#fff}h1,h2{line-height:1.3;color:#1f3a5f}li{margin:.4rem 0}"
    "a{color:#0b4a9e;overflow-wrap:anywhere}ul ul{margin:.2rem 0}"
)
# Characters that could end a script or start markup inside one; JSON can spell them otherwise.
_SPELT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def render(report: Report) -> bytes:
    """The whole page."""
    title = escape(heading(report))
    return f"""\
<!DOCTYPE html>
<html lang="th">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} {escape(cleaned(report.site.name))}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{fragment(report)}</main>
</body>
</html>
""".encode()


def heading(report: Report) -> str:
    """What the page is called."""
    return f"OIT ปี {report.pack.fiscal_year}"


def fragment(report: Report) -> str:
    """What to paste into a page of the agency's CMS, below its own heading."""
    report = cleaned(report)
    lines = [
        f'<section lang="th" data-oit-pack="{escape(report.pack.id)}">',
        f"<p>การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. {report.pack.fiscal_year} "
        f"ของ{escape(report.site.name)} ข้อมูล ณ วันที่ {escape(wording.thai_date(report.as_of))}</p>",
    ]
    for group in view.groups(report):
        if group.name:
            lines.append(f"<h2>{escape(group.name)}</h2>")
        lines += ["<ul>", *(part for one in group.indicators for part in _item(one)), "</ul>"]
    data = json.dumps(_linked(report), ensure_ascii=False, indent=1).translate(_SPELT)
    lines += [f'<script type="application/ld+json">{data}</script>', "</section>"]
    return "\n".join(lines) + "\n"


def _item(line: IndicatorLine) -> Iterator[str]:
    code, topic = escape(line.code), escape(line.topic)
    yield f'<li id="{code}" data-oit="{code}" data-oit-topic="{topic}">'
    yield f"{escape(wording.code(line.code))} {escape(line.title)}"
    found = proofs(line)
    if found:
        yield "<ul>"
        yield from (_link(line, proof) for proof in found)
        yield "</ul></li>"
    else:
        yield f"<br><em>{EMPTY}</em></li>"


def _link(line: IndicatorLine, proof: Proof) -> str:
    kind = wording.media(proof.media) if proof.media else ""
    about = "" if kind in ("", "หน้าเว็บ") else f" ({escape(kind)})"
    return (
        f'<li><a href="{escape(proof.url)}" data-oit="{escape(line.code)}">'
        f"{escape(proof.title)}</a>{about}</li>"
    )


def _linked(report: Report) -> dict[str, Any]:
    """The catalogue in the words of schema.org."""
    shown = [line for line in report.indicators if proofs(line)]
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "item": {
                "@type": "Dataset",
                "identifier": wording.code(line.code),
                "name": line.title,
                "description": f"{wording.code(line.code)} {line.title} ของ{report.site.name}",
                "distribution": [
                    {
                        "@type": "DataDownload",
                        "name": proof.title,
                        "contentUrl": proof.url,
                        **({"encodingFormat": proof.media} if proof.media else {}),
                    }
                    for proof in proofs(line)
                ],
            },
        }
        for number, line in enumerate(shown, start=1)
    ]
    return {
        "@context": "https://schema.org",
        "@type": ["DataCatalog", "ItemList"],
        "name": f"{heading(report)} {report.site.name}",
        "inLanguage": "th",
        "dateModified": report.as_of,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": report.site.name,
            "url": report.site.url,
        },
        "numberOfItems": len(items),
        "itemListElement": items,
    }
