"""The workplace served to a browser, in tests and for the pictures of the manual.

Promises: an office on a free port of this machine until the block ends. Refuses to know: its pages.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from audit.web.app import create_app
from audit.web.guard import LOOPBACK
from audit.web.office import Office

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@contextmanager
def running(office: Office) -> Iterator[str]:
    """The workplace on a free port; its address."""
    config = uvicorn.Config(create_app(office, hosts=LOOPBACK), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
