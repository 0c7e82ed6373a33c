"""What people do about findings, as rows: gaps, their notes, attestations.

Promises: the SQL of the work that follows an audit, and the few ways all tables are written.
Refuses to know: what opens or closes a gap, when an attestation counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from sqlite_utils import Database

from audit.rows import Row


class WorkStore:
    """The tables `gap`, `gap_note` and `attestation`; `audit.store.Store` adds the others."""

    db: Database

    def transaction(self) -> AbstractContextManager[Database]:
        """All that is written inside is written whole or not at all."""
        return self.db.atomic()

    # gaps ----------------------------------------------------------------------------------

    def open_gap_ids(self) -> dict[tuple[str, str], int]:
        """(topic, element) → the number of its open gap."""
        rows = self.db.query("select id, topic, element from gap where closed_by is null")
        return {(row["topic"], row["element"]): row["id"] for row in rows}

    def had_gap(self, topic: str, element: str) -> bool:
        """Was there ever a gap of this element?"""
        sql = "select 1 from gap where topic = ? and element = ?"
        return self._first(sql, [topic, element]) is not None

    def add_gap(self, topic: str, element: str, audit_id: int) -> int:
        """A new open gap; its number."""
        return self._insert("gap", {"topic": topic, "element": element, "opened_by": audit_id})

    def set_gap(self, gap_id: int, **values: Any) -> None:
        """Change columns of a gap."""
        self.db.table("gap").update(gap_id, values)

    def gap_rows(self, *, closed: bool, gap_id: int | None = None) -> list[Row]:
        """Gaps with their newest reason and the days they were opened and closed."""
        return list(
            self.db.query(
                """select g.*, o.as_of as opened_on, c.as_of as closed_on,
                     coalesce(f.code, k.code) as code, coalesce(f.reason, k.reason) as reason
                   from gap g join audit o on o.id = g.opened_by
                   left join audit c on c.id = g.closed_by
                   left join current_finding f on f.topic = g.topic and f.element = g.element
                   left join finding k on k.audit_id = g.opened_by
                     and k.topic = g.topic and k.element = g.element
                   where (:closed = 1 or g.closed_by is null) and (:id is null or g.id = :id)
                   order by g.closed_by is not null, length(coalesce(f.code, k.code)),
                     coalesce(f.code, k.code), g.id""",
                {"closed": closed, "id": gap_id},
            )
        )

    def add_note(self, gap_id: int, *, at: str, who: str, what: str, text: str) -> None:
        """One entry in the history of a gap."""
        values = {"gap_id": gap_id, "at": at, "who": who, "what": what, "text": text}
        self._insert("gap_note", values)

    def note_rows(self, gap_id: int) -> list[Row]:
        """The history of a gap, oldest first."""
        return list(self.db.query("select * from gap_note where gap_id = ? order by id", [gap_id]))

    def newest_work(self) -> tuple[int, int]:
        """The numbers of the newest note of any gap and of the newest attestation."""
        notes, decisions = self.db.execute(
            "select (select max(id) from gap_note), (select max(id) from attestation)"
        ).fetchone()
        return notes or 0, decisions or 0

    # attestations --------------------------------------------------------------------------

    def add_attestation(self, values: Mapping[str, Any]) -> int:
        """Keep what a person decided; its number."""
        return self._insert("attestation", values)

    def attestation_rows(self, *, revoked: bool = False) -> list[Row]:
        """What people decided, newest first; with `revoked`, also what they took back."""
        return list(
            self.db.query(
                "select * from attestation where (? or revoked_at is null) order by id desc",
                [revoked],
            )
        )

    def revoke_attestations(self, topic: str, element: str, at: str) -> int:
        """Take back what is in force for an element; how many."""
        cursor = self.db.execute(
            """update attestation set revoked_at = ?
               where topic = ? and element = ? and revoked_at is null""",
            [at, topic, element],
        )
        return int(cursor.rowcount)

    # the inside ----------------------------------------------------------------------------

    def _insert(self, table: str, values: Mapping[str, Any], how: str = "") -> int:
        names, marks = ", ".join(values), ", ".join("?" for _ in values)
        sql = f"insert {how} into {table} ({names}) values ({marks})"  # noqa: S608 names are ours
        return int(self.db.execute(sql, list(values.values())).lastrowid or 0)

    def _first(self, sql: str, values: Any = None) -> Row | None:
        return next(iter(self.db.query(sql, values)), None)
