"""What came back from a translator, sentence by sentence, and how it is certified.

The case knows it by the fingerprint of its content, which `return-translation` names.
Under that fingerprint nothing stands but what a second person found right: so no letter
can bring anything else. What waits for its check is kept under another.
"""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from domain.documents.drafts import Certified
from domain.ids import Ref
from domain.record.people import Language
from rulebook.schema import Frozen


def kept_unchecked_as(content: str) -> str:
    """The fingerprint under which a content is kept until it is certified."""
    return sha256(f"unchecked {content}".encode()).hexdigest()


class Unchecked(Frozen):
    """A translation of which nobody but its translator has said that it is right.

    `texts`: each sentence by its place in the source.
    """

    language: Language
    texts: dict[str, str]
    translator: Ref

    @property
    def content(self) -> str:
        """The SHA-256 of what it says and of who made it, in whatever order it came."""
        text = json.dumps(self.model_dump(), sort_keys=True, ensure_ascii=False)
        return sha256(text.encode()).hexdigest()

    def certified(self, reviser: Ref, at: datetime) -> Certified:
        """The same, found right by a second person."""
        return Certified(
            language=self.language,
            texts=self.texts,
            translator=self.translator,
            reviser=reviser,
            at=at,
        )
