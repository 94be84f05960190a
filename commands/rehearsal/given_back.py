"""What a story's translators gave back: every sentence as it was given out.

A story names a translation by its fingerprints alone, and a rehearsal prints nothing.
So that a letter can bring it all the same, it says what its source says.
"""

from __future__ import annotations

from activities.drawing_up import Drafting
from domain.documents.drafts import Certified
from domain.documents.model import Document
from domain.documents.segments import Damaged, segments
from domain.letters import Letter


class RehearsedDrafting(Drafting):
    """Draws up as ever, but for what nobody ever gave back."""

    async def certified(self, letter: Letter) -> Certified:
        """Its source. Raises `Damaged` where nobody found it right."""
        if letter.certified is None:
            raise Damaged(())
        given = await self.texts.get(letter.case, letter.source)
        source = Document.model_validate_json(given)
        return Certified(
            language=source.language,
            texts={segment.id: segment.text for segment in segments(source)},
            translator=letter.certified.translator,
            reviser=letter.certified.checked_by,
            at=letter.certified.at,
        )
