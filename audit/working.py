"""The folder of a site while a program works in it.

Promises: one worker at a time, the store open, what goes wrong inside written to `audit.log`.
Refuses to know: what the work is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from audit.errors import told
from audit.site import Site
from audit.store import Store
from crawler.errors import store_errors

LOG = "audit.log"


@contextmanager
def working(site: Site) -> Iterator[Store]:
    """Lock the folder, open its store, keep a log; everything is let go of at the end."""
    with site.lock(), Store(site.paths) as store:
        handler = logging.FileHandler(site.folder / LOG, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
        logger = logging.getLogger("oit")
        logger.addHandler(handler)
        logger.propagate = False
        try:
            # A disk that fills up under our own writes is told like one under the crawler's.
            with told(), store_errors(site.paths.database):
                yield store
        finally:
            logger.removeHandler(handler)
            handler.close()
