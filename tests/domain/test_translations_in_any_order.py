"""Whatever comes in which order: one version of one text, and never a stale one."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.advance import advance, struck_off
from domain.case import Case
from domain.decide import respond
from domain.effects import Effect, EffectKind
from domain.errors import Refused
from domain.making import changed
from domain.record.conferences import Outcome
from domain.record.translations import Translation
from domain.requests import Request
from domain.requests.conferences import RecordOutcome
from domain.translations.needed import version_of
from domain.translations.renewing import renewed
from domain.translations.sources import source_now
from tests.domain.builders import waited
from tests.domain.conferring import A_PLAN, EVENING, IN_CONFERENCE, undo
from tests.domain.translating import (
    DESK,
    FATHER,
    MOTHER,
    ONE,
    OTHER,
    SECOND,
    ask_for,
    back,
    cancel,
    check,
    copies,
    planned,
    reads,
)

#: What went, by its source and its language: the content of each letter.
Sent = dict[tuple[str, str], list[str]]

WORDS = ("neglect", "physical")
LANGUAGES = ("ur", "pl", "en")


def outcome(dice: Random) -> Outcome:
    return A_PLAN.model_copy(update={"categories": (dice.choice(WORDS),)})


def a_job(case: Case, dice: Random) -> Translation:
    """One that is wanted, mostly."""
    wanted = [job for job in case.translations if job.ended is None]
    return dice.choice(wanted if wanted and dice.random() < 0.8 else case.translations)


def given_back(case: Case, at: datetime, dice: Random) -> Request:
    one = a_job(case, dice)
    old = dice.choice(case.translations).source
    source = one.source if dice.random() < 0.8 else old
    content = dice.choice((ONE, OTHER))
    return back(case, one.ref, source=source, content=content, returned_at=at)


def checked(case: Case, at: datetime, dice: Random) -> Request:
    one = a_job(case, dice)
    return check(
        one.ref,
        by=dice.choice((SECOND, SECOND, SECOND, DESK)),
        content=one.content or ONE,
        right=dice.random() < 0.8,
        why="wrong-name",
        checked_at=at,
    )


def plan_changed(case: Case, at: datetime, dice: Random) -> Request:
    """Taken back, and decided again in the same words or in others."""
    conference = case.conference("conf-1")
    if conference is not None and conference.outcome("child-1") is not None:
        return undo("conf-1", at)
    return RecordOutcome(**IN_CONFERENCE, outcome=outcome(dice))


def reader_changed(case: Case, at: datetime, dice: Random) -> Request:
    person = dice.choice((MOTHER, FATHER))
    return reads(person, at, language_need=dice.choice(LANGUAGES))


def asked_for(case: Case, at: datetime, dice: Random) -> Request:
    return ask_for(at, language=dice.choice(("pl", "cy")))


def given_up(case: Case, at: datetime, dice: Random) -> Request:
    return cancel(a_job(case, dice).ref)


MOVES = (
    *(given_back,) * 8,
    *(checked,) * 8,
    *(plan_changed,) * 2,
    *(reader_changed,) * 3,
    *(asked_for, given_up),
)


def something(case: Case, at: datetime, dice: Random) -> Request:
    """Back, checked, changed, cancelled, asked for, or another language.

    A plan that was taken back is mostly decided anew next.
    """
    undone = case.plan_of("child-1") is None and dice.random() < 0.7
    return (plan_changed if undone else dice.choice(MOVES))(case, at, dice)


def carried(case: Case, dice: Random, sent: Sent) -> Case:
    """Some of what may go goes; what it brings is noted, and is not stale."""
    for key, effect in tuple(case.outbox.items()):
        if effect.translation is None or dice.random() < 0.5:
            continue
        if effect.kind is EffectKind.PLAN_COPY:
            note(case, effect, sent)
        case = struck_off(case, key)
    return case


def note(case: Case, effect: Effect, sent: Sent) -> None:
    one: Translation = next(j for j in case.translations if j.ref == effect.translation)
    assert one.certified
    assert source_now(case, version_of(one)) == one.source
    assert one.content is not None
    sent.setdefault((one.source, one.language), []).append(one.content)


def sent_in(seed: int) -> Sent:
    """What goes in one life of a case. Every step of it is looked at."""
    dice, now, case = Random(seed), EVENING, planned()
    sent: Sent = {}
    for number in range(30):
        now += timedelta(minutes=dice.choice((1, 60, 60 * 30)))
        request = something(case, now, dice).model_copy(update={"id": f"r/{number}"})
        try:
            case = advance(case, respond(case, request, now), now)
        except Refused:
            case = waited(case, now)
        case = carried(case, dice, sent)
        nothing_is_overlooked(case, now)
        at_most_one_job_of_each_version(case)
    return sent


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_one_certified_version_of_one_text_is_ever_sent_and_none_that_is_stale(
    seed: int,
) -> None:
    assert all(len(set(contents)) == 1 for contents in sent_in(seed).values())


def test_such_lives_send_many_texts_and_some_of_them_more_than_once() -> None:
    sent = [contents for seed in range(20) for contents in sent_in(seed).values()]

    assert len(sent) > 10
    assert any(len(contents) > 1 for contents in sent)


def nothing_is_overlooked(case: Case, now: datetime) -> None:
    """A look at every text anew finds no more than the look at what was touched."""
    assert renewed(case, now, before=changed(case, people=())) == ()


def at_most_one_job_of_each_version(case: Case) -> None:
    awaited = Counter(version_of(j) for j in case.translations if j.awaited)
    assert all(number == 1 for number in awaited.values())


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_an_english_copy_waits_for_nothing_that_the_desk_does(seed: int) -> None:
    dice, now, case = Random(seed), EVENING, planned()
    english = copies(case, language=False)
    for number in range(12):
        now += timedelta(minutes=dice.choice((1, 60)))
        request = dice.choice((given_back, checked))(case, now, dice)
        try:
            asked = request.model_copy(update={"id": f"r/{number}"})
            case = advance(case, respond(case, asked, now), now)
        except Refused:
            case = waited(case, now)

    assert set(copies(case, language=False)) == set(english)
    assert english
