"""Whatever carriers answer, a letter ends with its reader or with a person's task."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from domain.advance import advance, sendable
from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.facts.letters import LettersHeld
from domain.following.endings import ended
from domain.following.ways import LETTERS
from domain.letter_keys import stem
from domain.letters import FAILURES, Channel, Standing
from domain.record.people import Safe
from tests.domain.carrying import answered, told
from tests.domain.family import BOOKED, FATHER, MOTHER, a_family, booked
from tests.domain.strategies import LIVES

#: More than any letter of this family can take: two people, three ways, three turns.
MANY: Final = 60
PEOPLE: Final = (MOTHER, FATHER)
STANDINGS: Final = (*Standing, None)


class Reached(NamedTuple):
    """What is known of how somebody may be reached."""

    email: bool
    phone: bool
    post: bool
    safe: Safe
    prefers: Channel | None


REACHED = st.builds(
    Reached,
    email=st.booleans(),
    phone=st.booleans(),
    post=st.booleans(),
    safe=st.builds(Safe, write=st.booleans(), text=st.booleans()),
    prefers=st.sampled_from((None, *Channel)),
)


def a_booked_family(reached: list[Reached]) -> Case:
    case = a_family()
    for ref, how in zip(PEOPLE, reached, strict=True):
        person = case.person(ref)
        assert person is not None
        fields = {
            "email": person.email if how.email else None,
            "phone": f"07700 9001{len(ref)}" if how.phone else None,
            "post": f"{len(ref)} Larkspur Yard" if how.post else None,
        }
        case = told(case, ref, safe=how.safe, prefers=how.prefers, **fields)
    return booked(case, invited=PEOPLE)


def is_safe(case: Case, letter: Effect) -> bool:
    """By what is recorded of them, worked out apart from the program."""
    person = case.person(letter.to)
    assert person is not None
    places = {"email": person.email, "text": person.phone, "post": person.post}
    safe = person.safe.text if letter.channel == "text" else person.safe.write
    return safe and places[letter.channel] is not None


def next_up(case: Case) -> Effect | None:
    asked = (e for e in sendable(case) if e.to in PEOPLE and not e.role)
    return next(asked, None)


def carried(case: Case, effect: Effect, standing: Standing | None) -> Case:
    """The carrier's answer; None: it would not, or gave no answer in time."""
    if effect.kind is EffectKind.RECALL:
        return ended(case, effect.key, None, BOOKED, standing is not None)
    if standing is None:
        return ended(case, effect.key, "no-answer-in-time", BOOKED)
    return answered(case, effect.key, standing)


def has_a_task(case: Case, ref: str) -> bool:
    """Somebody has to do something about a letter to this person."""
    tasks = (e for _, e in case.unsent() if e.kind is EffectKind.TASK)
    return any(
        item.about.endswith(f"/{ref}") or item.code == "letter-failed"
        for task in tasks
        for item in task.items
    )


@LIVES
@given(
    reached=st.lists(REACHED, min_size=2, max_size=2),
    answers=st.lists(st.sampled_from(STANDINGS), min_size=MANY, max_size=MANY),
)
def test_every_letter_ends_and_none_goes_twice_or_by_a_way_that_is_not_safe(
    reached: list[Reached], answers: list[Standing | None]
) -> None:
    case = a_booked_family(reached)
    went: Counter[tuple[str, str, Channel]] = Counter()
    arrived: set[str] = set()
    for standing in answers:
        effect = next_up(case)
        if effect is None:
            break
        if effect.kind in LETTERS:
            assert is_safe(case, effect), effect.key
            went[effect.to, stem(effect.key), effect.channel] += 1
        case = carried(case, effect, standing)
        if standing is Standing.DELIVERED:
            arrived.add(effect.to)

    assert next_up(case) is None, "a letter goes round and round"
    assert set(went.values()) <= {1}
    waits = {d.to for d in case.deliveries.values() if d.standing not in FAILURES}
    for ref in PEOPLE:
        assert ref in arrived | waits or has_a_task(case, ref), ref


@LIVES
@given(
    reached=st.lists(REACHED, min_size=2, max_size=2),
    answers=st.lists(st.sampled_from(STANDINGS), min_size=12, max_size=12),
    held_after=st.integers(min_value=0, max_value=6),
)
def test_while_letters_are_held_nothing_goes_and_nothing_lies_to_be_posted(
    reached: list[Reached], answers: list[Standing | None], held_after: int
) -> None:
    case = a_booked_family(reached)
    for number, standing in enumerate(answers):
        if number == held_after:
            case = held(case)
        effect = next_up(case)
        if effect is None:
            continue
        assert number < held_after or effect.kind not in LETTERS
        taken = Standing.SENT if effect.kind is EffectKind.RECALL else standing
        case = carried(case, effect, taken)
    queued = [d for d in case.deliveries.values() if d.standing is Standing.QUEUED]
    recalled = {e.letter for e in case.outbox.values() if e.letter}
    assert {d.key for d in queued} <= recalled


def held(case: Case) -> Case:
    return advance(case, (LettersHeld(at=BOOKED, who=None, reason="danger"),), BOOKED)
