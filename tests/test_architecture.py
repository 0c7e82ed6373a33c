"""The house rules that a machine can hold us to."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("crawler", "rules", "audit", "reports")
MODULES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
PYTHON = [
    *MODULES,
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted((ROOT / "benchmarks").rglob("*.py")),
]
LONGEST = 350
MEDIAN = 150


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_imports_keep_the_contract() -> None:
    # In a process of its own: here, tests/rules could be taken for rules.
    lint = "import importlinter.cli as c; raise SystemExit(c.lint_imports(no_cache=True))"
    command = [sys.executable, "-c", lint]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_no_file_is_long(path: Path) -> None:
    assert lines(path) <= LONGEST, f"{name(path)}: split it by idea"


def test_most_files_are_short() -> None:
    median = statistics.median(lines(path) for path in MODULES)
    print(f"median module: {median:g} lines of {len(MODULES)} modules")
    assert median <= MEDIAN


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_promises(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert text, f"{name(path)} has no docstring"
    if path.name != "__init__.py":
        assert "romises" in text, f"{name(path)}: what does it promise?"
        assert "efuses" in text, f"{name(path)}: what does it refuse to know?"


EXCUSE = re.compile(r"#\s*(?:noqa:\s*([A-Z]+)[0-9]+|type:\s*(ignore)\[[a-z, -]+\])(.*)")


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_every_exception_to_a_rule_has_a_reason(path: Path) -> None:
    """Beside the first exception of its sort in a file; the next ones have the same reason."""
    explained: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found := EXCUSE.search(line):
            sort = found[1] or found[2]
            if re.search(r"[a-z]{3}", found[3]):
                explained.add(sort)
            assert sort in explained, f"{name(path)}:{number}: say why"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_left_for_later(path: Path) -> None:
    assert not re.search(r"\b(?:TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8"))


def test_the_lock_pins_and_hashes_everything_and_names_no_registry() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert not re.search(
        r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)", lock, re.M
    )
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.M)[1:]
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"], "setuptools"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", lock, re.M))
    names = {re.split(r"[<>=\[;]", one)[0].strip().lower().replace("_", "-") for one in wanted}
    assert names <= pinned


@pytest.mark.parametrize("script", ["scripts/setup.sh", "scripts/lock.sh", ".ci/run"])
def test_scripts_parse_and_stop_at_the_first_error(script: str) -> None:
    subprocess.run(["bash", "-n", ROOT / script], check=True)
    assert "set -euo pipefail" in (ROOT / script).read_text(encoding="utf-8")
