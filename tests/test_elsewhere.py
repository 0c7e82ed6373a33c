"""What a machine without Linux lacks is not needed to start, to read and to judge."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("crawler", "rules", "audit", "reports")
MODULES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))

LIKE_WINDOWS = """
import importlib, os, pkgutil, signal, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
import asyncio, multiprocessing, subprocess, tempfile, logging.handlers, concurrent.futures.process
for owner, names in (
    (os, ("killpg", "getuid", "geteuid", "setpgid", "fork", "O_NOFOLLOW", "O_CLOEXEC", "nice")),
    (signal, ("pthread_sigmask", "SIGKILL", "SIGHUP", "SIGALRM")),
):
    for name in names:
        if hasattr(owner, name):
            delattr(owner, name)
"""


def run(code: str) -> str:
    """Run code in a Python that lacks what Windows lacks."""
    done = subprocess.run(
        [sys.executable, "-c", LIKE_WINDOWS + code],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_of_ours_imports() -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if path.name != "__main__.py" and path.name not in {"child.py", "worker.py"}
    ]
    wanted = [name for name in names if not name.startswith("crawler")]
    wanted += ["crawler", "crawler.alone", "crawler.run", "crawler.snapshots", "crawler.rendering"]
    assert "rules.judge" in wanted
    run(f"for name in {wanted!r}: importlib.import_module(name)")


def test_a_file_is_read_and_a_pack_is_loaded(tmp_path: Path) -> None:
    page = tmp_path / "หน้า.html"
    page.write_text("<title>ทดสอบ</title><p>กองกลาง", encoding="utf-8")
    said = run(
        "from pathlib import Path\n"
        "from audit.extract import extract\n"
        "from rules.reader import load_pack\n"
        f"print(extract(Path({str(page)!r}).read_bytes(), name='a.html').title)\n"
        "print(load_pack('oit-2569').pack.pack)\n"
    )
    assert said.split() == ["ทดสอบ", "oit-2569"]


def test_the_lock_of_a_crawl_is_not_needed(tmp_path: Path) -> None:
    run(
        "from pathlib import Path\n"
        "from crawler.alone import alone\n"
        "from crawler.model import CrawlPlan\n"
        f"with alone(Path({str(tmp_path)!r}), CrawlPlan(seeds=('https://a.go.th/',))) as held:\n"
        "    assert held == ()\n"
    )


TEXT = {"open", "read_text", "write_text", "FileHandler"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_text_files_name_their_encoding(path: Path) -> None:
    """Windows would take the code page of the machine."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        owner = function.value if isinstance(function, ast.Attribute) else None
        if name not in TEXT or (name == "open" and not _is_a_file(owner, node)):
            continue
        given = {word.arg for word in node.keywords} | {"encoding"} & set(_words(node))
        positional = name == "read_text" and node.args
        assert "encoding" in given or positional, f"{path}:{node.lineno}"


def _is_a_file(owner: ast.expr | None, call: ast.Call) -> bool:
    """`open(…)` or `path.open(…)` for text: not of an archive or an image, and not binary."""
    words = [*_words(call), *(str(getattr(k.value, "value", "")) for k in call.keywords)]
    if any("b" in word and len(word) <= 3 for word in words):
        return False
    return owner is None or (isinstance(owner, ast.Name) and owner.id in {"path", "file", "source"})


def _words(call: ast.Call) -> list[str]:
    return [
        one.value
        for one in call.args
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
