"""What is asked of a carrier is about one letter; a letter is tried only so long."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.case import Case
from domain.correspondence import letter_for
from domain.effects import EffectKind
from domain.evolve.changes import changed, to
from domain.following.endings import ended, tried_until
from domain.letters import Followed, Standing
from domain.react.messages import task
from domain.react.silence import CODE, asks_after
from domain.roles import Role
from tests.domain.carrying import BY_MAIL, BY_POST, LATER, answered, invited, printed
from tests.domain.family import BOOKED, MOTHER, STARTS
from tests.domain.test_printed import off

FOLLOW_UP, RECALL = f"{BY_MAIL}/follow-up", f"{BY_POST}/recall"


def about_no_letter(case: Case, key: str) -> Case:
    """A bug: what is asked of the carrier has lost which letter it is about."""
    return to(case, outbox={**case.outbox, key: changed(case.outbox[key], letter=None)})


@pytest.mark.parametrize("key", [FOLLOW_UP, RECALL])
def test_an_answer_about_no_letter_stops_the_case_and_is_not_taken_for_another(
    key: str,
) -> None:
    sent = answered(invited(), BY_MAIL, Standing.SENT)
    case = about_no_letter(sent if key == FOLLOW_UP else off(printed()), key)

    with pytest.raises(LookupError, match="names none"):
        ended(case, key, None, LATER, said=False)


def test_no_invitation_is_tried_once_its_conference_has_begun() -> None:
    case = invited()
    effect = case.outbox[BY_MAIL]
    assert effect.give_up_at < STARTS
    late = changed(effect, give_up_at=LATER.replace(year=2028))

    assert tried_until(effect, letter_for(case, effect, BOOKED)) == effect.give_up_at
    assert tried_until(late, letter_for(case, late, BOOKED)) == STARTS


def test_a_carrier_is_asked_for_as_long_as_that_way_takes() -> None:
    case = answered(invited(), BY_MAIL, Standing.SENT)
    effect = case.outbox[FOLLOW_UP]
    assert effect.kind is EffectKind.FOLLOW_UP
    given = Followed(key=effect.asks_about, channel=effect.channel)

    until: datetime = tried_until(effect, given)

    assert (given.key, until) == (BY_MAIL, effect.give_up_at)


def test_to_ask_one_person_is_no_task_about_anothers_letter() -> None:
    """Whose references begin alike."""
    case = invited()
    about = f"invitation/conf-1/r1/{MOTHER}"
    asks = task(case, Role.SOCIAL_WORKER, CODE, about, BOOKED)

    assert asks_after(case, asks, BY_MAIL)
    assert asks_after(case, asks, f"CP-1/{about}-2/text~1")
    assert not asks_after(case, asks, f"CP-1/{about}-in-law-1/mail")
