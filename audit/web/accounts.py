"""People and how they prove who they are: passwords, second factors, sessions, keys.

Promises: passwords by argon2id, one-time codes that count once, tokens kept only as hashes; a
changed password or role ends every session; too many failures are made to wait. Refuses to know:
cookies, pages.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from audit.errors import UserError
from audit.rows import Row, now
from audit.web.tables import open_office

ROLES = ("viewer", "web", "officer", "admin")
"""From the least to the most that one may do."""
ROLE_NAMES = {
    "viewer": "ผู้ดู",
    "web": "ทีมเว็บ",
    "officer": "เจ้าหน้าที่",
    "admin": "ผู้ดูแลระบบ",
}
SHORTEST_PASSWORD = 10
SESSION_HOURS = 12
WINDOW = 15 * 60.0
"""Seconds that a failed sign-in counts."""
MOST_FAILURES = {"pair": 5, "peer": 30, "name": 60}
TOTP_STEP = 30
WRONG_SIGN_IN = (
    "ชื่อ รหัสผ่าน หรือรหัสจากแอปไม่ถูกต้อง",
    "ลองใหม่ รหัสจากแอปใช้ได้ครั้งเดียว ให้รอรหัสถัดไป ถ้าลืมรหัสผ่านหรือทำโทรศัพท์หาย ให้แจ้งผู้ดูแลระบบ",
)
"""One answer for everything that may be wrong, so that nobody learns which it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may come in."""

    id: int
    name: str
    role: str
    active: bool = True
    second_factor: bool = False

    def may(self, role: str) -> bool:
        """Whether the role, or a higher one, is theirs."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who did what, when."""

    at: str
    who: str
    site: str
    what: str
    target: str
    text: str


