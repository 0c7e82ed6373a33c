"""What is shipped for servers: read by their own parsers, with the promises they make."""

from __future__ import annotations

import ast
import configparser
import re
import runpy
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import click
import pytest
import yaml

from audit.cli import oit
from tests import servers

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
UNITS = sorted((DEPLOY / "systemd").iterdir())
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
BUILT_BESIDE = {"serve", "user"}
"""Commands of the workplace, tested where they are made."""


def steps() -> list[tuple[str, str]]:
    """The instructions of the container file, continuation lines joined."""
    bare = "\n".join(line for line in CONTAINERFILE.splitlines() if not line.startswith("#"))
    lines = re.sub(r"\\\n\s*", " ", bare).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines) if word]


def known_to_oit(words: list[str]) -> None:
    """A command line of ours names a command and options that exist."""
    if words[0] in BUILT_BESIDE and words[0] not in oit.commands:
        return
    command = oit.commands[words[0]]
    options = {option for param in command.params for option in param.opts}
    assert {word for word in words if word.startswith("--")} <= options
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    assert arguments or not [word for word in words[1:2] if not word.startswith("--")]


# container ---------------------------------------------------------------------------------------


def test_the_image_needs_no_root_and_tells_its_health() -> None:
    words = dict(steps())  # the last of each counts
    assert words["USER"].split(":")[0].isdigit()
    assert int(words["USER"].split(":")[0]) >= 1000
    assert words["HEALTHCHECK"].strip()
    assert words["VOLUME"].strip() == "/data"
    last = [word for word, _ in steps()]
    assert last.index("USER") > max(n for n, word in enumerate(last) if word == "RUN")


def test_every_base_is_a_plain_name_and_nothing_else_is_fetched() -> None:
    stages = set()
    for word, rest in steps():
        if word == "FROM":
            name, *more = rest.split()
            assert name in stages or re.fullmatch(r"debian:[a-z]+-slim", name)
            stages |= set(more[1:])
        assert "://" not in rest or word == "HEALTHCHECK"
        assert word != "ADD"
        assert not re.search(r"\b(curl|wget|--index-url|--trusted-host)\b", rest)
    assert "--require-hashes" in CONTAINERFILE


def test_the_system_packages_are_those_of_the_set_up() -> None:
    (install,) = re.findall(r"apt-get install (.*?)&&", CONTAINERFILE, re.S)
    asked = {word for word in install.replace("\\", "").split() if not word.startswith("-")}
    setup = (ROOT / "scripts/setup.sh").read_text(encoding="utf-8")
    body = re.search(r"missing_packages\(\) \{(.*?)\n\}", setup, re.S)
    assert body
    named = " ".join(re.findall(r'echo "?([a-z0-9 .-]+)"?', body[1])).split()
    assert asked == set(named)


def test_what_the_image_copies_exists_and_is_let_through() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for path in (one[1:] for one in ignore if one.startswith("!")):
        assert (ROOT / path).exists(), path
    assert "!deploy/healthcheck.py" in ignore
    assert "!requirements.lock" in ignore


def test_compose_has_app_schedule_and_one_volume() -> None:
    app, schedule = COMPOSE["services"]["app"], COMPOSE["services"]["schedule"]
    for service in (app, schedule):
        assert service["volumes"] == ["data:/data"]
        assert service["init"]
        assert service["cap_drop"] == ["ALL"]
        assert "privileged" not in service
        assert service["image"] == "oit"
        known_to_oit(service["command"])
    assert app["environment"]["OIT_SCHEDULE"] == "off"
    assert app["healthcheck"]["test"] == ["CMD", *health_command()]
    assert schedule["healthcheck"] == {"disable": True}, "it listens to nobody"
    assert all(port.startswith("127.0.0.1:") for port in app["ports"])
    assert (DEPLOY / app["build"]["context"] / app["build"]["dockerfile"]).is_file()
    assert set(COMPOSE["volumes"]) == {"data"}


def health_command() -> list[str]:
    """What the image asks to know its health."""
    return list(ast.literal_eval(dict(steps())["HEALTHCHECK"].partition("CMD ")[2]))


def test_compose_is_read_by_the_composers_of_the_systems_we_name() -> None:
    """docker-compose 1.29 and podman-compose 1.0 know no `name` and no shape but a plain path."""
    assert set(COMPOSE) == {"x-oit", "services", "volumes"}
    for service in COMPOSE["services"].values():
        assert service["env_file"] == "secrets.env"


@pytest.mark.parametrize(("status", "alive"), [(200, True), (401, True), (404, True), (500, False)])
def test_health(status: int, alive: bool) -> None:
    check = runpy.run_path(str(DEPLOY / "healthcheck.py"))["alive"]
    with servers.serve({"/": servers.Page(status=status)}) as site:
        assert check(site.url + "/") is alive
    assert not check(site.url + "/")


# systemd, cron, Windows --------------------------------------------------------------------------


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their case
    parser.read(path, encoding="utf-8")
    return parser


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units(path: Path) -> None:
    found = unit(path)
    if path.suffix == ".timer":
        assert path.with_suffix(".service").is_file()
        assert found["Timer"]["OnCalendar"] == "*:0/15"
        return
    service = found["Service"]
    assert service["User"] == "oit"
    assert service["NoNewPrivileges"] == "yes"
    program, *words = shlex.split(service["ExecStart"])
    assert program.endswith("/bin/oit")
    known_to_oit(words)
    if service.get("Type") == "oneshot":
        assert service["SuccessExitStatus"] == "1 3"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_as_systemd_reads_them(path: Path, tmp_path: Path) -> None:
    for one in UNITS:
        text = one.read_text(encoding="utf-8").replace(
            "/opt/oit/.venv/bin/oit", shutil.which("true") or ""
        )
        (tmp_path / one.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / path.name],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    about_us = [line for line in done.stderr.splitlines() if "oit-" in line]
    assert not about_us


def test_cron_lines() -> None:
    lines = [
        line for line in (DEPLOY / "oit.cron").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#") and not re.match(r"[A-Z]+=", line)
    ]  # fmt: skip
    assert len(lines) == 2
    for line in lines:
        *when, user, command = line.split(maxsplit=6)[:7]
        assert all(re.fullmatch(r"[\d*/,-]+", part) for part in when)
        assert user == "oit"
        assert not re.search(r"(?<!\\)%", command)  # a bare % ends a line of cron
        words = shlex.split(command.partition(">>")[0])
        known_to_oit(words[next(n for n, word in enumerate(words) if word.endswith("/oit")) + 1 :])


def test_the_task_of_windows() -> None:
    raw = (DEPLOY / "windows" / "oit-due.xml").read_bytes()
    assert raw[:2] in {b"\xff\xfe", b"\xfe\xff"}  # the scheduler of Windows wants UTF-16
    task = ET.fromstring(raw)
    assert task.findtext(f".//{TASK}Interval") == "PT15M"
    assert task.findtext(f".//{TASK}MultipleInstancesPolicy") == "IgnoreNew"
    assert (task.findtext(f".//{TASK}Command") or "").endswith(r"Scripts\oit.exe")
    known_to_oit((task.findtext(f".//{TASK}Arguments") or "").split())
