"""The manual's site: every page is in it, nothing of it is fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


class Loader(yaml.SafeLoader):
    """Reads the one Python name that the settings hold as text."""


Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, tag, node: tag)
CONFIG: dict[str, Any] = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader)


def listed(entries: Any) -> Iterator[str]:
    """Every page that the navigation names."""
    for entry in entries:
        for target in entry.values():
            yield from listed(target) if isinstance(target, list) else [target]


def test_every_page_is_in_the_navigation_and_exists() -> None:
    named = list(listed(CONFIG["nav"]))
    assert len(named) == len(set(named))
    assert set(named) == {page.relative_to(DOCS).as_posix() for page in PAGES}


def test_nothing_is_fetched_when_it_is_read() -> None:
    assert CONFIG["theme"]["font"] is False
    assert [next(iter(one)) for one in CONFIG["plugins"]] == ["search"]
    assert "th" in CONFIG["plugins"][0]["search"]["lang"]
    assert not {"extra_javascript", "repo_url", "google_analytics"} & set(CONFIG)
    assert not re.search(r"url\(|@import|://", (DOCS / "site.css").read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pictures_are_ours_and_taken_by_the_script(page: Path) -> None:
    taken = (DOCS / "shots.py").read_text("utf-8")
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.S)
    for words, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", prose):
        assert words, f"{page.name}: {target} says nothing to who cannot see it"
        file = (page.parent / target).resolve()
        assert file.is_file()
        assert file.is_relative_to(DOCS / "img")
        assert f'"{file.stem}"' in taken, f"{target} is taken by nobody"


def test_the_site_s_tools_are_pinned_with_hashes() -> None:
    lock = (DOCS / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    for entry in re.split(r"^(?=[a-z0-9])", lock, flags=re.M)[1:]:
        assert re.match(r"[a-z0-9._-]+==\S+", entry)
        assert "--hash=sha256:" in entry
