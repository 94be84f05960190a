"""A translation is asked for, comes back, is checked, and reaches its readers."""

from __future__ import annotations

from typing import Any

import pytest

from domain.correspondence import letter_for
from domain.documents.kinds import DocumentKind
from domain.documents.values import OnDay
from domain.duty import Standing
from domain.requests.keeping import CloseCase
from domain.views import case_view
from tests.dates import instant
from tests.domain.builders import a_person, waited
from tests.domain.conferring import EVENING, JANUARY, NO_PLAN, OF, held, how
from tests.domain.requesting import WORKER, asked, refused
from tests.domain.translating import (
    BACK,
    CHECKED,
    DESK,
    DUE,
    FATHER,
    IN_URDU,
    MISSED,
    MOTHER,
    ONE,
    OTHER,
    SECOND,
    ask_for,
    back,
    booked,
    cancel,
    certified,
    check,
    closed,
    copies,
    family,
    following,
    job,
    of_job,
    planned,
    returned,
    tasks,
)

KEY = f"translate/{IN_URDU}/household"


def test_a_plan_asks_the_desk_once_for_each_language_its_family_reads() -> None:
    case = planned()

    (urdu,) = case.translations
    assert (urdu.document, urdu.about, urdu.child) == (
        DocumentKind.PLAN,
        "conf-1",
        "child-1",
    )
    assert (urdu.language, urdu.format, urdu.readers) == ("ur", "text", (MOTHER,))
    (request,) = of_job(case)
    assert request.key == "CP-1/translation-request/t1/desk"
    assert (request.kind, request.to, request.role) == (
        "translation-request",
        "translation-desk",
        True,
    )


def test_a_plan_in_english_goes_to_everybody_before_any_translation_is_back() -> None:
    english = copies(planned(), language=False)

    assert {to for _, to in english} == {MOTHER, FATHER, "worker", "manager"}


@pytest.mark.parametrize(
    ("fields", "language", "form"),
    [
        ({"language_need": "en", "language_choice": "cy"}, "cy", "text"),
        ({"language_need": "en", "format": "signed-video"}, "en", "signed-video"),
        ({"format": "audio"}, "ur", "audio"),
    ],
    ids=["Welsh by choice", "signed video", "spoken Urdu"],
)
def test_welsh_and_forms_that_are_no_text_are_versions_like_any_other(
    fields: dict[str, Any], language: str, form: str
) -> None:
    (asked_for,) = planned(family(**fields)).translations

    assert (asked_for.language, asked_for.format) == (language, form)


def test_nothing_is_asked_for_a_family_that_reads_english() -> None:
    assert planned(family(language_need="en")).translations == ()


def test_a_professional_who_reads_another_language_is_sent_the_english_plan() -> None:
    case = family(language_need="en")
    worker = a_person("worker", language_need="pl")
    people = tuple(worker if p.ref == "worker" else p for p in case.people)

    assert planned(case.model_copy(update={"people": people})).translations == ()


def test_a_case_of_older_terms_asks_the_desk_as_it_always_did() -> None:
    older = following().model_copy(update={"letters": None})
    case = planned(family(terms=older))

    assert case.translations == ()
    assert "CP-1/translation-request/conf-1/child-1/ur/desk" in case.outbox
    assert refused(case, ask_for(EVENING), EVENING).code == "terms-know-no-translations"


def test_the_record_is_asked_for_once_the_conference_is_closed() -> None:
    case = closed(planned(), BACK)

    plan, record = case.translations
    assert (plan.document, record.document) == (DocumentKind.PLAN, DocumentKind.RECORD)
    assert (record.about, record.child, record.readers) == ("conf-1", None, (MOTHER,))


def test_a_certified_record_goes_as_a_document_in_the_reader_s_language() -> None:
    case = closed(planned(), BACK)
    case = asked(case, CHECKED, back(case, "t2", returned_at=CHECKED))
    case = asked(case, CHECKED, check("t2"))

    (letter,) = of_job(case, "t2")
    assert (letter.kind, letter.document, letter.to) == (
        "document",
        DocumentKind.RECORD,
        MOTHER,
    )


def test_a_certified_version_goes_to_its_readers_beside_the_english_copy() -> None:
    case = certified(planned())

    assert copies(case) == [("CP-1/plan-copy/conf-1/t1/child-1/mother-1/mail", MOTHER)]
    assert MOTHER in {to for _, to in copies(case, language=False)}
    assert how(case, KEY) is Standing.MET


