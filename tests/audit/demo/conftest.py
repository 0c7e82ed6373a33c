"""The demonstration site, built once for all its tests."""

from pathlib import Path

import pytest

from audit.demo import DemoError, build


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(tmp_path_factory.mktemp("demo") / "before", "before")


@pytest.fixture(scope="session")
def after(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(tmp_path_factory.mktemp("demo") / "after", "after")


def _built(folder: Path, state: str) -> Path:
    try:
        build(folder, state)
    except DemoError as error:
        if "แบบอักษร" in error.what:
            pytest.skip(str(error))
        raise
    return folder