class Accounts:
    """The people of one office."""

    def __init__(self, folder: Path) -> None:
        self.db = open_office(folder)
        self._lock = threading.RLock()
        self._hasher = PasswordHasher()

    @cached_property
    def _nobody(self) -> str:
        """The password of nobody; made at the first sign-in, for it costs as much as one."""
        return self._hasher.hash(secrets.token_hex(16))

    # people --------------------------------------------------------------------------------

    def people(self) -> tuple[Person, ...]:
        """Everybody, by name."""
        return tuple(_person(row) for row in self._rows("select * from person order by name"))

    def any(self) -> bool:
        """Is there anybody at all?"""
        return self._row("select 1 from person limit 1", []) is not None

    def add(self, name: str, role: str, password: str | None) -> Person:
        """Let somebody in from now on."""
        wanted = name.strip()
        if not wanted or len(wanted) > 80 or any(not c.isprintable() for c in wanted):
            raise UserError("ชื่อผู้ใช้ว่าง ยาวเกิน 80 ตัวอักษร หรือมีอักขระที่มองไม่เห็น", "ตั้งชื่อใหม่")
        _known_role(role)
        if self.find(wanted):
            raise UserError(f"มีผู้ใช้ชื่อ {wanted} อยู่แล้ว", "ใช้ชื่ออื่น หรือตั้งรหัสผ่านใหม่ให้คนเดิม")
        hashed = None if password is None else self._hashed(password)
        self._write(
            "insert into person (name, role, password, made_at) values (?, ?, ?, ?)",
            [wanted, role, hashed, now()],
        )
        found = self.find(wanted)
        assert found is not None, "just added"
        return found

    def find(self, name: str) -> Person | None:
        """Somebody by name, letter case aside."""
        row = self._row("select * from person where name = ?", [name.strip()])
        return None if row is None else _person(row)

    def get(self, name: str) -> Person:
        """The same; `UserError` when there is nobody."""
        found = self.find(name)
        if found is None:
            raise UserError(f"ไม่มีผู้ใช้ชื่อ {name}", "ดูชื่อทั้งหมดด้วย oit user list")
        return found

    def set_password(self, name: str, password: str) -> None:
        """A new password; every session ends."""
        self._change(name, "password = ?", self._hashed(password))

    def set_role(self, name: str, role: str) -> None:
        """Another role; every session ends."""
        _known_role(role)
        self._keep_an_admin(name, unless=role == "admin")
        self._change(name, "role = ?", role)

    def set_active(self, name: str, active: bool) -> None:
        """Shut somebody out, or let them in again."""
        self._keep_an_admin(name, unless=active)
        self._change(name, "active = ?", int(active))

    def set_totp(self, name: str, key: str | None) -> None:
        """Give or take away the second factor."""
        self._change(name, "totp = ?", key, end_sessions=key is None)

    # signing in ----------------------------------------------------------------------------

    def check(self, name: str, password: str, code: str, peer: str) -> Person:
        """Who signs in; `UserError`, the same for every wrong answer, or to wait."""
        self._refuse_hurry(name, peer)
        row = self._row("select * from person where name = ? and active = 1", [name.strip()])
        stand_in = self._nobody  # asked always: how long it takes tells nobody who is here
        right = self._verified((row and row["password"]) or stand_in, password)
        if row is None or row["password"] is None or not right or not self._second(row, code):
            self._write("insert into attempt values (?, ?, ?)", [_key(name), peer, time.time()])
            raise UserError(*WRONG_SIGN_IN)
        self._write("delete from attempt where name = ? and peer = ?", [_key(name), peer])
        return _person(row)

    def begin(self, person: Person) -> str:
        """A new session; the token for the cookie."""
        token = secrets.token_urlsafe(32)
        ends = dt.datetime.now(dt.UTC) + dt.timedelta(hours=SESSION_HOURS)
        self._write("delete from session where expires_at < ?", [now()])
        self._write(
            "insert into session values (?, ?, ?, ?)",
            [hashed(token), person.id, now(), ends.isoformat(timespec="seconds")],
        )
        return token

    def of_session(self, token: str) -> Person | None:
        """Whose session a token is."""
        row = self._row(
            """select p.* from session s join person p on p.id = s.person_id
               where s.id = ? and s.expires_at > ? and p.active = 1""",
            [hashed(token), now()],
        )
        return None if row is None else _person(row)

    def end(self, token: str) -> None:
        """Sign out."""
        self._write("delete from session where id = ?", [hashed(token)])

    def new_key(self, name: str, label: str) -> str:
        """A key for a program; shown once."""
        token = "oit_" + secrets.token_urlsafe(32)
        person = self.get(name)
        self._write(
            "insert into key values (?, ?, ?, ?)", [hashed(token), person.id, label.strip(), now()]
        )
        return token

    def of_key(self, token: str) -> Person | None:
        """Whose key a program sent."""
        row = self._row(
            """select p.* from key k join person p on p.id = k.person_id
               where k.id = ? and p.active = 1""",
            [hashed(token)],
        )
        return None if row is None else _person(row)

    # deeds and secrets ---------------------------------------------------------------------

    def note(self, who: str, site: str, what: str, target: str, text: str = "") -> None:
        """Write down a deed."""
        self._write(
            "insert into deed (at, who, site, what, target, text) values (?, ?, ?, ?, ?, ?)",
            [now(), who, site, what, target, text[:2000]],
        )

    def deeds(self, limit: int = 500) -> tuple[Deed, ...]:
        """What was done, newest first."""
        rows = self._rows(
            "select at, who, site, what, target, text from deed order by id desc limit ?", [limit]
        )
        return tuple(Deed(**row) for row in rows)

    def secret(self) -> str:
        """What cookies and forms are signed with; made once."""
        self._write("insert or ignore into secret values ('sign', ?)", [secrets.token_hex(32)])
        row = self._row("select value from secret where name = 'sign'", [])
        assert row is not None, "just made"
        return str(row["value"])

    # the inside ----------------------------------------------------------------------------

    def _second(self, row: Row, code: str) -> bool:
        """Is the one-time code right, and used for the first time?"""
        if row["totp"] is None:
            return True
        step = int(time.time()) // TOTP_STEP
        for used in (step, step - 1, step + 1):
            wanted = pyotp.TOTP(row["totp"]).at(used * TOTP_STEP)
            if secrets.compare_digest(wanted, typed_code(code)):
                changed = self._write(
                    "update person set totp_at = ? where id = ? and totp_at < ?",
                    [used, row["id"], used],
                )
                return changed == 1
        return False

    def _refuse_hurry(self, name: str, peer: str) -> None:
        since = time.time() - WINDOW
        self._write("delete from attempt where at < ?", [since])
        row = self._row(
            """select count(*) filter (where name = :name and peer = :peer) as pair,
                 count(*) filter (where peer = :peer) as peer,
                 count(*) filter (where name = :name) as name from attempt""",
            {"name": _key(name), "peer": peer},
        )
        assert row is not None, "a count is always there"
        if any(row[sort] >= most for sort, most in MOST_FAILURES.items()):
            raise UserError("เข้าระบบไม่สำเร็จหลายครั้งติดกัน จึงพักไว้ก่อน", "รอ 15 นาที แล้วลองใหม่")

    def _hashed(self, password: str) -> str:
        if len(password) < SHORTEST_PASSWORD or len(password) > 1000:
            raise UserError(
                f"รหัสผ่านต้องยาวอย่างน้อย {SHORTEST_PASSWORD} ตัวอักษร", "ใช้วลีหลายคำที่จำได้ แล้วลองใหม่"
            )
        return self._hasher.hash(password)

    def _verified(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password[:1000])
        except (Argon2Error, InvalidHashError):
            return False

    def _keep_an_admin(self, name: str, *, unless: bool) -> None:
        person = self.get(name)
        others = (p for p in self.people() if p.role == "admin" and p.active and p.id != person.id)
        if person.role == "admin" and not unless and not any(others):
            raise UserError("ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน", "ตั้งคนอื่นเป็นผู้ดูแลระบบก่อน")

    def _change(self, name: str, what: str, value: Any, *, end_sessions: bool = True) -> None:
        person = self.get(name)
        self._write(f"update person set {what} where id = ?", [value, person.id])  # noqa: S608 our own column names
        if end_sessions:
            self._write("delete from session where person_id = ?", [person.id])

    def _rows(self, sql: str, values: Any = ()) -> list[Row]:
        with self._lock:
            return list(self.db.query(sql, values))

    def _row(self, sql: str, values: Any) -> Row | None:
        return next(iter(self._rows(sql, values)), None)

    def _write(self, sql: str, values: Any) -> int:
        with self._lock:
            return int(self.db.conn.execute(sql, values).rowcount)


def typed_code(code: str) -> str:
    """The digits of a one-time code as people type them: in two halves, in Thai digits."""
    return "".join(str(int(one)) for one in code if one.isdecimal())


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _key(name: str) -> str:
    return name.strip().lower()[:80]


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise UserError(f"ไม่รู้จักบทบาท {role}", f"ใช้ได้: {' '.join(ROLES)}")


def _person(row: Row) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        active=bool(row["active"]),
        second_factor=row["totp"] is not None,
    )
