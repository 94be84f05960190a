"""When somebody is kept away, or it is decided what they are given: what goes now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.facts.safety import AdultConcernDecided, PersonExcluded, SharingDecided
from domain.react.documents import give_document
from domain.react.drawn_anew import after_change, of_notes_kept
from domain.react.messages import task
from domain.react.outward import (
    about_somebody,
    decided_as,
    printed,
    to_person,
    unsent,
)
from domain.react.reaction import NOTHING, Reaction
from domain.react.safety import must_be_decided
from domain.record.conferences import Conference
from domain.record.copies import IN_HAND
from domain.record.safety import Document, Sharing, SharingDecision
from domain.roles import Role

#: The letter by which a document goes to somebody; the others are given by hand.
LETTERS = {
    Document.INVITATION: EffectKind.INVITATION,
    Document.PLAN: EffectKind.PLAN_COPY,
}


def keep_away(
    case: Case, fact: PersonExcluded | AdultConcernDecided, now: datetime
) -> Reaction:
    """No invitation goes to them any more; somebody tells them, and settles the list.

    Of every conference that is still to come, and to whose part they were asked.
    """
    if isinstance(fact, PersonExcluded):
        person, children = fact.exclusion.person, frozenset[str]()
    else:
        person, children = fact.concern.person, frozenset(fact.concern.children)
    barred = [c for c in case.conferences if _asked_to(c, person, children)]
    bars = len(case.exclusions) + len(case.adult_concerns)
    tasks = (f"{c.ref}/bar-{bars}/{person}" for c in barred)
    stopped = _on_their_way(
        case, person, {c.ref for c in barred}, {EffectKind.INVITATION}
    )
    on_paper = printed(case, lambda e: must_be_decided(case, e))
    told = Reaction(
        asks=tuple(
            task(case, Role.COORDINATOR, "decide-what-to-tell", about, now)
            for about in tasks
        ),
        withdraws=tuple(dict.fromkeys((*stopped, *on_paper))),
    )
    return after_change(case, told, person, now)


def _asked_to(conference: Conference, person: str, children: frozenset[str]) -> bool:
    """Invited to a part about these children; to any part where none are named."""
    if not conference.awaited or person not in conference.invited:
        return False
    listed = conference.invitation
    invitee = listed.invitee(person) if listed is not None else None
    parts = (invitee.children if invitee is not None else ()) or conference.children
    return not children or not children.isdisjoint(parts)


def _on_their_way(
    case: Case, person: str, conferences: set[str], kinds: set[EffectKind]
) -> tuple[str, ...]:
    """Their unsent letters of these kinds, and the tasks that stand in for one."""

    def theirs(effect: Effect) -> bool:
        kind, about, to = about_somebody(effect)
        conference = about.partition("/")[0]
        return to == person and conference in conferences and kind in kinds

    return unsent(case, theirs)


def act_on_sharing(case: Case, fact: SharingDecided, now: datetime) -> Reaction:
    """What was decided to be given goes now, whole by mail and a part by hand.

    Whatever was on its way by an earlier decision is stopped.
    """
    made = fact.decision
    conference = case.conference(made.about)
    kind = LETTERS.get(made.document)
    if conference is None:
        return NOTHING
    if kind is None:
        return give_document(case, made, now)
    stopped = _on_their_way(case, made.person, {conference.ref}, {kind})
    withheld = made.shares is Sharing.WITHHELD
    asks = () if withheld else tuple(_given(case, conference, made, now))
    reaction = Reaction(asks=asks, withdraws=stopped)
    return of_notes_kept(case, reaction, made, now)


def _given(
    case: Case, conference: Conference, made: SharingDecision, now: datetime
) -> Iterator[Effect]:
    if made.document is Document.PLAN:
        yield from _copies(case, conference, made.person, now)
    elif conference.starts_at > now and made.person in conference.invitations_left:
        about = f"{conference.ref}/r{conference.revision}"
        yield to_person(case, EffectKind.INVITATION, about, made.person, now)


def _copies(
    case: Case, conference: Conference, person: str, now: datetime
) -> Iterator[Effect]:
    """Of each child's plan that was due to them and has not gone to them."""
    for copy in conference.copies:
        if copy.person == person and copy.how not in IN_HAND:
            about = decided_as(case, conference.ref, copy.child)
            yield to_person(case, EffectKind.PLAN_COPY, about, person, now, copy.child)