def test_what_came_back_is_sent_to_nobody_before_a_second_person_checked_it() -> None:
    case = returned(planned())

    assert copies(case) == []
    (checking,) = tasks(case, "check-translation")
    assert (checking.to, checking.items[0].about) == ("translation-desk", IN_URDU)
    assert how(case, KEY) is Standing.OPEN


def test_signed_video_is_given_by_hand_and_never_mailed() -> None:
    case = certified(planned(family(language_need="en", format="signed-video")))

    assert copies(case) == []
    (hand,) = tasks(case, "tell-by-hand")
    assert hand.items[0].about == "plan-copy/conf-1/t1/child-1/mother"


def test_a_version_for_somebody_who_may_not_be_written_to_is_given_by_hand() -> None:
    case = certified(planned(family(safe={"write": False})))

    assert copies(case) == []
    assert "t1" in {effect.translation for effect in tasks(case, "tell-by-hand")}


def test_a_person_decides_first_what_somebody_of_concern_is_sent() -> None:
    case = planned(family(of_concern_about=("child-1",)))

    assert case.translations == ()
    about = [e.items[0].about for e in tasks(case, "decide-what-to-send")]
    assert "plan-copy/conf-1/child-1/mother" in about


def test_the_same_translation_returned_twice_changes_nothing_more() -> None:
    once = returned(planned())

    twice = asked(once, CHECKED, back(once))

    assert twice.translations == once.translations
    assert twice.facts == once.facts + 1  # the request, and nothing that came of it


def test_another_translation_is_refused_while_one_waits_for_its_check() -> None:
    case = returned(planned())

    assert refused(case, back(case, content=OTHER), BACK).code == "waits-for-its-check"


def test_a_translation_returned_after_it_was_certified_takes_no_place() -> None:
    case = certified(planned())
    again = back(case, returned_at=CHECKED)

    assert refused(case, back(case, content=OTHER), CHECKED).code == "certified-already"
    assert asked(case, CHECKED, again).translations == case.translations


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"translation": "t9"}, "unknown-translation"),
        ({"source": "0" * 64}, "other-source"),
        ({"returned_at": instant("Mon 2026-12-21 16:59Z")}, "out-of-order"),
        ({"returned_at": instant("Wed 2026-12-23 10:01Z")}, "in-the-future"),
        ({"translator": FATHER}, "of-the-family"),
        ({"translator": "child-2"}, "of-the-family"),
        ({"by": WORKER.model_copy(update={"person": FATHER})}, "of-the-family"),
    ],
)
def test_a_return_that_does_not_fit_is_refused(
    fields: dict[str, Any], code: str
) -> None:
    case = planned()

    assert refused(case, back(case, **fields), BACK).code == code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"by": DESK}, "second-person-checks"),
        (
            {"by": SECOND.model_copy(update={"person": "translator"})},
            "second-person-checks",
        ),
        ({"by": SECOND.model_copy(update={"person": FATHER})}, "of-the-family"),
        ({"content": OTHER}, "other-content"),
        ({"right": False}, "say-what-is-wrong"),
        ({"checked_at": instant("Wed 2026-12-23 09:59Z")}, "out-of-order"),
        ({"translation": "t9"}, "unknown-translation"),
    ],
)
def test_a_check_that_does_not_fit_is_refused(
    fields: dict[str, Any], code: str
) -> None:
    assert refused(returned(planned()), check(**fields), CHECKED).code == code


def test_nothing_is_checked_before_it_is_back() -> None:
    assert refused(planned(), check(), CHECKED).code == "not-back-yet"


def test_a_second_check_that_agrees_changes_nothing_and_one_that_does_not_is_told() -> (
    None
):
    case = certified(planned())
    wrong = check(right=False, why="wrong-name")

    assert asked(case, CHECKED, check()).translations == case.translations
    assert refused(case, wrong, CHECKED).code == "certified-already"


def test_a_translation_found_wrong_goes_back_to_the_desk_in_the_same_time() -> None:
    case = asked(returned(planned()), CHECKED, check(right=False, why="wrong-name"))

    assert copies(case) == []
    assert job(case).with_the_desk
    (told,) = tasks(case, "translation-rejected")
    assert told.to == "translation-desk"
    assert tasks(case, "check-translation") == []
    assert case.duties[KEY].due.due_on == DUE
    mended = asked(case, CHECKED, back(case, content=OTHER, returned_at=CHECKED))
    assert asked(mended, CHECKED, check(content=OTHER)).translations[0].certified


