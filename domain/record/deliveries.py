"""Letters that were handed over and are not known to have arrived."""

from __future__ import annotations

from domain.documents.kinds import DocumentKind
from domain.ids import Instant, Key, Ref
from domain.letters import Channel, Standing
from rulebook.schema import Code, Flag, Frozen, added


class Delivery(Frozen):
    """One letter on its way to one person, by the way that was tried last.

    `letter`: its kind (an effect's); `about`: the conference, the meeting or the delay;
    `tried`: the ways tried before. `since`: from when it has stood so. `queued_at`,
    `posted_at`: when it was printed, and when somebody posted it. `looked_for`: it must
    not go, and was not found where it lay. `asked_after`: nothing more is waited for,
    since somebody was asked whether it arrived, or it is known not to have.
    `replaced`: the same letter has gone in its place while it lay. `revision`: which of
    their ways of being reached it went by, where that is not the one in its key.
    """

    key: Key
    letter: Code
    document: DocumentKind | None = None
    to: Ref
    about: Key
    child: Ref | None = None
    translation: Ref | None = None
    channel: Channel
    standing: Standing
    since: Instant
    tried: tuple[Channel, ...] = ()
    queued_at: Instant | None = None
    posted_at: Instant | None = None
    looked_for: Flag = added(False)
    asked_after: Flag = added(False)
    replaced: Flag = added(False)
    revision: int = added(0)

    @property
    def lies(self) -> bool:
        """On paper, where it was printed, for somebody to post."""
        return self.standing is Standing.QUEUED and not self.looked_for


class DocumentAsked(Frozen):
    """A document that was asked for, for whom it has not reached yet.

    `number`: which asking it was. `translation`: the certified text that it brings.
    """

    document: DocumentKind
    about: Key
    child: Ref | None = None
    people: tuple[Ref, ...]
    number: int
    translation: Ref | None = added(None)
