"""Renders the pages of the made-up department.

Promises: every page of the site as bytes, in the encoding it is published in. Refuses to know:
files on disk, documents, the server.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from audit.demo import content
from audit.demo.archive import Volume
from audit.demo.content import News, State

PAGES = "pages/"
SUFFIX = ".j2"
SPECIAL = "special/"


def render(state: State, archive: tuple[Volume, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """Every page as (path in the site, bytes); pages of the server itself lie in `_server/`.

    `archive`: the news of earlier years, when the site keeps them.
    """
    site = content.read("site")
    news = content.news(state)
    shared = {
        "site": site,
        "ita": content.read("ita"),
        "news": news,
        "state": state,
        "archive": archive,
    }
    env = _environment()
    for name in sorted(env.list_templates()):
        if name.startswith(PAGES):
            path = name.removeprefix(PAGES).removesuffix(SUFFIX)
            yield path, _page(env, name, path in site["legacy"], shared)
        if name.startswith(SPECIAL):
            path = "_server/" + name.removeprefix(SPECIAL).removesuffix(SUFFIX)
            yield path, _page(env, name, False, shared)
    for volume in archive:
        page = _page(env, "news-year.html.j2", False, {**shared, "volume": volume})
        yield f"news/archive/{volume.year}.html", page
    posts = (post for volume in archive for post in volume.posts)
    yield from (_item(env, item, shared) for item in (*news, *posts))


def _item(env: Environment, item: News, shared: dict[str, Any]) -> tuple[str, bytes]:
    page = _page(env, "news-item.html.j2", False, {**shared, "item": item})
    return f"news/{item.slug}.html", page


def made(title: str, main: str) -> str:
    """A page of the site with this title and, in HTML, this main part."""
    source = (
        '{% extends "base.html.j2" %}{% block title %}{{ named }}{% endblock %}'
        "{% block main %}{{ inside }}{% endblock %}"
    )
    shared = {"site": content.read("site"), "legacy": False}
    return (
        _environment().from_string(source).render(named=title, inside=Markup(main), **shared)  # noqa: S704  # words of our own
    )


def stylesheet() -> bytes:
    """The style sheet of the site."""
    return (content.HOME / "templates" / "site.css").read_bytes()


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("audit.demo", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _page(env: Environment, name: str, legacy: bool, values: dict[str, Any]) -> bytes:
    text = env.get_template(name).render(legacy=legacy, **values)
    if legacy:
        return text.encode("cp874", errors="xmlcharrefreplace")
    return text.encode("utf-8")
