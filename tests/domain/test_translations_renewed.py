"""A translation belongs to its text: another text ends it and asks anew."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.evolve.changes import to
from domain.following import endings
from domain.letters import Standing
from domain.record.conferences import Decided
from domain.record.safety import Document, Sharing
from domain.requests.children import RecordDeath
from domain.requests.conferences import RecordOutcome
from domain.requests.plans import WithholdPlan
from domain.requests.safety import DecideSharing
from tests.domain.builders import a_person
from tests.domain.carrying import answered, heard, post
from tests.domain.conferring import (
    A_PLAN,
    IN_CONFERENCE,
    JANUARY,
    OF,
    SPRING,
    outcome,
    reviewed,
    undo,
)
from tests.domain.requesting import WORKER, asked, refused
from tests.domain.translating import (
    BACK,
    CHECKED,
    FATHER,
    MOTHER,
    OTHER,
    ask_for,
    back,
    cancel,
    certified,
    check,
    closed,
    copies,
    family,
    job,
    of_concern,
    of_job,
    planned,
    reads,
    returned,
    tasks,
)

DELIVERED = Standing.DELIVERED
ANOTHER = A_PLAN.model_copy(update={"categories": ("neglect",)})


def undone(case: Case) -> Case:
    return asked(case, CHECKED, undo("conf-1", CHECKED))


def decided_anew(case: Case, again: Any = ANOTHER) -> Case:
    return asked(undone(case), CHECKED, RecordOutcome(**IN_CONFERENCE, outcome=again))


def ended(case: Case) -> dict[str, str | None]:
    return {each.ref: each.ended for each in case.translations}


def test_a_plan_decided_anew_ends_the_old_translation_and_asks_for_a_new_one() -> None:
    case = decided_anew(planned())

    assert ended(case) == {"t1": "source-changed", "t2": None}
    assert job(case, "t2").source != job(case, "t1").source
    assert [e.kind for e in of_job(case, "t2")] == ["translation-request"]
    assert {e.kind for e in of_job(case, "t1")} <= {"task"}


def test_what_was_made_of_the_old_text_is_refused_and_says_why() -> None:
    case = decided_anew(planned())

    assert refused(case, back(case), CHECKED).code == "text-has-changed"
    old = back(case, "t2", source=job(case, "t1").source)
    assert refused(case, old, CHECKED).code == "other-source"


def test_what_came_back_before_the_text_changed_cannot_be_certified() -> None:
    assert refused(undone(returned(planned())), check(), CHECKED).code == (
        "text-has-changed"
    )


def test_unsent_copies_of_a_stale_translation_are_withdrawn() -> None:
    before = certified(planned())
    assert len(copies(before)) == 1

    assert copies(decided_anew(before)) == []


def test_a_plan_decided_again_in_the_same_words_uses_its_certified_version() -> None:
    case = decided_anew(certified(planned()), A_PLAN)

    assert ended(case) == {"t1": "source-changed", "t2": None}
    assert job(case, "t2").content == job(case, "t1").content
    assert copies(case) == [
        ("CP-1/plan-copy/conf-1/d2/t2/child-1/mother-1/mail", MOTHER)
    ]
    assert "translate/t2/household" not in {**case.duties, **case.settled}


def test_a_record_opened_again_ends_its_translation_until_it_is_closed_again() -> None:
    case = undone(closed(planned(), BACK))

    assert ended(case) == {"t1": "source-changed", "t2": "source-changed"}
    again = closed(
        asked(case, CHECKED, RecordOutcome(**IN_CONFERENCE, outcome=ANOTHER)), CHECKED
    )
    assert [j.document for j in again.translations if j.ended is None] == [
        "outline-plan",
        "record",
    ]


def test_a_review_that_goes_on_with_the_plan_asks_for_its_new_version() -> None:
    case = reviewed(planned(), SPRING, outcome("child-1", Decided.CONTINUE))
    review = case.conference("rev-1")
    assert review is not None

    assert [copy.person for copy in review.copies if copy.person == MOTHER] == [MOTHER]
    assert ended(case) == {"t1": "no-longer-needed", "t2": None}
    assert job(case, "t2").about == "rev-1"


def test_a_certified_plan_that_a_review_followed_is_not_called_stale() -> None:
    case = reviewed(certified(planned()), SPRING, outcome("child-1", Decided.CONTINUE))

    assert ended(case) == {"t1": None, "t2": None}


def test_a_plan_that_ends_needs_no_translation_any_more() -> None:
    end = outcome("child-1", Decided.END, ends_with="early-help")

    assert ended(reviewed(planned(), SPRING, end)) == {"t1": "no-longer-needed"}


@pytest.mark.parametrize(
    "request_",
    [
        RecordDeath(**OF, who=MOTHER, died_at=CHECKED),
        reads(MOTHER, CHECKED, language_need="en"),
        WithholdPlan(
            **IN_CONFERENCE,
            child="child-1",
            person=MOTHER,
            decided_at=CHECKED,
            reason="not-safe",
        ),
    ],
    ids=["died", "reads English", "withheld"],
)
def test_a_translation_ends_when_its_only_reader_needs_it_no_more(
    request_: Any,
) -> None:
    case = planned()
    assert ended(asked(case, CHECKED, request_)) == {"t1": "no-longer-needed"}


def test_whoever_comes_to_read_another_language_is_asked_for_too() -> None:
    case = asked(planned(), CHECKED, reads(FATHER, CHECKED, language_need="pl"))

    assert (job(case, "t2").language, job(case, "t2").readers) == ("pl", (FATHER,))


def test_whoever_changes_language_gets_no_copy_in_the_one_before() -> None:
    case = asked(
        certified(planned()), CHECKED, reads(MOTHER, CHECKED, language_need="pl")
    )

    assert copies(case) == []
    assert ended(case) == {"t1": "no-longer-needed", "t2": None}


def test_a_certified_version_is_used_again_for_whoever_comes_to_read_it() -> None:
    case = asked(
        certified(planned()), CHECKED, reads(FATHER, CHECKED, language_need="ur")
    )

    assert ended(case) == {"t1": None, "t2": None}
    assert {to for _, to in copies(case)} == {MOTHER, FATHER}
    assert len(copies(case)) == 2
    assert not job(case, "t2").awaited


def both_in_urdu(**mother: Any) -> Case:
    """Both parents read Urdu."""
    father = a_person(FATHER, kind="family", relation="father", language_need="ur")
    case = family(**mother)
    people = tuple(father if p.ref == FATHER else p for p in case.people)
    return to(case, people=people)


def test_two_readers_of_one_language_wait_for_one_translation() -> None:
    case = certified(planned(both_in_urdu()))

    assert [each.readers for each in case.translations] == [(MOTHER, FATHER)]
    assert {to for _, to in copies(case)} == {MOTHER, FATHER}


def test_whoever_joins_the_readers_before_the_check_gets_a_copy_as_well() -> None:
    case = asked(returned(planned()), BACK, reads(FATHER, BACK, language_need="ur"))

    sent = copies(asked(case, CHECKED, check()))

    assert {to for _, to in sent} == {MOTHER, FATHER}


def test_what_a_person_cancelled_is_asked_for_again_only_for_another_text() -> None:
    case = asked(planned(), BACK, cancel())
    assert len(asked(case, BACK, reads(FATHER, BACK, reads=False)).translations) == 1

    assert ended(decided_anew(case)) == {"t1": "reads-english", "t2": None}


def test_a_translation_somebody_asked_for_is_renewed_with_its_text() -> None:
    case = decided_anew(asked(planned(), BACK, ask_for(BACK)))

    polish = [j for j in case.translations if j.language == "pl"]
    assert [(j.ended, j.asked_by) for j in polish] == [
        ("source-changed", "worker"),
        (None, "worker"),
    ]


def test_what_was_decided_about_sharing_lets_the_waiting_version_go_too() -> None:
    case = asked(certified(planned()), CHECKED, of_concern(MOTHER))
    assert copies(case) == []
    decision = DecideSharing(
        id="r",
        by=WORKER,
        conference="conf-1",
        person=MOTHER,
        document=Document.PLAN,
        shares=Sharing.WHOLE,
        decided_at=CHECKED,
        reason="talked-over",
    )

    told = to(case, outbox={k: e for k, e in case.outbox.items() if e.kind != "task"})
    assert ended(case) == {"t1": "no-longer-needed"}

    for before in (case, told):
        decided = asked(before, CHECKED, decision)
        assert [who for _, who in copies(decided)] == [MOTHER]
        assert job(decided, "t2").again == "t1"
    kept = decision.model_copy(update={"shares": Sharing.WITHHELD})
    assert copies(asked(case, CHECKED, kept)) == []


def shared(case: Case, shares: Sharing = Sharing.WHOLE) -> Case:
    """What the mother has of the plan is decided on Wed 2026-12-23."""
    decision = DecideSharing(
        id="r",
        by=WORKER,
        conference="conf-1",
        person=MOTHER,
        document=Document.PLAN,
        shares=shares,
        decided_at=CHECKED,
        reason="talked-over",
    )
    return asked(case, CHECKED, decision)


TO_THE_MOTHER = "CP-1/plan-copy/conf-1/t1/child-1/mother-1"


@pytest.mark.parametrize("standing", [Standing.DELIVERED, Standing.SENT])
def test_a_version_that_has_gone_does_not_go_again_by_a_decision(
    standing: Standing,
) -> None:
    """Though they can be reached otherwise by then."""
    case = answered(certified(planned()), f"{TO_THE_MOTHER}/mail", standing, CHECKED)
    case = asked(case, CHECKED, reads(MOTHER, CHECKED, phone="07700 900111"))

    assert copies(shared(case)) == []


def test_a_version_that_was_posted_does_not_go_again_by_a_decision() -> None:
    case = certified(planned(family(email=None, phone=None, post="1 Heron Quay")))
    key = f"{TO_THE_MOTHER}/post"
    case = answered(case, key, Standing.QUEUED, CHECKED)
    assert job(case).reached == ()
    case = asked(case, CHECKED, post(key, CHECKED), heard(key, DELIVERED, CHECKED))

    case = asked(case, CHECKED, reads(MOTHER, CHECKED, phone="07700 900111"))

    assert (job(case).reached, copies(shared(case))) == ((MOTHER,), [])


def test_a_version_that_came_back_goes_on_once_it_is_decided() -> None:
    """It had gone by mail before anybody knew of the concerns about her."""
    case = certified(planned(both_in_urdu(post="1 Heron Quay")))
    key = f"{TO_THE_MOTHER}/mail"
    case = answered(case, key, Standing.SENT, CHECKED)
    case = asked(case, CHECKED, of_concern(MOTHER))
    bounced = answered(case, f"{key}/follow-up", Standing.PERMANENT_FAILURE, CHECKED)
    assert [to for _, to in copies(bounced) if to == MOTHER] == []

    going = [key for key, to in copies(shared(bounced)) if to == MOTHER]

    assert going == [f"{TO_THE_MOTHER}/post"]


def test_nobody_gets_a_version_by_a_decision_that_they_no_longer_need() -> None:
    case = certified(planned(both_in_urdu()))
    case = asked(case, CHECKED, reads(MOTHER, CHECKED, language_need="en"))

    assert {to for _, to in copies(shared(case))} == {FATHER}


def test_a_version_that_was_stopped_goes_once_it_is_decided() -> None:
    """Others read it too, so the job goes on; hers had not gone."""
    case = certified(planned(both_in_urdu()))
    case = asked(case, CHECKED, of_concern(MOTHER))
    assert {to for _, to in copies(case)} == {FATHER}

    assert {to for _, to in copies(shared(case))} == {MOTHER, FATHER}


def test_a_version_in_a_language_that_they_no_longer_need_is_not_printed_anew() -> None:
    """The father goes on reading it."""
    on_paper = {"email": None, "phone": None, "post": "1 Heron Quay"}
    case = certified(planned(both_in_urdu(**on_paper)))
    key = f"{TO_THE_MOTHER}/post"
    case = answered(case, key, Standing.QUEUED, CHECKED)
    case = asked(case, CHECKED, reads(MOTHER, CHECKED, language_need="en"))

    case = endings.ended(case, f"{key}/recall", None, CHECKED, said=True)

    assert [each for each, to in copies(case) if to == MOTHER] == []
    assert ended(case)["t1"] is None


def test_a_case_that_adopts_these_terms_asks_for_what_its_family_waits_for() -> None:
    case = planned()
    older = to(case, terms=case.terms.model_copy(update={"letters": None}))
    bare = to(older, translations=(), duties=_without_translate(case))

    again = asked(to(bare, terms=case.terms), BACK, reads(FATHER, BACK, reads=False))

    assert [j.language for j in again.translations] == ["ur"]


def _without_translate(case: Case) -> dict[str, Any]:
    return {k: d for k, d in case.duties.items() if d.rule != "translate"}


def test_another_content_for_a_new_text_is_taken() -> None:
    case = decided_anew(certified(planned()))
    case = asked(case, JANUARY, back(case, "t2", content=OTHER, returned_at=JANUARY))

    case = asked(case, JANUARY, check("t2", content=OTHER, checked_at=JANUARY))

    assert [effect.translation for effect in of_job(case, "t2")] == ["t2"]
    assert tasks(case, "check-translation") == []


def test_an_unsent_record_is_withdrawn_when_an_outcome_in_it_is_taken_back() -> None:
    case = closed(planned(), BACK)
    case = asked(case, CHECKED, back(case, "t2", returned_at=CHECKED), check("t2"))
    assert [effect.kind for effect in of_job(case, "t2")] == ["document"]

    assert of_job(undone(case), "t2") == []
