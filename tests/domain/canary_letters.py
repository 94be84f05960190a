"""Every kind of letter to everybody of a planted family, and what it gives away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any

from domain.correspondence import NoLetter, letter_for
from domain.documents.kinds import DocumentKind
from domain.documents.values import Personal
from domain.effects import Effect, EffectKind, Item
from domain.letters import Channel, Letter
from tests.domain.canaries import Planted
from tests.domain.canary_conferences import NOW
from tests.domain.canary_secrets import MOTHER, ONE, TWO

#: Every document that is sent to people, what it is about, and about which child.
SENT: tuple[tuple[DocumentKind, str, str | None], ...] = (
    (DocumentKind.INVITATION, "conf-2", None),
    (DocumentKind.CANCELLATION, "conf-2", None),
    (DocumentKind.PLAN, "conf-1", ONE),
    (DocumentKind.PLAN, "conf-1", TWO),
    (DocumentKind.DECISION_SUMMARY, "conf-1", None),
    (DocumentKind.RECORD, "conf-1", None),
    (DocumentKind.CORE_GROUP_NOTE, f"cg-{ONE}", None),
    (DocumentKind.CORE_GROUP_NOTE, f"cg-{TWO}", None),
    (DocumentKind.DELAY_AGREEMENT, "delay-1", None),
    (DocumentKind.EXCLUSION_LETTER, "conf-1", None),
    (DocumentKind.OUTCOME_FOR_CHILD, "conf-1", ONE),
    (DocumentKind.OUTCOME_FOR_CHILD, "conf-1", TWO),
)
OWN_KIND = {
    DocumentKind.INVITATION: EffectKind.INVITATION,
    DocumentKind.CANCELLATION: EffectKind.CANCELLATION,
    DocumentKind.PLAN: EffectKind.PLAN_COPY,
}


def effects(family: Planted) -> Iterator[Effect]:
    """Every document to everybody, by one way or another; and messages to staff."""
    ways = cycle(tuple(Channel)[family.number % len(Channel) :] + tuple(Channel))
    for document, about, child in SENT:
        for person in family.case.people:
            yield to(document, about, person.ref, child, next(ways))
    for kind in (EffectKind.DIGEST, EffectKind.ESCALATION, EffectKind.TASK):
        for role in ("social-worker", "translation-desk", "advocate"):
            yield _staff(kind, role, f"invitation/conf-2/{MOTHER}")
    desk = _staff(EffectKind.TRANSLATION, "translation-desk", "conf-1")
    yield desk.model_copy(update={"translation": "tr-1", "items": ()})


def to(
    document: DocumentKind,
    about: str,
    person: str,
    child: str | None = None,
    channel: Channel = Channel.EMAIL,
) -> Effect:
    """One document owed to one person."""
    kind = OWN_KIND.get(document, EffectKind.DOCUMENT)
    return Effect(
        key=f"CP-1/{document}/{about}/{child}/{person}-1/{channel}",
        kind=kind,
        to=person,
        about=about,
        child=child,
        asked_at=NOW,
        give_up_at=NOW + timedelta(days=3),
        channel=channel,
        document=document if kind is EffectKind.DOCUMENT else None,
    )


def _staff(kind: EffectKind, role: str, about: str) -> Effect:
    return Effect(
        key=f"CP-1/{kind}/{role}/1",
        kind=kind,
        to=role,
        role=True,
        about=about,
        asked_at=NOW,
        give_up_at=NOW + timedelta(days=3),
        items=(Item(about=about, code="tell-by-hand"),),
    )


def letters_of(family: Planted) -> Iterator[Letter]:
    """Every letter that can be made of the family's case."""
    for effect in effects(family):
        try:
            yield letter_for(family.case, effect, NOW)
        except NoLetter:
            continue


def leaks(family: Planted, letter: Letter, texts: Iterable[str]) -> list[str]:
    """Which sorts of secrets these texts say that one of its readers may not see."""
    readers = {*family.readers(letter.to), *letter.readers}
    known = [c for c in family.canaries if not readers <= c.may]
    return [c.sort for text in texts for c in known if c.stands_in(text)]


def texts_of(letter: Letter) -> list[str]:
    """Every text of a letter's JSON but its own address and what it warns of."""
    said = json.loads(
        letter.model_dump_json(exclude={"withheld", "address", "to_translate"})
    )
    return list(_texts(said))


def given_out(family: Planted, letter: Letter) -> list[str]:
    """Which sorts of secrets the text to translate says that are none of theirs."""
    readers = family.readers(MOTHER)
    known = [c for c in family.canaries if not readers <= c.may]
    said = [line.model_dump(mode="json") for line in letter.to_translate]
    return [c.sort for text in _texts(said) for c in known if c.stands_in(text)]


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for value in said.values():
            yield from _texts(value)
    elif isinstance(said, list):
        for value in said:
            yield from _texts(value)


def shown_too_widely(family: Planted, letter: Letter) -> list[str]:
    """Which sorts of secrets say of somebody that they may see them, who may not."""
    return [
        canary.sort
        for line in letter.lines
        for value in line.values.values()
        if isinstance(value, Personal)
        for canary in family.canaries
        if canary.stands_in(value.text) and not set(value.seen_by) <= canary.may
    ]
