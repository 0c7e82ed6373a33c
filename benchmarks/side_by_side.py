"""Work on several sites at once.

Promises: the results in the order of what was given. Refuses to know: what the work is.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
WORKERS = 2


def side_by_side(work: Callable[[T], R], given: Iterable[T]) -> tuple[R, ...]:
    """`work` done for each, in processes of their own; both must be picklable."""
    # A forked worker would wait for ever for threads that made documents here before.
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("spawn")) as pool:
        return tuple(pool.map(work, given))
