"""Is the workplace of this container alive? Ends with 0 or 1; asks nobody but this machine."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request

URL = os.environ.get("OIT_HEALTH_URL", "http://127.0.0.1:8569/")
SECONDS = 8


def alive(url: str = URL) -> bool:
    """Any answer but a server's own error is one: a sign-in page, too, shows that it is up."""
    try:
        with urllib.request.urlopen(url, timeout=SECONDS):  # noqa: S310 an address of our own
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if alive() else 1)
