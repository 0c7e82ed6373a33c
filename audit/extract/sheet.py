"""Not read yet; the next change reads them."""

from audit.extract.reading import Reading, Source, UnreadableError


def read(source: Source) -> Reading:
    """Nothing yet."""
    raise UnreadableError("unsupported")


def read_csv(source: Source) -> Reading:
    """Nothing yet."""
    raise UnreadableError("unsupported")
