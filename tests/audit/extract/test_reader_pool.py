"""Whatever a document does to its reader, the pool gives one answer for each and goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audit.extract.pool import ReaderPool
from rules.document import Legibility

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


@pytest.fixture
def page(tmp_path):
    def write(name: str, text: str):
        path = tmp_path / name
        path.write_text(f"<html><p>{text}</p></html>", encoding="utf-8")
        return path

    return write


@pytest.fixture
def stuck(tmp_path):
    """A file that never ends: whoever reads it hangs."""
    path = tmp_path / "stuck"
    os.mkfifo(path)
    return path


def stat(pid: int) -> tuple[str, int] | None:
    """State and parent of a process; None when there is none."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return None
    state, parent = text.rsplit(")", 1)[1].split()[:2]
    return state, int(parent)


def alive(pid: int) -> bool:
    found = stat(pid)
    return found is not None and found[0] != "Z"


def gone(pids, seconds=10.0) -> bool:
    until = time.monotonic() + seconds
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, pids))


def workers_of(pid: int, seconds=10.0) -> list[int]:
    """Its workers, once there are any: a process has its own name a moment after its birth."""
    until = time.monotonic() + seconds
    while not (found := _workers_now(pid)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _workers_now(pid: int) -> list[int]:
    pids = [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    children = [one for one in pids if (found := stat(one)) and found[1] == pid]
    return [one for one in children if "spawn_main" in Path(f"/proc/{one}/cmdline").read_text()]


def test_every_document_comes_back_once(page):
    paths = {f"k{n}": page(f"{n}.html", f"เอกสาร {n}") for n in range(12)}
    with ReaderPool(workers=2) as pool:
        for key, path in paths.items():
            pool.submit(key, path, "text/html", path.name, "utf-8")
        found = dict(pool.wait())
        assert pool.pending == 0
        assert list(pool.done()) == []
    assert set(found) == set(paths)
    assert found["k7"].blocks[0].text == "เอกสาร 7"


def test_done_does_not_wait(stuck):
    with ReaderPool(workers=1) as pool:
        pool.submit("a", stuck)
        assert list(pool.done()) == []
        assert list(pool.wait(seconds=0.1)) == []
        assert pool.pending == 1


def test_a_document_that_hangs_is_given_up_and_the_rest_is_read(page, stuck, monkeypatch):
    monkeypatch.setattr("audit.extract.pool.GRACE", 8)
    with ReaderPool(workers=1, seconds=0.3) as pool:
        pool.submit("good", page("a.html", "ก่อน"))
        pool.submit("stuck", stuck)
        pool.submit("after", page("b.html", "หลัง"))
        found = dict(pool.wait())
    assert (found["stuck"].legibility, found["stuck"].problem) == (Legibility.NONE, "timeout")
    assert found["stuck"].sha256 == "stuck"
    assert found["after"].blocks[0].text == "หลัง"


def test_a_worker_that_dies_costs_one_document(page, stuck):
    with ReaderPool(workers=1) as pool:
        pool.submit("stuck", stuck)
        pool.submit("after", page("a.html", "หลัง"))
        (pid,) = workers_of(os.getpid())
        os.kill(pid, signal.SIGKILL)
        found = dict(pool.wait())
    assert found["stuck"].problem == "crash"
    assert found["after"].problem is None


def test_a_worker_that_dies_while_idle_costs_none(page):
    with ReaderPool(workers=1) as pool:
        pool.submit("a", page("a.html", "หนึ่ง"))
        assert len(dict(pool.wait())) == 1
        (pid,) = workers_of(os.getpid())
        os.kill(pid, signal.SIGKILL)
        assert gone([pid])
        pool.submit("b", page("b.html", "สอง"))
        assert dict(pool.wait())["b"].problem is None


def test_a_document_that_eats_the_memory_is_too_large(tmp_path, page):
    greedy = tmp_path / "greedy.html"
    greedy.write_text("<html>" + "<p><b>x</b><i>y</i></p>" * 150_000, encoding="utf-8")
    with ReaderPool(workers=1, memory_mb=450) as pool:
        pool.submit("greedy", greedy)
        pool.submit("after", page("a.html", "หลัง"))
        found = dict(pool.wait())
    assert found["greedy"].problem in {"too_large", "crash"}
    assert found["after"].blocks[0].text == "หลัง"


def test_a_file_that_is_not_there_is_broken(tmp_path):
    with ReaderPool(workers=1) as pool:
        pool.submit("a", tmp_path / "none")
        assert dict(pool.wait())["a"].problem == "broken"


def test_closing_stops_the_workers_at_once(stuck):
    with ReaderPool(workers=2) as pool:
        pool.submit("a", stuck)
        pids = workers_of(os.getpid())
        assert pids
    assert gone(pids)
    assert pool.pending == 0


PARENT = """
import sys, pathlib
from audit.extract.pool import ReaderPool
if __name__ == "__main__":
    with ReaderPool(workers=1) as pool:
        pool.submit("a", pathlib.Path(sys.argv[1]))
        print("started", flush=True)
        list(pool.wait())
"""


@pytest.fixture
def parent(tmp_path, stuck):
    """A program that waits for a document that never ends."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(stuck)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    yield process
    process.kill()
    process.communicate()


def test_ctrl_c_ends_parent_and_workers(parent):
    pids = workers_of(parent.pid)
    assert pids
    os.killpg(parent.pid, signal.SIGINT)
    _, errors = parent.communicate(timeout=20)
    assert parent.returncode != 0
    assert errors.count("Traceback") == 1
    assert gone(pids)


def test_workers_do_not_outlive_a_killed_parent(parent):
    pids = workers_of(parent.pid)
    assert pids
    parent.kill()
    parent.communicate(timeout=20)
    assert gone(pids)
