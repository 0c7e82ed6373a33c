"""What every check kind is: parameters that a pack author writes, and one way of looking.

Promises: the two protocols and the strict parameter base. Refuses to know: combinators,
legibility, other documents' existence (except kinds that say `together`), the database.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from rules.document import Document
from rules.model import Context, Look

Reads = Literal["text", "picture", "link"]


class Strict(BaseModel):
    """A mapping that people write: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Check(Strict):
    """One small question about one document.

    `reads` says what the check needs: a `text` check that finds nothing in a document without
    text is no proof of absence.
    """

    reads: ClassVar[Reads] = "text"
    wordy: ClassVar[bool] = False
    """Whether the answer rests on words alone: a page that is but a title cannot pass it."""

    def look(self, document: Document, context: Context) -> Look:
        """Answer for one document. The judge has already hidden furniture and echo from it."""
        raise NotImplementedError


class TogetherCheck(Strict):
    """A question about all evidence of an indicator at once (`series`, `person`)."""

    reads: ClassVar[Reads] = "text"

    def look(self, documents: tuple[Document, ...], context: Context) -> Look:
        """Answer for the documents as a whole."""
        raise NotImplementedError
