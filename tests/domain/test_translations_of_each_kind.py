"""To whom a certified version goes by itself: it depends on what it is a version of."""

from __future__ import annotations

from typing import Any

import pytest

from domain.advance import advance
from domain.case import Case
from domain.correspondence import letter_for
from domain.documents.kinds import OF_A_CONFERENCE, DocumentKind
from domain.effects import EffectKind
from domain.errors import Refused
from domain.facts.translations import TranslationCertified
from domain.letters import Channel, Standing
from domain.record.conferences import Decided
from domain.requests.deliveries import SendDocument
from domain.translations.needed import Version, readers_of
from tests.domain.asking import ask
from tests.domain.carrying import answered
from tests.domain.conferring import A_PLAN, EVENING, TWO, held, outcome
from tests.domain.requesting import asked
from tests.domain.translating import (
    BACK,
    CHECKED,
    FATHER,
    MOTHER,
    ask_for,
    back,
    booked,
    check,
    job,
    of_job,
    reads,
)

KINDS = DocumentKind
WANTED = "Sleeps in a bed of her own."
#: The first translation is of the plan, which is asked for by itself.
LETTER = "t2"
GOES_TO = {
    KINDS.PLAN: (MOTHER,),
    KINDS.RECORD: (MOTHER,),
    KINDS.DECISION_SUMMARY: (MOTHER,),
    KINDS.OUTCOME_FOR_CHILD: (),
}


def decided() -> Case:
    """Held on Mon 2026-12-21: a plan for the first child, none for the second."""
    second = outcome(TWO, Decided.NO_PLAN, ends_with="early-help", outcomes=(WANTED,))
    there = ("worker", "manager", MOTHER, FATHER)
    return asked(booked(), EVENING, held(A_PLAN, second, present=there))


def asked_in_urdu() -> Case:
    """The letter for the second child, in the language that the mother reads."""
    wanted = ask_for(
        BACK, document=KINDS.OUTCOME_FOR_CHILD, child="child-2", language="ur"
    )
    return asked(decided(), BACK, wanted)


def test_every_kind_of_text_that_is_translated_is_looked_at_here() -> None:
    assert set(GOES_TO) == OF_A_CONFERENCE


@pytest.mark.parametrize(("document", "people"), GOES_TO.items())
def test_only_whoever_is_due_the_text_itself_gets_it_in_their_language(
    document: DocumentKind, people: tuple[str, ...]
) -> None:
    child = {KINDS.PLAN: "child-1", KINDS.OUTCOME_FOR_CHILD: "child-2"}.get(document)
    version = Version(document, "conf-1", child, "ur", "text")

    assert readers_of(decided(), version) == people


def certified_in_urdu() -> Case:
    case = asked_in_urdu()
    case = asked(case, BACK, back(case, LETTER))
    return asked(case, CHECKED, check(LETTER))


def taken_by(*people: str, **fields: Any) -> SendDocument:
    given = {
        "document": KINDS.OUTCOME_FOR_CHILD,
        "about": "conf-1",
        "child": TWO,
        "people": people,
        "translation": LETTER,
    }
    return ask(SendDocument, **(given | fields))


def test_a_childs_letter_goes_in_its_certified_text_with_whoever_takes_it() -> None:
    case = asked(certified_in_urdu(), CHECKED, taken_by("worker"))
    (effect,) = (e for _, e in case.unsent() if e.kind is EffectKind.DOCUMENT)
    letter = letter_for(case, effect, CHECKED)
    assert (letter.to, letter.translation) == ("worker", job(case, LETTER).content)
    assert letter.certified is not None
    assert letter.certified.language == "ur"


def test_whoever_takes_a_childs_letter_need_not_read_its_language_themselves() -> None:
    """Reached otherwise since, or not reached by mail: it goes on in that language."""
    case = asked(certified_in_urdu(), CHECKED, taken_by("worker"))
    (key,) = (k for k, e in case.unsent() if e.kind is EffectKind.DOCUMENT)
    elsewhere = reads("worker", CHECKED, post="2 Civic Square")
    moved = asked(case, CHECKED, elsewhere)
    assert [effect.translation for effect in of_job(moved, LETTER)] == [LETTER]

    sent = answered(asked(case, CHECKED, elsewhere), f"{key}~1", Standing.SENT, CHECKED)
    came_back = Standing.PERMANENT_FAILURE
    bounced = answered(sent, f"{key}~1/follow-up", came_back, CHECKED)

    assert [effect.channel for effect in of_job(bounced, LETTER)] == [Channel.POST]


@pytest.mark.parametrize(
    ("case", "request_"),
    [
        (asked_in_urdu(), taken_by("worker")),
        (certified_in_urdu(), taken_by("worker", translation="t9")),
        (certified_in_urdu(), taken_by("worker", child="child-1")),
        (
            certified_in_urdu(),
            taken_by(document=KINDS.DECISION_SUMMARY, child=None),
        ),
    ],
    ids=["not-certified", "not-known", "of-another-child", "of-another-text"],
)
def test_what_is_no_certified_text_of_that_childs_letter_is_refused(
    case: Case, request_: SendDocument
) -> None:
    with pytest.raises(Refused) as refusal:
        asked(case, CHECKED, request_)
    assert (refusal.value.code, refusal.value.where) == ("no-such-text", "translation")


def test_a_childs_letter_that_was_certified_goes_to_nobody_by_itself() -> None:
    assert job(asked_in_urdu(), LETTER).readers == ()
    case = certified_in_urdu()

    assert job(case, LETTER).certified
    assert of_job(case, LETTER) == []


def test_the_desk_gets_the_childs_letter_as_the_child_may_read_it() -> None:
    case = asked_in_urdu()
    (request,) = of_job(case, LETTER)

    said = letter_for(case, request, BACK).to_translate

    (wanted,) = (line.values["what"] for line in said if line.code == "wanted")
    assert not isinstance(wanted, str)
    assert wanted.model_dump()["text"] == WANTED


def test_a_translation_that_was_never_asked_for_cannot_be_certified() -> None:
    fact = TranslationCertified(
        at=CHECKED, translation="t9", checked_by="second", readers=()
    )

    with pytest.raises(LookupError, match="no translation of the case"):
        advance(decided(), (fact,), CHECKED)
