"""One audited office, made once and copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from visitors import NAME, client_of

from audit.web.jobs import Job, Jobs
from audit.web.office import Office

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one agency: a gap (no chief), a question (the law), hostile words and names."""
    from world import STORY, InlinePool, World, html, link  # noqa: PLC0415 of the neighbours

    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audit.reading.ReaderPool", InlinePool)
        world = World.make(folder / NAME)
        told = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
        world.pages = {
            "": html("หน้าแรก", link("org", "โครงสร้างหน่วยงาน"), link("chiefs", "ทำเนียบผู้บริหาร")),
            "org": html(
                f"โครงสร้างหน่วยงาน {told}", f"กองกลาง {told} และกองแผนงาน",
                "<script>alert(3)</script>",
                "<a href='javascript:alert(4)' onclick='alert(5)'>x</a>", STORY,
            ),
            "chiefs": html("ทำเนียบผู้บริหาร", "ยังไม่มีรายชื่อ", STORY),
        }  # fmt: skip
        world.check()
        world.check()
    return folder


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hashes with less work."""
    quick = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("audit.web.accounts.PasswordHasher", quick)


def _at_once(job: Job, order: dict[str, Any]) -> None:
    """A job without a process: it is over before it began."""
    job.result, job.state = {"order": order, "closed": [], "opened": []}, "done"


@pytest.fixture
def office(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    from world import DAY  # noqa: PLC0415

    monkeypatch.setattr(Jobs, "_work", staticmethod(_at_once))
    folder = tmp_path / "office"
    shutil.copytree(kept, folder)
    office = Office(folder, as_of=DAY)
    yield office
    office.close()


@pytest.fixture
def client(office: Office) -> TestClient:
    """The one person at this machine."""
    return client_of(office)
