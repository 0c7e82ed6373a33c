"""Workbooks that are encrypted and open all the same.

Excel locks a file whose structure is protected with a password that it knows itself, and never asks
for it.

Promises: such a file as it is inside; every other locked file stays closed (`password`). Refuses to
know: passwords of people, what the file says.
"""

from __future__ import annotations

import io

import msoffcrypto

from audit.extract.reading import UnreadableError

_KNOWN_TO_EXCEL = "VelvetSweatshop"


def opened(data: bytes) -> bytes:
    """The file decrypted. UnreadableError: `password`."""
    plain = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=_KNOWN_TO_EXCEL)
        file.decrypt(plain)
    except Exception as error:  # a wrong key and a damaged file raise anything
        raise UnreadableError("password") from error
    return plain.getvalue()
