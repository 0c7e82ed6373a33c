"""What is different from the audit before.

Promises: broken, fixed or changed, element by element, within one pack. Refuses to know: why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.rows import Row
from audit.store import Store
from reports.model import ChangeLine
from rules.pack import Pack

Words = Mapping[tuple[str, str], Row]


def audit_before(store: Store, audit: Row) -> int | None:
    """The audit to compare with: the last one before the newest whole audit up to this one.

    So re-checks and confirmations add to "what changed since last time" instead of hiding it.
    """
    same = {"trial": bool(audit["trial"]), "pack": audit["pack"]}
    whole = store.newest_audit(**same, whole=True, before=audit["id"] + 1)
    if whole is None:
        return store.newest_audit(**same, before=audit["id"])
    before = store.newest_audit(**same, before=whole)
    return before if before is not None or whole == audit["id"] else whole


def changes(pack: Pack, before: Words, after: Words) -> tuple[ChangeLine, ...]:
    """The differences, in the order of the pack: what broke first, what was fixed next."""
    order = ("broken", "fixed", "changed")
    lines = _lines(pack, before, after)
    return tuple(sorted(lines, key=lambda line: order.index(line.kind)))


def _lines(pack: Pack, before: Words, after: Words) -> Iterator[ChangeLine]:
    for indicator in pack.indicators:
        for element in (*indicator.elements, *pack.guards):
            old = before.get((indicator.topic, element.id))
            new = after.get((indicator.topic, element.id))
            if old is None or new is None or old["outcome"] == new["outcome"]:
                continue
            yield ChangeLine(
                kind=_kind(old["outcome"], new["outcome"]),
                code=indicator.code,
                element=element.id,
                says=element.says,
                before=old["outcome"],
                after=new["outcome"],
                reason=new["reason"],
            )


def _kind(before: str, after: str) -> str:
    if (before, after) == ("passed", "failed"):
        return "broken"
    return "fixed" if (before, after) == ("failed", "passed") else "changed"
