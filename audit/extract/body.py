"""A document as compact JSON text, and back.

Promises: `load(sha256, dump(document))` is the document again, but for what the audit adds later
(address, labels, reach, furniture); the same document gives the same text. Refuses to know: files,
the database.
"""

from __future__ import annotations

import json
from typing import Any

from rules.document import Block, Document, Kind, Legibility, Table


def dump(document: Document) -> str:
    """The readable part of `document` as one line of JSON; fields at their default are left out."""
    body = {
        "title": document.title,
        "media": document.media,
        "legibility": document.legibility.value,
        "problem": document.problem,
        "blocks": [_dump_block(block) for block in document.blocks],
        "tables": [[table.where, table.header, table.rows] for table in document.tables],
        "ocr_places": sorted(document.ocr_places),
        "repairs": document.repairs,
    }
    kept = {name: value for name, value in body.items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def load(sha256: str, text: str) -> Document:
    """The document of blob `sha256` from what `dump` wrote. ValueError when that is damaged."""
    try:
        return _load(sha256, json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"damaged body of {sha256}") from error


def _load(sha256: str, body: dict[str, Any]) -> Document:
    return Document(
        sha256=sha256,
        media=body.get("media", ""),
        legibility=Legibility(body["legibility"]),
        title=body.get("title", ""),
        blocks=tuple(_load_block(block) for block in body.get("blocks", ())),
        tables=tuple(_load_table(*table) for table in body.get("tables", ())),
        problem=body.get("problem"),
        ocr_places=frozenset(body.get("ocr_places", ())),
        repairs=tuple(body.get("repairs", ())),
    )


def _dump_block(block: Block) -> list[Any]:
    """Kind, text, where, then href, near, width, published, confidence as far as needed."""
    must = [block.kind.value, block.text, block.where]
    rest = [block.href, block.near or None, block.width, block.published, block.confidence]
    while rest and rest[-1] is None:
        rest.pop()
    return must + rest


def _load_block(fields: list[Any]) -> Block:
    kind, text, where, *rest = fields
    href, near, width, published, confidence = (*rest, None, None, None, None, None)[:5]
    return Block(
        kind=Kind(kind),
        text=text,
        where=where,
        href=href,
        near=near or "",
        width=width,
        published=published,
        confidence=confidence,
    )


def _load_table(where: str, header: list[str], rows: list[list[str]]) -> Table:
    return Table(header=tuple(header), rows=tuple(tuple(row) for row in rows), where=where)
