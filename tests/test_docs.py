"""The docs say what is there: generated files are fresh, every command mentioned exists."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from audit.cli import oit
from docs import shots
from rules.checks import KINDS
from tests import servers
from tests.workplace import CHROMIUM

ROOT = Path(__file__).parents[1]
GENERATED = {
    "docs/cli.md": "audit.cli_docs",
    "docs/checks.md": "rules.checks.manual",
    "docs/report.schema.json": "reports.schema",
    "rules/packs/pack.schema.json": "rules.schema",
}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands(group: click.Group, path: str = "oit") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


COMMANDS = dict(commands(oit))


@pytest.mark.parametrize(("file", "module"), GENERATED.items())
def test_generated_docs_are_fresh(file: str, module: str) -> None:
    made = subprocess.run(
        [sys.executable, "-m", module], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    assert (ROOT / file).read_text(encoding="utf-8") == made, "run `make docs`"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_is_documented_in_thai(path: str) -> None:
    assert f"## {path}\n" in (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    command = COMMANDS[path]
    assert re.search("[ก-๙]", command.help or ""), f"{path} has no Thai help"
    for param in command.params:
        help_text = getattr(param, "help", None)
        assert help_text, f"{path}: {param.name} has no help"
        assert re.search("[ก-๙]", help_text), f"{path}: {param.name} is not explained in Thai"


@pytest.mark.parametrize("kind", KINDS)
def test_every_check_kind_is_documented(kind: str) -> None:
    assert re.search(rf"^#+ .*\b{kind}\b", (ROOT / "docs/checks.md").read_text("utf-8"), re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_docs_exist(page: Path) -> None:
    for line in examples(page.read_text(encoding="utf-8")):
        words = line.split()
        name = next((n for n in (2, 1) if " ".join(["oit", *words[1 : n + 1]]) in COMMANDS), 0)
        assert name or len(words) == 1 or words[1].startswith("--"), f"no such command: {line}"
        command = COMMANDS[" ".join(["oit", *words[1 : name + 1]])] if name else oit
        known = {"--help", *(option for param in command.params for option in param.opts)}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", line)) <= known, f"no such option: {line}"


def examples(text: str) -> Iterator[str]:
    """What follows `oit` in code, without what follows a pipe, a comment or a redirection."""
    code = re.findall(r"```(?:sh|text)?\n(.*?)```", text, re.S)
    spans = [
        *re.findall(r"`([^`\n]+)`", text),
        *(line for part in code for line in part.splitlines()),
    ]
    for span in spans:
        if found := re.match(r"(?:\$ )?(?:\S*/)?(oit(?: [a-z][^#|<>…]*)?)$", span.strip()):
            yield found[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_docs_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)", prose):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_named_in_the_docs_exist(page: Path) -> None:
    named = re.findall(
        r"`((?:crawler|rules|audit|reports|tests|scripts)/[^`\s<>*]+)`", page.read_text("utf-8")
    )
    for path in named:
        assert (ROOT / path).exists(), f"{page.name} names {path}"


def test_readmes_open_with_the_two_commands() -> None:
    for name in ("README.md", "README.th.md"):
        assert "make demo" in (ROOT / name).read_text(encoding="utf-8")[:900]
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")[:900]
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no chromium here")
def test_a_picture_of_text_has_its_style_whatever_page_was_shown_before(monkeypatch) -> None:
    monkeypatch.setattr(shots, "_save", lambda name, png: None)
    strict = servers.Page(body="x", headers={"Content-Security-Policy": "style-src 'none'"})
    with servers.serve({"/": strict}) as site, shots._browser() as page:
        page.goto(site.url)
        shots._text(page, "alert", shots.LETTER.format(title="หัวเรื่อง", text="ข้อความ"))
        size = page.locator("h1").evaluate("one => getComputedStyle(one).fontSize")
    assert size == "18px"
