"""What people type for an indicator, an element, a pack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.errors import UserError
from audit.targets import find_element, find_indicator, site_pack


@pytest.fixture
def pack(world):
    return site_pack(world.site).pack


@pytest.mark.parametrize("typed", ["o2", "O2", " 2 ", "O๒", "๒", "executives"])
def test_indicator(pack, typed):
    assert find_indicator(pack, typed).topic == "executives"


@pytest.mark.parametrize(
    "typed", ["o2/chief", "O2/executives/chief", "executives/chief", "2/chief"]
)
def test_element(pack, typed):
    indicator, element = find_element(pack, typed)
    assert (indicator.code, element.id) == ("o2", "executives/chief")


@pytest.mark.parametrize("typed", ["o2", "o2/", "o2/law", "o9/chief", "", "/"])
def test_unknown(pack, typed):
    with pytest.raises(UserError) as error:
        find_element(pack, typed)
    assert "o2" in error.value.todo


def test_pack_beside_site_yml_or_by_name_or_not_at_all(world):
    assert site_pack(world.site).pack.pack == "mini"
    with pytest.raises(UserError, match=r"nothing\.yml"):
        site_pack(world.site, "nothing.yml")
    with pytest.raises(UserError, match="oit-9999"):
        site_pack(world.site, "oit-9999")


@pytest.mark.parametrize("field", ["declared", "also_named"])
def test_a_code_in_site_yml_that_the_pack_has_not_is_told(world, field):
    config = world.site.config.model_copy(update={field: {"o2": (), "o99": ()}})
    site = replace(world.site, config=config)
    with pytest.raises(UserError, match="o99") as error:
        site_pack(site)
    assert field in error.value.what
    assert "o1, o2" in error.value.todo


def test_broken_pack_is_told_with_its_place(world):
    (world.site.folder / "pack.yml").write_text("format: 1\npack: [", encoding="utf-8")
    with pytest.raises(UserError, match=r"pack\.yml:"):
        site_pack(world.site)
