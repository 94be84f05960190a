"""What somebody is given is decided by a named person; until then it is withheld."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.correspondence import NoAddress, letter_for
from domain.effects import EffectKind
from domain.following.endings import ended
from domain.requests.base import By
from domain.requests.conferences import RecordOutcome
from domain.requests.corrections import Correct, OutcomePutRight
from domain.requests.people import ChangePerson
from domain.requests.plans import RecordPlanGiven
from domain.roles import Role
from domain.terms import Terms
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_CHAIR,
    AS_WORKER,
    AUNT,
    EVENING,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    TEACHER,
    TWO,
    WORKER,
    asking,
)
from tests.practice.inviting import CONF, booked, the_conference
from tests.practice.keeping_away import (
    A_PLAN,
    FOR_TWO,
    concerned,
    free,
    holding,
    letters,
    sharing,
    tasks,
    with_person,
)

PLAN = EffectKind.PLAN_COPY
TO_SEND = ("decide-what-to-send", f"plan-copy/{CONF}/{ONE}/{FATHER}")
TO_GIVE = ("give-part-by-hand", f"plan-copy/{CONF}/{ONE}/{FATHER}")


def held(terms: Terms | None = None) -> Case:
    """The first child has a plan; the father, of concern, is a parent of hers."""
    return asked(concerned(terms or free()), EVENING, holding())


def row(case: Case, person: str = FATHER) -> tuple[Any, str | None]:
    (copy,) = (c for c in the_conference(case).copies if c.person == person)
    return copy.settled_at, copy.how


@pytest.mark.rule("CS-66")
def test_until_it_is_decided_a_person_of_concern_is_sent_nothing() -> None:
    case = held()

    assert letters(case, PLAN) == []
    assert letters(case, PLAN, MOTHER)
    assert TO_SEND in tasks(case)
    assert row(case) == (None, None)


@pytest.mark.rule("CS-66")
def test_decided_whole_the_copy_goes_and_nobody_has_to_decide_any_more() -> None:
    case = asked(held(), EVENING, sharing("whole"))

    (letter,) = letters(case, PLAN)
    assert TO_SEND not in tasks(case)
    assert letter_for(case, letter, EVENING).to == FATHER
    assert row(ended(case, letter.key, None, EVENING)) == (EVENING, "sent")


@pytest.mark.rule("CS-66")
def test_decided_to_withhold_it_the_row_is_settled_and_nothing_goes() -> None:
    case = asked(held(), EVENING, sharing("withheld"))

    assert letters(case, PLAN) == []
    assert TO_SEND not in tasks(case)
    assert row(case) == (EVENING, "withheld")


@pytest.mark.rule("CS-66")
def test_a_part_is_given_by_hand() -> None:
    case = asked(held(), EVENING, sharing("part"))

    assert letters(case, PLAN) == []
    assert TO_GIVE in tasks(case)
    assert TO_SEND not in tasks(case)
    given = RecordPlanGiven(
        **asking(AS_WORKER, "given"),
        conference=CONF,
        child=ONE,
        person=FATHER,
        given_at=EVENING,
    )
    assert row(asked(case, EVENING, given)) == (EVENING, "given")


def test_a_decision_may_change_until_it_has_gone() -> None:
    case = asked(held(), EVENING, sharing("whole"), sharing("withheld"))
    assert letters(case, PLAN) == []

    case = asked(case, EVENING, sharing("whole"))
    (letter,) = letters(case, PLAN)
    gone = ended(case, letter.key, None, EVENING)
    assert refused(gone, sharing("withheld"), EVENING).code == "already-sent"


@pytest.mark.rule("CS-66")
@pytest.mark.parametrize("who", [FATHER, MOTHER, "barred"])
def test_it_is_decided_by_a_professional_who_is_not_the_recipient(who: str) -> None:
    case = held()
    if who == "barred":
        case, who = with_person(case, TEACHER, of_concern_about=(ONE,)), TEACHER
    by = By(person=who, role=Role.SOCIAL_WORKER)

    refusal = refused(case, sharing("whole", by=by), EVENING)

    assert (refusal.code, refusal.where) == ("not-theirs-to-decide", "by.person")


@pytest.mark.rule("CS-66")
@pytest.mark.parametrize("shares", ["whole", "part"])
@pytest.mark.parametrize("document", ["plan", "outcome", "record"])
def test_what_is_not_written_yet_is_not_given_ahead(shares: str, document: str) -> None:
    case = concerned(free())

    refusal = refused(case, sharing(shares, document), EVENING)

    assert refusal.code == "nothing-to-give-yet"


def test_what_was_withheld_ahead_is_asked_about_when_it_is_there() -> None:
    ahead = sharing("withheld", person=AUNT)
    came = holding(present=(WORKER, AUNT))

    case = asked(booked()(free()), EVENING, ahead, came)

    assert letters(case, PLAN, AUNT) == []
    about = f"plan-copy/{CONF}/{ONE}/{AUNT}"
    assert ("decide-what-to-send", about) in tasks(case)
    assert row(asked(case, EVENING, ahead), AUNT) == (EVENING, "withheld")


def test_whoever_is_owed_no_copy_has_none_decided() -> None:
    assert refused(held(), sharing("whole", person=AUNT), EVENING).code == "no-copy-due"


# What a decision no longer covers.


@pytest.mark.rule("CS-66")
def test_reached_otherwise_than_when_it_was_decided_it_is_decided_anew() -> None:
    case = asked(held(), EVENING, sharing("whole"))
    moved = ChangePerson(
        **asking(AS_WORKER, "moved"),
        person=FATHER,
        since=EVENING,
        email="father@elsewhere.example",
    )

    case = asked(case, EVENING, moved)

    assert letters(case, PLAN) == []
    assert TO_SEND in tasks(case)


@pytest.mark.rule("CS-66")
def test_a_child_decided_since_is_not_covered() -> None:
    only_one = asked(concerned(free()), EVENING, holding(A_PLAN))
    case = asked(only_one, EVENING, sharing("whole"))
    two = A_PLAN.model_copy(update={"child": TWO})
    later = RecordOutcome(**asking(AS_CHAIR, "later"), conference=CONF, outcome=two)

    case = asked(case, EVENING, later)

    assert [letter.child for letter in letters(case, PLAN)] == [ONE]
    about = f"plan-copy/{CONF}/{TWO}/{FATHER}"
    assert ("decide-what-to-send", about) in tasks(case)


def test_an_outcome_taken_back_and_given_anew_is_decided_anew() -> None:
    case = asked(held(), EVENING, sharing("whole"))
    undo = Correct(
        **asking(AS_CHAIR, "undo"),
        corrected_at=EVENING,
        reason="wrong-child",
        put_right=OutcomePutRight(conference=CONF, child=ONE),
    )
    again = RecordOutcome(**asking(AS_CHAIR, "again"), conference=CONF, outcome=A_PLAN)

    case = asked(case, EVENING, undo, again)

    assert letters(case, PLAN) == []
    assert ("decide-what-to-send", f"plan-copy/{CONF}/d2/{ONE}/{FATHER}") in tasks(case)


def test_a_letter_on_its_way_is_stopped_at_the_last_moment() -> None:
    case = asked(held(), EVENING, sharing("whole"))
    (letter,) = letters(case, PLAN)

    newly = with_person(case, FATHER, revision=9)

    with pytest.raises(NoAddress):
        letter_for(newly, letter, EVENING)


# What it meets, and until when it is due.


@pytest.mark.rule("CS-66")
@pytest.mark.parametrize(
    "books",
    [("york", "csa-pathway"), ("york",), ("wales",), ("guernsey",), ("pan-sussex",)],
)
def test_what_an_adult_of_concern_is_told_is_due_from_the_social_worker(
    books: tuple[str, ...],
) -> None:
    absent = {"first-line-manager": "ill", "social-worker": "ill"}
    hold = holding().model_copy(update={"absent_because": absent})
    case = asked(concerned(free(*books)), EVENING, hold)
    key = f"decide-what-they-are-told/{CONF}/{FATHER}"

    rule = case.terms.rule("decide-what-they-are-told")
    assert rule is not None
    assert rule.owner == "social-worker"
    assert case.duties[key].due.due_at is None
    assert f"decide-what-they-are-told/{CONF}/{MOTHER}" not in case.duties
    told = asked(case, LATER, sharing("part", "outcome", decided_at=LATER))
    assert told.settled[key].met_at == LATER


def test_a_conference_about_another_child_alone_asks_for_no_such_decision() -> None:
    case = asked(concerned(free()), EVENING, holding(FOR_TWO))

    assert not [key for key in case.duties if key.startswith("decide-what-they")]
