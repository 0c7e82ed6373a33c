"""Evidence on websites in the manner of the systems Thai agencies use: all of it, nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.cms_site import Made
from benchmarks.cms_sites import SITES
from benchmarks.evidence import seen


@pytest.mark.parametrize("manner", SITES, ids=lambda manner: manner.__name__)
def test_what_a_person_would_open_is_found(manner: Callable[[Made], None]) -> None:
    one = seen(manner)
    assert one.wanted
    assert (one.missed, one.wrong) == ((), ())
