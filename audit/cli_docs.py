"""The manual of the command line, made from the help pages themselves.

Promises: `python -m audit.cli_docs` prints docs/cli.md, the same on every machine. Refuses to know:
what the commands do.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from audit.cli import oit

WIDTH = 88
HEAD = """\
# คำสั่งของ oit

<!-- Made from the help pages: `make docs` writes this file, a test compares it. -->

ใช้ในโฟลเดอร์ของเว็บไซต์ หรือระบุโฟลเดอร์ด้วย `--site` วันที่พิมพ์ได้ทั้ง `31/03/2569` และ `2026-03-31`

รหัสเมื่อจบคำสั่ง `check` `audit` `recheck`: 0 ไม่มีสิ่งที่ต้องแก้, 1 ยังมีข้อบกพร่อง, 3 ดูได้ไม่ครบ
ทุกคำสั่งตอบ 2 เมื่อพิมพ์ผิดหรือไฟล์เสีย ตั้ง `OIT_DEBUG=1` เพื่อดูรายละเอียดเมื่อโปรแกรมผิดพลาด
"""


def manual() -> str:
    """The whole manual as Markdown."""
    return "\n".join([HEAD, *_sections(oit, click.Context(oit, info_name="oit"))])


def _sections(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield f"## {ctx.command_path}\n\n```text\n{_help(command, ctx)}\n```\n"
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _sections(child, click.Context(child, info_name=name, parent=ctx))


def _help(command: click.Command, ctx: click.Context) -> str:
    formatter = click.HelpFormatter(width=WIDTH)
    command.format_help(ctx, formatter)
    return "\n".join(line.rstrip() for line in formatter.getvalue().strip().splitlines())


if __name__ == "__main__":
    click.echo(manual(), nl=False)
