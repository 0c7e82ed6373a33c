"""click in Thai: help pages, wrong commands, and the values people type.

Promises: no English sentence reaches a person; every wrong value is told with what would be right.
Refuses to know: what the commands do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import click
from click.exceptions import NoSuchCommand, NoSuchOption

from audit.days import day_of
from audit.errors import UserError

AROUND = " \t\r\n\xa0\"'“”‘’"
"""What surrounds a value that was copied from a letter or a chat."""
USAGE = {"[OPTIONS]": "[ตัวเลือก]", "COMMAND [ARGS]...": "คำสั่ง"}
"""click's words in a usage line."""


class ThaiCommand(click.Command):
    """A command whose help page is Thai throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [USAGE.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="วิธีใช้: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _section(self, ctx, formatter, "สิ่งที่ต้องบอก", arguments=True)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _section(self, ctx, formatter, "ตัวเลือก", arguments=False)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "แสดงหน้านี้"
        return option

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002  # click's signature
        # click shortens at spaces, which Thai does not put between words.
        return (self.help or "").partition("\n")[0].strip()


class ThaiGroup(ThaiCommand, click.Group):
    """A group whose help page is Thai; its commands are `ThaiCommand`s."""

    command_class = ThaiCommand
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ThaiCommand.format_options(self, ctx, formatter)
        rows = [(name, command.get_short_help_str()) for name, command in self.commands.items()]
        with formatter.section("คำสั่ง"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(self.commands)


class Date(click.ParamType[dt.date]):
    """A day: `2026-03-31`, `31/03/2569`, `31 มีนาคม 2569`."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.date:
        if isinstance(value, dt.date):
            return value
        found = day_of(str(value).strip(AROUND))
        if found is None:
            self.fail(f"“{value}” ไม่ใช่วันที่ ให้พิมพ์เช่น 31/03/2569 หรือ 2026-03-31", param, ctx)
        return found


class Number(click.ParamType[float]):
    """A number not below `least`; a whole one when `whole`."""

    name = "number"

    def __init__(self, least: float, *, whole: bool = False) -> None:
        self.least = least
        self.whole = whole

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        try:
            text = str(value).strip(AROUND + "#").replace(",", "")
            number = int(text) if self.whole else float(text)
        except ValueError:
            number = None
        if number is None or not self.least <= number < float("inf"):
            sort = "จำนวนเต็ม" if self.whole else "ตัวเลข"
            self.fail(f"“{value}” ต้องเป็น{sort}ตั้งแต่ {self.least:g} ขึ้นไป", param, ctx)
        return number


class OneOf(click.ParamType[str]):
    """One of a few words, given with what each means in Thai; the Thai may be typed too."""

    name = "word"

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        typed = str(value).strip(AROUND).lower()
        found = next((word for word, thai in self.words.items() if typed in (word, thai)), None)
        if found is None:
            self.fail(f"ไม่รู้จัก “{value}” ใช้ได้: {self.choices()}", param, ctx)
        return found

    def choices(self) -> str:
        """The words, each with its meaning."""
        return ", ".join(f"{word} ({thai})" for word, thai in self.words.items())


def wrong_command(error: click.ClickException) -> UserError:
    """What click could not parse, in Thai."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "oit"
    todo = f"ดูวิธีใช้ด้วย {path} --help"
    if isinstance(error, NoSuchCommand):
        return UserError(f"ไม่มีคำสั่ง “{error.command_name}”", _meant(error.possibilities) + todo)
    if isinstance(error, NoSuchOption):
        what = f"คำสั่ง {path} ไม่มีตัวเลือก “{error.option_name}”"
        return UserError(what, _meant(error.possibilities) + todo)
    if isinstance(error, click.MissingParameter):
        return UserError(f"คำสั่ง {path} ยังขาด {_name(error.param)}", todo)
    if isinstance(error, click.BadParameter):
        return UserError(f"ค่าของ {_name(error.param)} ใช้ไม่ได้: {error.message}", todo)
    if isinstance(error, click.BadOptionUsage):
        return UserError(f"ตัวเลือก {error.option_name} ต้องมีค่าตามหลังให้ถูกต้อง", todo)
    return UserError(f"พิมพ์คำสั่ง {path} เกินมาหรือไม่ครบ", todo)


def _meant(possibilities: list[str] | None) -> str:
    return f"หมายถึง {' หรือ '.join(possibilities)} หรือไม่ " if possibilities else ""


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "ค่าที่พิมพ์"
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name


def _section(
    command: click.Command,
    ctx: click.Context,
    formatter: click.HelpFormatter,
    heading: str,
    *,
    arguments: bool,
) -> None:
    params = [p for p in command.get_params(ctx) if isinstance(p, click.Argument) is arguments]
    rows = [record for p in params if (record := p.get_help_record(ctx)) and record[1]]
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)
