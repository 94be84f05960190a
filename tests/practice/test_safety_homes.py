"""A shared mailbox, a shared address, an invitation or a report kept back."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.correspondence import NoAddress, letter_for
from domain.duties.met import report_withheld
from domain.duties.start import Beginning
from domain.effects import EffectKind
from domain.record.invitations import Invitee
from domain.record.people import PersonGiven
from domain.requests.people import AddPerson
from domain.terms import Terms
from tests.domain.builders import terms
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_WORKER,
    AUNT,
    BEFORE,
    EVENING,
    FATHER,
    MOTHER,
    ONE,
    STARTS,
    TEACHER,
    asking,
)
from tests.practice.inviting import CONF, booked, listing, sent, the_conference
from tests.practice.keeping_away import (
    excluding,
    free,
    holding,
    letters,
    sharing,
    tasks,
    with_person,
)

INVITATION, PLAN = EffectKind.INVITATION, EffectKind.PLAN_COPY
SHARE = "share-report"
HOME, SAME_HOME = "1 Quill Lane, Ambleford", "1, QUILL  LANE ambleford"
TO_HER = ("decide-what-to-send", f"invitation/{CONF}/r1/{MOTHER}")


def one_home(terms: Terms) -> Case:
    """The mother lives where the father, who is excluded, has his letters sent."""
    case = with_person(booked()(terms), MOTHER, post=HOME)
    return with_person(asked(case, BEFORE, excluding()), FATHER, post=SAME_HOME)


def invited(case: Case, *people: str) -> Case:
    named = (Invitee(person=ref) for ref in people or (MOTHER, TEACHER))
    return asked(case, BEFORE, listing(*named, settled_at=BEFORE))


def test_at_an_address_that_a_barred_person_shares_nothing_goes_by_itself() -> None:
    case = invited(one_home(free()))

    assert letters(case, INVITATION, MOTHER) == []
    assert letters(case, INVITATION, TEACHER)
    assert TO_HER in tasks(case)


def test_at_an_address_of_her_own_her_letter_goes() -> None:
    case = with_person(one_home(free()), FATHER, post="2 Quill Lane, Ambleford")

    assert letters(invited(case), INVITATION, MOTHER)


def test_by_a_first_edition_an_address_is_no_reason() -> None:
    case = invited(one_home(terms("york")))

    assert letters(case, INVITATION, MOTHER)


def test_a_professional_s_letter_is_not_stopped_by_an_address() -> None:
    case = with_person(one_home(free()), TEACHER, post=HOME)

    assert letters(invited(case), INVITATION, TEACHER)


def test_decided_whole_her_invitation_goes() -> None:
    case = invited(one_home(free()))

    case = asked(
        case, BEFORE, sharing("whole", "invitation", person=MOTHER, decided_at=BEFORE)
    )

    (letter,) = letters(case, INVITATION, MOTHER)
    assert letter_for(case, letter, BEFORE).to == MOTHER
    assert TO_HER not in tasks(case)


def test_whoever_else_is_barred_there_since_makes_it_a_new_question() -> None:
    decided = sharing("whole", "invitation", person=MOTHER, decided_at=BEFORE)
    case = asked(invited(one_home(free())), BEFORE, decided)
    (letter,) = letters(case, INVITATION, MOTHER)
    given = PersonGiven(
        ref="uncle",
        name="An uncle",
        kind="family",
        relation="uncle",
        post=HOME,
        of_concern_about=(ONE,),
    )
    add = AddPerson(**asking(AS_WORKER, "uncle"), person=given, added_at=BEFORE)

    case = asked(case, BEFORE, add)

    with pytest.raises(NoAddress):
        letter_for(case, letter, BEFORE)


def test_an_invitation_withheld_is_waited_for_no_more() -> None:
    withheld = sharing("withheld", "invitation", person=MOTHER, decided_at=BEFORE)
    case = sent(invited(one_home(free())), BEFORE)
    assert the_conference(case).invitations_left == (MOTHER,)
    assert the_conference(case).invitations_sent_at is None

    case = asked(case, BEFORE, withheld)

    assert the_conference(case).invitations_left == ()
    assert the_conference(case).invitations_sent_at == BEFORE
    assert MOTHER not in the_conference(case).informed
    whole = sharing("whole", "invitation", person=MOTHER, decided_at=BEFORE)
    assert letters(asked(case, BEFORE, whole), INVITATION, MOTHER)


def test_an_invitation_that_has_gone_is_not_withheld() -> None:
    case = sent(invited(booked()(free())), BEFORE)
    withheld = sharing("withheld", "invitation", person=MOTHER, decided_at=BEFORE)

    assert refused(case, withheld, BEFORE).code == "already-sent"


def test_of_somebody_not_invited_no_invitation_is_decided() -> None:
    withheld = sharing("withheld", "invitation", person=AUNT, decided_at=BEFORE)

    assert refused(invited(booked()(free())), withheld, BEFORE).code == "no-invitation"


# In every place a named person may withhold, with a reason.


@pytest.mark.parametrize("base", ["york", "wales", "guernsey"])
def test_where_the_source_gives_no_exception_a_named_person_may_still_withhold(
    base: str,
) -> None:
    absent = {"first-line-manager": "ill", "social-worker": "ill"}
    hold = holding().model_copy(update={"absent_because": absent})
    case = asked(booked()(free(base)), EVENING, hold)
    withheld = sharing("withheld", reason="would-put-the-child-at-risk")

    case = asked(case, EVENING, withheld)

    assert letters(case, PLAN) == []
    assert [c.how for c in the_conference(case).copies if c.person == FATHER] == [
        "withheld"
    ]
    assert case.terms.provision("withholding") == "by-a-named-person"


def test_a_report_withheld_is_neither_shared_nor_missing() -> None:
    case = invited(booked()(free("guernsey")), MOTHER, TEACHER)
    key = f"{SHARE}/{CONF}/{FATHER}"
    assert key in case.duties

    withheld = sharing("withheld", "report", decided_at=BEFORE)
    case = asked(case, BEFORE, withheld)

    began = Beginning(ref=CONF, anchor=STARTS, children=(ONE,))
    assert report_withheld(case, began, FATHER) == BEFORE
    assert report_withheld(case, began, MOTHER) is None
    assert case.settled[key].lapsed == "withheld"
    assert f"{SHARE}/{CONF}/{MOTHER}" in case.duties
