"""May this be sent to this person by itself? When in doubt, a person decides."""

from __future__ import annotations

from domain.case import Case
from domain.clearance.deciding import decided_document
from domain.documents.kinds import DocumentKind
from domain.effects import Effect, EffectKind
from domain.following.ways import ways
from domain.readings.kept_away import barred_around
from domain.readings.sharing import decision_on, kept_from_note, still_covers
from domain.record.safety import Document, Sharing

#: Which document a letter brings.
BRINGS: dict[EffectKind, Document] = {
    EffectKind.INVITATION: Document.INVITATION,
    EffectKind.CANCELLATION: Document.INVITATION,
    EffectKind.PLAN_COPY: Document.PLAN,
}


def may_be_sent(case: Case, ref: str, kind: EffectKind) -> bool:
    """True when some way of sending them this is possible and recorded as safe."""
    return bool(ways(case, ref, kind))


def needs_decision(case: Case, ref: str) -> bool:
    """True when a named person must decide what, if anything, they are told.

    Somebody about whom there are concerns or who is excluded; anybody in the family
    whose mailbox or address such a person shares; and anybody at all who has the same
    e-mail address, whether it was declared or not (decisions C5 and C23).
    """
    person = case.person(ref)
    return person is None or bool(barred_around(case, person))


def brings(kind: EffectKind, letter: DocumentKind | None = None) -> Document | None:
    """Which document a decision about such a letter names; None where none can."""
    return BRINGS.get(kind) or (decided_document(letter) if letter else None)


def decided_of(
    case: Case,
    ref: str,
    kind: EffectKind,
    conference: str,
    child: str | None,
    letter: DocumentKind | None = None,
) -> Sharing | None:
    """What was decided they get of this letter; None where nobody has decided it.

    `conference`: what the letter is about; of a core group's note, the meeting.
    """
    if letter is DocumentKind.CORE_GROUP_NOTE:
        kept = kept_from_note(case, ref, conference)
        return None if kept is None else kept.shares
    document = brings(kind, letter)
    if document is None:
        return None
    made = decision_on(case, ref, document, conference)
    if made is None or not still_covers(case, made, child):
        return None
    return made.shares


def must_be_decided(case: Case, effect: Effect) -> bool:
    """True while this letter waits for a decision, or by one does not go by itself."""
    about = effect.about.partition("/")[0]
    of = (effect.kind, about, effect.child, effect.document)
    given = decided_of(case, effect.to, *of)
    if given is None:
        return needs_decision(case, effect.to)
    return given is not Sharing.WHOLE


def waits_for_release(case: Case, effect: Effect) -> bool:
    """True while it is held. Of what goes to staff only what is to translate is.

    What is asked of a carrier about a letter reaches nobody, and is never held: what
    was handed over is followed, or taken back.
    """
    if effect.letter is not None:
        return False
    stops = not effect.role or effect.kind is EffectKind.TRANSLATION
    return stops and held(case, effect.to)


def held(case: Case, ref: str) -> bool:
    """True while letters to them, or to everybody, are held."""
    return any(hold.who is None or hold.who == ref for hold in case.holds)
