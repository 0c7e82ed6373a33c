"""Not read yet; the next change reads them."""

from audit.extract.reading import Reading, Source, UnreadableError


def read_docx(source: Source) -> Reading:
    """Nothing yet."""
    raise UnreadableError("unsupported")


def read_pptx(source: Source) -> Reading:
    """Nothing yet."""
    raise UnreadableError("unsupported")
