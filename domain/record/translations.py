"""Translations that were asked for: by whom made and checked, and of which text."""

from __future__ import annotations

from domain.documents.kinds import DocumentKind
from domain.ids import Instant, Key, Ref
from domain.record.people import Language
from rulebook.schema import Code, Frozen, added


class Translation(Frozen):
    """One document into one language, or into another form such as signed video.

    `about`: the conference, `child` where it is one child's. `source`: the fingerprint
    of the text that it is made from; another text makes it stale. `content`: that of
    what came back. It is certified once a second person has checked it. `chased`: how
    often the desk was asked for it. `ended`: why it is no longer wanted. `asked_by`,
    `ended_by`: who asked, or cancelled it; null where the case itself did. `readers`:
    for whom it is, and once it is certified to whom it was to go. `reached`: to whom it
    has gone. `again`: the job whose certified text it uses again, for others; it was
    never with the desk.
    """

    ref: Ref
    document: DocumentKind
    about: Key
    child: Ref | None = None
    language: Language
    format: Code = "text"
    source: str
    asked_at: Instant
    asked_by: Ref | None = None
    again: Ref | None = None
    readers: tuple[Ref, ...] = ()
    reached: tuple[Ref, ...] = added(())
    chased: int = 0
    returned_at: Instant | None = None
    returned_by: Ref | None = None
    rejected_at: Instant | None = None
    translator: Ref | None = None
    content: str | None = None
    checked_at: Instant | None = None
    checked_by: Ref | None = None
    ended: Code | None = None
    ended_at: Instant | None = None
    ended_by: Ref | None = None

    @property
    def certified(self) -> bool:
        return self.checked_at is not None and self.ended is None

    @property
    def awaited(self) -> bool:
        """Asked for, and neither certified nor given up."""
        return self.checked_at is None and self.ended is None

    @property
    def with_the_desk(self) -> bool:
        """Awaited, and nothing has come back that waits for its check."""
        return self.awaited and self.returned_at is None