def test_a_cancelled_translation_stops_and_is_not_asked_for_again() -> None:
    case = asked(planned(), BACK, cancel())

    assert job(case).ended == "reads-english"
    assert of_job(case) == []
    assert len(asked(case, CHECKED, ask_for(CHECKED)).translations) == 2
    assert how(case, KEY) is Standing.NOT_APPLICABLE
    assert refused(case, back(case), BACK).code == "no-longer-wanted"
    assert refused(certified(planned()), cancel(), CHECKED).code == "certified-already"


def test_a_desk_that_has_the_text_is_told_that_it_is_cancelled() -> None:
    given_out = planned()
    outbox = {k: e for k, e in given_out.outbox.items() if e.translation is None}

    case = asked(given_out.model_copy(update={"outbox": outbox}), BACK, cancel())

    (told,) = tasks(case, "translation-cancelled")
    assert (told.to, told.items[0].about) == ("translation-desk", IN_URDU)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"language": "ur"}, "asked-already"),
        ({"language": "en"}, "written-in-english"),
        ({"child": "child-2"}, "nothing-to-translate-yet"),
        ({"child": None}, "about-which-child"),
        ({"child": "child-9"}, "unknown-child"),
        ({"about": "conf-9"}, "unknown-conference"),
        ({"document": DocumentKind.RECORD}, "about-which-child"),
        ({"document": DocumentKind.RECORD, "child": None}, "nothing-to-translate-yet"),
    ],
)
def test_what_cannot_be_asked_of_the_desk_is_refused(
    fields: dict[str, Any], code: str
) -> None:
    assert refused(planned(), ask_for(BACK, **fields), BACK).code == code


@pytest.mark.parametrize(
    ("document", "child"),
    [
        (DocumentKind.PLAN, "child-1"),
        (DocumentKind.OUTCOME_FOR_CHILD, "child-2"),
        (DocumentKind.DECISION_SUMMARY, None),
    ],
)
def test_somebody_may_ask_for_a_language_that_nobody_is_recorded_to_read(
    document: DocumentKind, child: str | None
) -> None:
    case = asked(planned(), BACK, ask_for(BACK, document=document, child=child))
    later = asked(case, CHECKED, cancel())

    assert (job(later, "t2").asked_by, job(later, "t2").ended) == ("worker", None)


def test_a_translation_that_never_returns_is_missed_and_stays_due() -> None:
    case = waited(planned(), MISSED)

    assert how(case, KEY) is Standing.MISSED_OPEN
    assert of_job(waited(planned(), JANUARY))


def test_a_case_shows_how_far_each_translation_is() -> None:
    stages = [planned(), returned(planned()), certified(planned())]
    stages.append(asked(planned(), BACK, cancel()))
    shown = [case_view(case, CHECKED).translations[0] for case in stages]

    assert [view.state for view in shown] == [
        "with-the-desk",
        "waits-for-its-check",
        "certified",
        "no-longer-wanted",
    ]
    assert [view.due_on for view in shown] == [DUE, DUE, None, None]
    assert (shown[0].chased, shown[3].ended) == (0, "reads-english")


def test_a_translation_comes_back_to_a_case_that_was_closed_meanwhile() -> None:
    neither = (NO_PLAN.model_copy(update={"child": "child-1"}), NO_PLAN)
    day = held(*neither, present=("worker", "manager", MOTHER))
    case = closed(asked(booked(), EVENING, day), BACK)

    shut = CloseCase(**OF, closed_at=BACK, reason="no-plan")
    case = asked(asked(case, BACK, shut), CHECKED, back(case))
    case = asked(case, CHECKED, check())

    assert case.closed_at == BACK
    assert [(e.to, e.document) for e in of_job(case)] == [(MOTHER, DocumentKind.RECORD)]


def test_the_letter_brings_the_very_text_that_was_checked_and_its_source() -> None:
    case = certified(planned())
    (copy,) = of_job(case)

    letter = letter_for(case, copy, CHECKED)

    assert (letter.translation, letter.source) == (ONE, job(case).source)
    assert (letter.to, letter.language) == (MOTHER, "ur")


def test_the_desk_is_told_the_job_the_language_and_by_when() -> None:
    case = planned()
    (request,) = of_job(case)

    letter = letter_for(case, request, EVENING)

    (line,) = (line for line in letter.lines if line.code == "translation")
    assert (line.values["job"], line.values["language"]) == (IN_URDU, "ur")
    assert line.values["due"] == OnDay(on=DUE)
    assert line.values["source"] == job(case).source
