"""`oit serve` and `oit user`: the workplace in a browser, and who may come in.

Promises: on this machine without ceremony; never open to others without accounts. Refuses to know:
pages.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from audit.clock import start_schedule
from audit.commands.thai import Date, Number, OneOf, ThaiCommand, ThaiGroup
from audit.console import say, table
from audit.errors import UserError

if TYPE_CHECKING:
    from audit.web.accounts import Accounts

HOME = "127.0.0.1"
PORT = 8569
ROLES = {"viewer": "ดู", "web": "ทีมเว็บ", "officer": "เจ้าหน้าที่", "admin": "ผู้ดูแลระบบ"}

folder_option = click.option(
    "--folder",
    default=".",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="โฟลเดอร์ที่เก็บเว็บไซต์ทั้งหลาย (ปกติคือโฟลเดอร์ปัจจุบัน)",
)


@click.command(
    cls=ThaiCommand,
    help="""เปิดหน้าเว็บสำหรับเจ้าหน้าที่และทีมเว็บ

เปิดบนเครื่องนี้ได้ทันทีโดยไม่ต้องมีบัญชี ถ้าจะให้เครื่องอื่นเปิดได้ ต้องเพิ่มผู้ใช้ด้วย oit user add ก่อน""",
)
@folder_option
@click.option(
    "--port", default=PORT, metavar="N", type=Number(1, whole=True), help="พอร์ต (ปกติ 8569)"
)
@click.option("--host", default=HOME, metavar="IP", help="หมายเลขไอพีที่จะเปิดรับ (ปกติเฉพาะเครื่องนี้)")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="ชื่อเครื่องที่คนพิมพ์เพื่อเปิด เช่น oit.example.go.th",
)
@click.option(
    "--proxy", "proxies", multiple=True, metavar="IP", help="ไอพีของพร็อกซีที่เชื่อถือ ใช้คู่กับ --user-header"
)
@click.option(
    "--user-header", default="", metavar="NAME", help="ส่วนหัวที่พร็อกซีใช้บอกชื่อผู้ใช้ เช่น X-Remote-User"
)
@click.option("--as-of", metavar="DATE", type=Date(), help="ทำงานเสมือนว่าวันนี้คือวันที่นี้ สำหรับฝึกอบรม")
def serve(
    *,
    folder: Path,
    port: int,
    host: str,
    names: tuple[str, ...],
    proxies: tuple[str, ...],
    user_header: str,
    as_of: dt.date | None,
) -> None:
    """Serve until Ctrl-C."""
    if bool(proxies) != bool(user_header):
        raise UserError("--proxy กับ --user-header ต้องใช้คู่กัน", "ระบุทั้งสองอย่าง หรือไม่ระบุเลย")
    with _web_libraries():
        import uvicorn  # noqa: PLC0415 the extra `web` may be missing

        from audit.web.app import create_app  # noqa: PLC0415
        from audit.web.guard import LOOPBACK  # noqa: PLC0415
        from audit.web.office import Office  # noqa: PLC0415
    office = Office(folder, as_of=as_of)
    if not _is_loopback(host) and office.single():
        raise UserError(
            f"เปิดให้เครื่องอื่นเข้าทาง {host} ไม่ได้ เพราะยังไม่มีบัญชีผู้ใช้",
            f"เพิ่มผู้ดูแลก่อนด้วย oit user add ชื่อ --role admin --folder {folder}",
        )
    anybody = not names and not _is_loopback(host)
    app = create_app(
        office,
        hosts=None if anybody else LOOPBACK | set(names),
        proxies=proxies,
        header=user_header,
    )
    say(f"เปิดที่ http://{f'[{host}]' if ':' in host else host}:{port}/ กด Ctrl-C เพื่อปิด")
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", proxy_headers=False, server_header=False
    )
    try:
        with _schedule(folder, as_of):
            uvicorn.Server(config).run()
    except SystemExit as error:
        if error.code:
            raise UserError(f"เปิดพอร์ต {port} ไม่ได้", "ใช้พอร์ตอื่นด้วย --port") from error


@contextmanager
def _schedule(folder: Path, as_of: dt.date | None) -> Iterator[None]:
    """What is due is done beside the server; not in a training on another day."""
    if as_of is not None:
        yield
        return
    clock = start_schedule(folder)
    try:
        yield
    finally:
        clock.shutdown()


@click.group(cls=ThaiGroup, help="ผู้ใช้ของหน้าเว็บ: เพิ่ม ดูรายชื่อ เปลี่ยนบทบาทและรหัสผ่าน")
def user() -> None:
    """The group of commands about people."""


role_option = click.option(
    "--role",
    metavar="ROLE",
    type=OneOf(ROLES),
    help="บทบาท: viewer (ดู) web (ทีมเว็บ) officer (เจ้าหน้าที่) admin (ผู้ดูแลระบบ)",
)
password_option = click.option(
    "--password-file",
    metavar="FILE",
    type=click.File(encoding="utf-8"),
    help="อ่านรหัสผ่านจากบรรทัดแรกของไฟล์ (- คือทางเข้า) แทนการถามบนจอ",
)


@user.command(cls=ThaiCommand, help="เพิ่มผู้ใช้")
@click.argument("name", help="ชื่อผู้ใช้")
@role_option
@password_option
@click.option("--no-password", is_flag=True, help="เข้าผ่านพร็อกซีที่เชื่อถือเท่านั้น")
@folder_option
def add(
    *, name: str, role: str | None, password_file: TextIO | None, no_password: bool,
    folder: Path,
) -> None:  # fmt: skip
    """Let somebody in."""
    accounts = _accounts(folder)
    chosen = role or ("officer" if accounts.any() else "admin")
    if not accounts.any() and chosen != "admin":
        raise UserError("คนแรกต้องเป็นผู้ดูแลระบบ", "เติม --role admin")
    password = None if no_password else _password(password_file)
    person = accounts.add(name, chosen, password)
    say(f"เพิ่ม {person.name} เป็น {person.role} แล้ว")


@user.command("list", cls=ThaiCommand, help="รายชื่อผู้ใช้")
@folder_option
def list_people(folder: Path) -> None:
    """Show everybody."""
    people = _accounts(folder).people()
    if not people:
        say("ยังไม่มีผู้ใช้ หน้าเว็บเปิดได้เฉพาะบนเครื่องนี้")
        return
    rows = [
        (p.name, p.role, "เข้าได้" if p.active else "ปิดไว้", "สองขั้น" if p.second_factor else "-")
        for p in people
    ]
    table(("ชื่อ", "บทบาท", "สถานะ", "การยืนยัน"), rows)


@user.command(cls=ThaiCommand, help="เปลี่ยนบทบาท")
@click.argument("name", help="ชื่อผู้ใช้")
@click.argument("role", type=OneOf(ROLES), help="บทบาทใหม่: viewer web officer admin")
@folder_option
def role(name: str, role: str, folder: Path) -> None:
    """Another role."""
    _accounts(folder).set_role(name, role)
    say(f"{name} เป็น {role} แล้ว")


@user.command(cls=ThaiCommand, help="ตั้งรหัสผ่านใหม่")
@click.argument("name", help="ชื่อผู้ใช้")
@password_option
@click.option("--no-totp", is_flag=True, help="ปิดการยืนยันสองขั้นด้วย เมื่อทำโทรศัพท์หาย")
@folder_option
def password(name: str, password_file: TextIO | None, no_totp: bool, folder: Path) -> None:
    """A new password."""
    accounts = _accounts(folder)
    accounts.get(name)
    accounts.set_password(name, _password(password_file))
    if no_totp:
        accounts.set_totp(name, None)
    say(f"ตั้งรหัสผ่านใหม่ของ {name} แล้ว")


@user.command(cls=ThaiCommand, help="ปิดบัญชี หรือเปิดอีกครั้งด้วย --open")
@click.argument("name", help="ชื่อผู้ใช้")
@click.option("--open", "again", is_flag=True, help="เปิดบัญชีที่ปิดไว้")
@folder_option
def shut(name: str, again: bool, folder: Path) -> None:
    """Shut somebody out."""
    _accounts(folder).set_active(name, again)
    say(f"{'เปิด' if again else 'ปิด'}บัญชี {name} แล้ว")


@user.command(cls=ThaiCommand, help="ออกกุญแจให้โปรแกรมอื่นเรียก API ในนามของผู้ใช้ แสดงครั้งเดียว")
@click.argument("name", help="ชื่อผู้ใช้")
@click.option("--for", "label", default="", metavar="TEXT", help="ใช้ทำอะไร")
@folder_option
def key(name: str, label: str, folder: Path) -> None:
    """A key for a program."""
    say(_accounts(folder).new_key(name, label))


def _accounts(folder: Path) -> Accounts:
    with _web_libraries():
        from audit.web.accounts import Accounts  # noqa: PLC0415
    return Accounts(folder)


def _password(file: TextIO | None) -> str:
    if file is not None:
        return str(file.readline()).rstrip("\r\n")
    return str(click.prompt("รหัสผ่าน", hide_input=True, confirmation_prompt="พิมพ์อีกครั้ง"))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


@contextmanager
def _web_libraries() -> Iterator[None]:
    """What is missing is told in Thai."""
    try:
        yield
    except ImportError as error:
        raise UserError(
            "ยังไม่ได้ติดตั้งส่วนเสริมสำหรับหน้าเว็บ", "ติดตั้งด้วย pip install 'oit[web]' แล้วสั่งใหม่"
        ) from error
