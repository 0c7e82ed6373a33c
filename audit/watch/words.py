"""Alerts in Thai: short, plain, with before and after, the reason, and what to do.

Promises: one message for everything a receiver is to be told of a site; what a site wrote cannot
bend it. Refuses to know: how it is sent, when.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from audit.watch.kept import Alert
from reports import wording
from reports.safety import plain

MOST = 12
"""Alerts told in full in one message; the rest is counted."""

HEADS: dict[str, str] = {
    "broken": "เคยผ่าน ตอนนี้ไม่พบ",
    "fixed": "กลับมาผ่านแล้ว",
    "gone": "ลิงก์ที่ส่ง ป.ป.ช. เปิดไม่พบ",
    "moved": "ลิงก์ที่ส่ง ป.ป.ช. พาไปที่อื่น",
    "login": "ลิงก์ที่ส่ง ป.ป.ช. ต้องเข้าสู่ระบบก่อน",
    "changed": "เนื้อหาของลิงก์ที่ส่ง ป.ป.ช. เปลี่ยนไป",
    "back": "ลิงก์ที่ส่ง ป.ป.ช. กลับมาเปิดได้แล้ว",
}
DO_NOW: dict[str, str] = {
    "gone": "นำหน้าหรือไฟล์กลับมาไว้ที่อยู่เดิม ผู้ตรวจจะเปิดลิงก์นี้",
    "moved": "ทำให้ลิงก์เดิมเปิดเอกสารเดิมได้ ไม่พาไปหน้าอื่น",
    "login": "เปิดให้ประชาชนทั่วไปดูได้โดยไม่ต้องเข้าสู่ระบบ",
    "changed": "ตรวจว่าตั้งใจแก้หรือไม่ ถ้าไม่ได้ตั้งใจ ให้นำฉบับที่ส่งกลับมา",
    "fixed": "ไม่ต้องทำอะไร",
    "back": "ไม่ต้องทำอะไร",
}


def title(name: str, alerts: Sequence[Alert]) -> str:
    """The subject of a message, e.g. `OIT กรมตัวอย่าง: ลิงก์ที่ส่ง ป.ป.ช. เปิดไม่พบ (และอีก 2 เรื่อง)`."""
    more = f" (และอีก {len(alerts) - 1} เรื่อง)" if len(alerts) > 1 else ""
    first = alerts[0]
    return _line(f"OIT {name}: {_code(first)}{HEADS[first.kind]}{more}")


def message(name: str, url: str, alerts: Sequence[Alert], *, again: bool = False) -> str:
    """The whole message. `again`: it may have arrived before."""
    parts = [f"{_line(name)}\n{_line(url)}"]
    if again:
        parts.append("(ส่งซ้ำ เพราะไม่แน่ใจว่าครั้งก่อนส่งถึงหรือไม่)")
    parts += [f"{number}) {paragraph(one)}" for number, one in enumerate(alerts[:MOST], 1)]
    if len(alerts) > MOST:
        parts.append(f"และอีก {len(alerts) - MOST} เรื่อง ดูทั้งหมดด้วยคำสั่ง oit alerts")
    return "\n\n".join(parts)


def paragraph(alert: Alert) -> str:
    """One alert in a few lines."""
    lines = [_code(alert) + HEADS[alert.kind]]
    lines += _element(alert) if alert.element else _link(alert)
    todo = _todo(alert)
    return "\n   ".join(_line(line) for line in [*lines, f"ต้องทำ: {todo}"] if line)


def sample(name: str, url: str) -> tuple[str, str]:
    """Subject and text of a trial message."""
    text = (
        f"{_line(name)}\n{_line(url)}\n\n"
        "นี่คือข้อความทดลองจากโปรแกรม oit ท่านได้รับแปลว่าการแจ้งเตือนใช้ได้แล้ว\n"
        "โปรแกรมจะเขียนถึงท่านเมื่อสิ่งที่เคยถูกต้องกลายเป็นไม่ถูกต้อง และเห็นซ้ำสองครั้งแล้วเท่านั้น\n"
        "ต้องทำ: ไม่ต้องทำอะไร"
    )
    return _line(f"OIT {name}: ทดลองการแจ้งเตือน"), text


def _element(alert: Alert) -> list[str]:
    body = alert.body
    before, after = body["before"], body["after"]
    quote = f" “{before['quote']}”" if before["quote"] else ""
    bytes_ = "หลักฐานยังเป็นไฟล์เดิม ผลเปลี่ยนเพราะวันที่ เกณฑ์ หรือรุ่นของโปรแกรม" if body["same"] else ""
    return [
        f"{body['title']} · {body['says']}",
        f"เดิม ({_day(before['at'])}): {_outcome(before)}{quote} {before['url']}",
        f"ตอนนี้ ({_day(after['at'])}): {_outcome(after)} {after['reason']}",
        bytes_,
        _looked(body),
    ]


def _link(alert: Alert) -> list[str]:
    body = alert.body
    before, after = body["before"], body["after"]
    lines = [alert.url, f"เดิม ({_day(before['at'])}): {answer(before)}"]
    if alert.kind == "moved":
        lines.append(f"ตอนนี้ ({_day(after['at'])}): พาไป {after['final']} {_titled(after)}")
    else:
        lines.append(f"ตอนนี้ ({_day(after['at'])}): {answer(after)}")
    if alert.kind == "changed":
        went, came = body.get("line_before", ""), body.get("line_after", "")
        lines += [
            f"บรรทัดแรกที่หายไป: {went}" if went else "",
            f"บรรทัดแรกที่เพิ่มมา: {came}" if came else "",
        ]
        lines.append("" if went or came else "ข้อความที่อ่านได้เหมือนเดิม")
    if before["sha256"] and after["sha256"] and before["sha256"] != after["sha256"]:
        lines.append(f"ไฟล์ไม่ใช่ไฟล์เดิม (SHA-256 {before['sha256'][:12]} → {after['sha256'][:12]})")
    return [*lines, _looked(body)]


def answer(found: Mapping[str, Any]) -> str:
    """What a link answered, in words: `เปิดได้ (200) “แผนปี 2569”`."""
    status = f" ({found['status']})" if found["status"] else ""
    if found["problem"]:
        return f"{wording.problem(found['problem']).name}{status}"
    return f"เปิดได้{status} {_titled(found)}".rstrip()


def _todo(alert: Alert) -> str:
    if alert.kind != "broken":
        return DO_NOW[alert.kind]
    fix = str(alert.body["fix"]).strip().rstrip(".")
    return f"{fix} เสร็จแล้วกด “ตรวจซ้ำเดี๋ยวนี้” ในหน้าของข้อนี้ หรือสั่ง oit recheck {alert.code}"


def _looked(body: Mapping[str, Any]) -> str:
    if "looks" not in body:
        return ""
    return f"ดูซ้ำแล้ว {body['looks']} ครั้ง ห่างกัน {span(int(body['minutes']))}"


def span(minutes: int) -> str:
    """`35 นาที`, `5 ชั่วโมง`, `2 วัน`."""
    if minutes < 1:
        return "ไม่ถึงหนึ่งนาที"
    if minutes < 120:
        return f"{minutes} นาที"
    return f"{minutes // 60} ชั่วโมง" if minutes < 2880 else f"{minutes // 1440} วัน"


def _code(alert: Alert) -> str:
    return f"ข้อ {wording.code(alert.code).replace(' ', ', ')} " if alert.code else ""


def _outcome(found: Mapping[str, Any]) -> str:
    return wording.outcome(found["outcome"]).name


def _titled(found: Mapping[str, Any]) -> str:
    return f"“{found['title']}”" if found["title"] else ""


def _day(iso: str) -> str:
    return wording.thai_date(iso, short=True)


_MENTION = re.compile(r"@(?=everyone|here|channel|all\b)|<(?=[!@#])")
"""What a chat would take for a call to all its people."""


def _line(text: str) -> str:
    return _MENTION.sub(lambda mark: f"{mark[0]}\u2060", " ".join(plain(text).split()))
