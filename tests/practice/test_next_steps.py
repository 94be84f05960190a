"""What is missing before the steps ahead is told beforehand, and refuses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from domain.case import Case
from domain.decide import respond
from domain.errors import NotYet
from domain.evolve import evolved
from domain.evolve.changes import to
from domain.next_steps import missing, missing_next, next_steps
from domain.receipts import ROOM, Receipt, previewed, receipt_for
from domain.record.conferences import Conference, Kind
from domain.record.invitations import InvitationList, Invitee
from domain.requests.conferences import BookConference
from domain.requests.invitations import InviteToConference
from domain.terms import Gate, sealed
from domain.views import case_view
from rulebook.schema import Before
from tests.domain.builders import practice, terms
from tests.domain.plausible.life import Life, begun, done
from tests.domain.requesting import asked
from tests.domain.strategies import LIVES, lives
from tests.practice.household import (
    AS_WORKER,
    BOOKED,
    BOTH,
    LATER,
    MOTHER,
    STARTS,
    asking,
    household,
)


def a_gate(key: str, before: str, asks: str = "family-from-assessment") -> Gate:
    given: dict[str, Any] = {
        "key": key,
        "ids": ("YK-06",),
        "before": before,
        "asks": asks,
        "who": ("social-worker",),
        "force": "statutory",
        "book": "york",
    }
    return Gate(**given)


INVITE, HOLD, CLOSE = (
    a_gate(f"before-{step}", step) for step in ("invite", "hold", "close")
)
BOOK = BookConference(
    **asking(),
    conference="conf-1",
    meeting=Kind.INITIAL,
    booked_at=BOOKED,
    starts_at=STARTS,
    children=BOTH,
)


def under(*gates: Gate) -> Case:
    own = terms("york").model_copy(update={"gates": gates})
    return household("york", terms=sealed(own))


def booked(*gates: Gate) -> Case:
    return asked(under(*gates), BOOKED, BOOK)


def changed(case: Case, **fields: Any) -> Case:
    """The case with its one conference changed."""
    (conference,) = case.conferences
    return to(case, conferences=(conference.model_copy(update=fields),))


def steps(case: Case) -> list[Before]:
    return [step.before for step in next_steps(case)]


def test_before_it_is_settled_who_comes_both_inviting_and_holding_are_ahead() -> None:
    case = booked(INVITE, HOLD)

    assert [lack.gate for lack in missing(case)] == ["before-invite", "before-hold"]
    assert [lack.conference for lack in missing(case)] == ["conf-1", "conf-1"]


def test_once_it_is_settled_who_comes_holding_is_ahead() -> None:
    settled = InvitationList(settled_at=BOOKED)

    assert steps(changed(booked(HOLD), invitation=settled)) == [Before.HOLD]


def test_a_conference_that_was_held_is_to_be_closed_and_then_nothing_is_ahead() -> None:
    held = changed(booked(CLOSE), held_at=STARTS)

    assert steps(held) == [Before.CLOSE]
    assert steps(changed(held, closed_at=LATER)) == []


def test_a_conference_that_was_called_off_has_no_step_ahead() -> None:
    (conference,) = booked(HOLD).conferences
    off = {"why": "chair-ill", "at": LATER}
    dropped = Conference.model_validate(conference.model_dump() | {"offs": (off,)})

    assert steps(to(booked(HOLD), conferences=(dropped,))) == []


def test_one_held_long_ago_under_other_terms_is_not_asked_for_again() -> None:
    case = changed(booked(CLOSE), held_at=STARTS)
    (old,) = case.conferences
    new = old.model_copy(update={"ref": "conf-2"})
    two = to(case, conferences=(old, new))

    assert [step.subject.conference for step in next_steps(two)] == [new]


def test_a_case_in_which_nothing_is_left_to_do_may_be_closed() -> None:
    over = changed(booked(CLOSE), held_at=STARTS, closed_at=LATER)

    assert steps(to(over, duties={})) == [Before.CLOSE_CASE]
    assert steps(under(CLOSE)) == []


def test_a_closed_case_and_one_without_gates_have_no_steps() -> None:
    assert steps(to(booked(HOLD), closed_at=LATER)) == []
    assert steps(booked()) == []
    assert missing_next(to(booked(HOLD), closed_at=LATER), "conf-1") == ()


def test_the_view_tells_what_is_missing_and_leaves_it_out_when_nothing_is() -> None:
    lacking, whole = case_view(booked(HOLD), BOOKED), case_view(booked(), BOOKED)

    assert [lack.gate for lack in lacking.missing] == ["before-hold"]
    assert "missing" not in whole.model_dump(mode="json")


def receipt(case: Case) -> Receipt:
    facts = respond(case, BOOK, BOOKED)
    return receipt_for(case, evolved(case, facts), facts)


def test_a_receipt_tells_what_the_next_step_of_its_conference_lacks() -> None:
    told = receipt(under(INVITE, HOLD))

    assert [lack.gate for lack in told.missing] == ["before-invite"]
    assert previewed(under(INVITE, HOLD), BOOK, BOOKED) == told


def test_a_step_that_lacks_nothing_gives_way_to_the_one_after_it() -> None:
    assert [lack.gate for lack in receipt(under(HOLD)).missing] == ["before-hold"]


def test_a_receipt_of_a_case_without_gates_reads_as_it_always_did() -> None:
    assert not {"missing", "missing_more"} & receipt(under()).model_dump().keys()


def test_a_receipt_stays_small_and_counts_what_it_has_no_room_for() -> None:
    many = [a_gate(f"gate-{number}", "invite") for number in range(ROOM + 3)]

    told = receipt(under(*many))

    assert (len(told.missing), told.missing_more) == (ROOM, 3)


def test_what_is_told_beforehand_is_what_the_step_is_refused_for() -> None:
    case = booked(INVITE)
    invite = InviteToConference(
        **asking(AS_WORKER, "2"),
        conference="conf-1",
        settled_at=BOOKED,
        invitees=(Invitee(person=MOTHER),),
    )
    with pytest.raises(NotYet) as caught:
        respond(case, invite, BOOKED)

    assert caught.value.lacks == missing_next(case, "conf-1")


def of_today(case: Case) -> Case:
    """The case as if it had always been judged by the newest editions."""
    over = [each.id for each in case.terms.others if each.id == "csa-pathway"]
    return to(case, terms=practice(case.terms.rulebook.id, *over))


@LIVES
@given(lives())
def test_of_any_case_at_any_time_it_can_be_told_what_is_missing(life: Life) -> None:
    """However little is on record: a case that cannot be looked at is of no use."""
    case = begun(life)
    for move in life.moves:
        case = done(case, move).after
        found = missing(of_today(case))
        assert all(lack.who and lack.about for lack in found)
        assert not found or case.closed_at is None
