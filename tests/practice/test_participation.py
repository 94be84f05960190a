"""The child's own part: whether the child is there, what the child wished and said."""

from __future__ import annotations

from functools import partial

import pytest
from pydantic import ValidationError

from adapters.rulebooks import load_local, load_rulebook
from commands.entries import shown_rules
from domain.case import Case
from domain.decide import respond
from domain.errors import NotYet
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.readings.taking_part import attending
from domain.record.invitations import Capacity, Contribution, Invitee
from domain.record.participation import Takes
from domain.requests.invitations import InviteToConference
from rulebook.schema import Before, How
from tests.dates import day, instant
from tests.domain.builders import a_child
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    BEFORE,
    EVENING,
    LATER,
    MANAGER,
    MOTHER,
    ONE,
    TEACHER,
    TWO,
    UNBORN,
    asking,
)
from tests.practice.participating import (
    CONF,
    attends,
    case_of,
    close,
    closing,
    holding,
    prepares,
    says,
    says_nothing,
    stays_away,
    too_young,
    under,
)

DECIDED = partial(
    Row,
    gate="child-attendance-decided",
    case=under(attends()),
    lawful=under(attends(), too_young()),
    now=EVENING,
    breaks=holding(),
    keeps=holding(),
    about=(TWO,),
)
WISHED = partial(
    Row,
    gate="child-wish-recorded",
    case=under(stays_away(wish=None), too_young()),
    lawful=under(stays_away(), too_young()),
    now=EVENING,
    breaks=holding(),
    keeps=holding(),
    about=(ONE,),
)
BROUGHT = partial(
    Row,
    gate="views-of-absent-child",
    now=LATER,
    breaks=close(),
    keeps=close(),
)
#: Words are there, but nobody is named who brings them.
NOBODY_BRINGS = closing(stays_away(), too_young(), says(presented_by=None))
ROWS = (
    DECIDED(rule="YK-11", books=("york",)),
    DECIDED(rule="SX-03", books=("pan-sussex",)),
    DECIDED(rule="WA-02", books=("wales",)),
    WISHED(rule="YK-12", books=("york",)),
    BROUGHT(
        rule="YK-12",
        books=("york",),
        case=closing(stays_away(), too_young(), says()),
        lawful=closing(
            stays_away(), too_young(), says(), says_nothing(TWO, "two-years-old")
        ),
        about=(TWO,),
    ),
    BROUGHT(
        rule="CS-44",
        books=("wales", "csa-pathway"),
        case=NOBODY_BRINGS,
        lawful=closing(stays_away(), attends(TWO), says()),
        about=(ONE, TWO),
    ),
    Row(
        rule="CS-14",
        gate="trusted-person-named",
        books=("york", "csa-pathway"),
        case=under(attends(), too_young()),
        lawful=under(attends(supporter=TEACHER), too_young()),
        now=EVENING,
        breaks=holding(),
        keeps=holding(),
        about=(ONE,),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


def test_where_a_place_says_nothing_good_practice_asks_for_the_child_s_part() -> None:
    case = case_of("guernsey", gates=("child-attendance-decided",))
    present = holding(present=(MOTHER, MANAGER))

    with pytest.raises(NotYet) as caught:
        respond(asked(case, BEFORE, attends()), present, EVENING)
    (lack,) = caught.value.lacks
    assert (lack.about, lack.ids) == ((TWO,), ())

    assert respond(asked(case, BEFORE, attends(), too_young()), present, EVENING)


def test_an_unborn_child_has_no_part_of_its_own() -> None:
    unborn = a_child(UNBORN, expected=day("Tue 2027-06-01"))
    case = case_of("york", gates=("child-attendance-decided",))
    meeting = case.conferences[0].model_copy(update={"children": (UNBORN,)})
    case = case.model_copy(update={"children": (unborn,), "conferences": (meeting,)})

    assert refused(case, attends(UNBORN), BEFORE).code == "not-born"
    assert not list(lacks(case, Before.HOLD, Subject(meeting)))


@pytest.mark.rule("CS-15")
def test_what_a_child_chose_is_on_record_and_may_be_chosen_again() -> None:
    first = asked(case_of("guernsey", "csa-pathway"), BEFORE, stays_away())
    again = asked(first, LATER, attends(decided_at=instant("Thu 2027-01-28 09:00Z")))

    chosen = attending(again.conferences[0], ONE)
    assert chosen is not None
    assert (chosen.wish, chosen.takes) == (Takes.PART, Takes.PART)
    assert len(again.conferences[0].attending) == 1


@pytest.mark.rule("CS-15")
def test_a_child_s_choice_is_asked_for_and_stops_nobody_where_no_base_asks() -> None:
    booked = case_of("guernsey", "csa-pathway", gates=("child-wish-recorded",))
    case = asked(booked, BEFORE, too_young(ONE))
    subject = Subject(case.conferences[0])

    (shown,) = lacks(case, Before.HOLD, subject)
    assert (shown.about, shown.ids, shown.refuses) == ((TWO,), ("CS-15",), False)


@pytest.mark.rule("SX-03")
def test_a_child_for_whom_it_is_not_right_is_not_there() -> None:
    case = case_of("pan-sussex")

    for contradiction in (attends(appropriate=False), attends(invited=False)):
        assert refused(case, contradiction, BEFORE).code == "contradicts-itself"
    assert asked(case, BEFORE, stays_away(appropriate=False)).conferences[0].attending


@pytest.mark.rule("SX-03")
def test_the_reason_for_a_child_s_part_cannot_be_left_out() -> None:
    with pytest.raises(ValidationError):
        attends(reason="")


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (attends("child-9"), "unknown-child"),
        (attends(supporter="nobody"), "unknown-person"),
        (attends(no_wish_because="too-young"), "given-and-not"),
        (attends(decided_at=LATER), "in-the-future"),
        (says("nobody"), "unknown-person"),
        (says(presented_by="nobody"), "unknown-person"),
    ],
)
def test_what_cannot_be_so_is_refused(ask: object, code: str) -> None:
    assert refused(case_of("york"), ask, BEFORE).code == code  # type: ignore[arg-type]


@pytest.mark.rule("CS-13")
@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("child-may-feel-pressed", "L24"),
        ("child-may-fear-images", "L25"),
        ("child-may-feel-blamed", "L26"),
        ("child-may-not-see-the-harm", "L27"),
    ],
)
def test_how_a_child_may_feel_is_said_to_whoever_prepares_it(
    key: str, line: str
) -> None:
    book = load_rulebook("csa-pathway")
    shown = {rule.rule: rule for rule in shown_rules(book, load_local("default"))}

    assert shown[key].ids == ("CS-13",)
    assert (shown[key].how, shown[key].before) == (How.PROMPT, Before.HOLD)
    assert shown[key].citation.endswith(line)
    assert shown[key].says


@pytest.mark.rule("WA-02")
def test_whoever_supports_a_relative_is_known_as_that_and_not_as_an_agency() -> None:
    booked = case_of("wales")

    def invited(capacity: Capacity) -> Case:
        coming = Invitee(
            person=TEACHER, capacity=capacity, because=Contribution.KNOWLEDGE
        )
        invite = InviteToConference(
            **asking(), conference=CONF, settled_at=BEFORE, invitees=(coming,)
        )
        return asked(booked, BEFORE, invite)

    for capacity in (Capacity.SUPPORTER, Capacity.ADVOCATE):
        assert asked(invited(capacity), BEFORE, prepares(TEACHER))
    as_agency = invited(Capacity.PARTICIPANT)
    assert refused(as_agency, prepares(TEACHER), BEFORE).code == "not-of-the-family"
