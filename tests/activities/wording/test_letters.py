"""What a document says where something is not known, or is otherwise than usual."""

from __future__ import annotations

import pytest

from activities.wording.letters import for_child
from activities.wording.sentences import DECIDED
from domain.documents.kinds import DocumentKind
from domain.documents.values import Value
from domain.letters import Line
from domain.record.conferences import Decided
from domain.record.participation import Heard
from tests.activities.wording.by_hand import day, letter, line, name, personal, read
from tests.activities.wording.samples import HELD, INVITED


def plan(*lines: Line, child: str = "child-1", part: str = "family") -> str:
    """A plan about a child whom the reader knows by reference alone."""
    said = line(
        "plan", conference="initial", held=HELD, decided="continue", child=child
    )
    return read(letter(DocumentKind.PLAN, said, *lines, part=part))


def for_ana(*lines: Line, decided: str = "no-plan") -> str:
    said = line("outcome", child=name("Ana Sol"), decided=decided, held=HELD)
    return read(letter(DocumentKind.OUTCOME_FOR_CHILD, said, *lines))


def test_a_plan_without_a_name_says_the_reference_and_who_can_tell_which_child() -> (
    None
):
    assert (
        "\n\nThis copy is about one child only, with the reference child-1. Your "
        "social worker can tell you which child that is.\n\n"
    ) in plan()
    assert "with the reference child-1.\n\n" in plan(part="professional")


def test_a_plan_begins_with_what_was_decided() -> None:
    assert plan().startswith(
        "Your copy of the plan - case CP-1\n\nDear Ana Sol,\n\n"
        "The conference decided that this child's child protection plan goes on.\n\n"
    )


def test_a_version_without_a_day_comes_when_it_is_ready_and_somebody_helps() -> None:
    told = plan(
        line(
            "own-version",
            language="tok",
            due="",
            goes_through="social-worker",
            name="",
        )
    )

    assert (
        "\n\nYour version in tok will come as soon as it is ready. Until then this "
        "one counts, and the social worker goes through it with you.\n\n"
    ) in told


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"by": "", "on": ""}, "not set"),
        ({"by": personal("each week"), "on": ""}, "each week"),
        ({"by": "", "on": day("Fri 2027-01-15")}, "Friday 15 January 2027"),
        (
            {"by": personal("at noon"), "on": day("Fri 2027-01-15")},
            "Friday 15 January 2027 (at noon)",
        ),
    ],
)
def test_an_action_says_by_when_in_the_words_or_the_day_that_were_agreed(
    values: dict[str, Value], said: str
) -> None:
    act = line("action", what=personal("Ring."), who="", **values)

    assert (
        f"\n\nWho does what\n\nWhat: Ring.\nWho: to be agreed\nBy when: {said}\n\n"
    ) in plan(act)


def test_an_invitation_without_time_and_place_says_that_they_will_be_told() -> None:
    said = line("invitation", conference="initial", when="", where="", revision="1")

    assert "\nWhen: you will be told\nWhere: you will be told\n" in read(
        letter("invitation", said)
    )


@pytest.mark.parametrize(
    ("due", "silent", "said"),
    [
        ("", "at-once", "at once."),
        ("", "not-set", "not set by the procedures."),
        ("", "calendar-ends", "the date cannot be worked out yet."),
        (
            day("Fri 2027-01-08"),
            "",
            "by the end of Friday 8 January 2027.",
        ),
    ],
)
def test_a_report_date_says_why_there_is_none(
    due: Value, silent: str, said: str
) -> None:
    date = line(
        "report-date",
        what="complete-report",
        due=due,
        silent=silent,
        force="statutory",
    )
    told = letter("invitation", *INVITED, date, part="professional")

    assert f"\n- Complete the report: {said}\n" in read(told)
    assert f"\n- Complete the report: {said}\n" in read(told, 1)


def test_a_report_form_without_headings_of_the_procedures_is_written_freely() -> None:
    date = line(
        "report-date", what="submit-report", due="", silent="not-set", force="local"
    )
    told = letter("invitation", *INVITED, date, part="professional")

    assert (
        "\n\nYour report\n\nThe procedures set no headings for this report: write it "
        "as it is best read.\n"
    ) in read(told, 1)


def test_a_report_form_does_not_say_where_the_conference_is() -> None:
    date = line(
        "report-date", what="submit-report", due="", silent="not-set", force="local"
    )
    told = letter("invitation", *INVITED, date, part="professional")

    assert "Civic Centre" in read(told)
    assert "Civic Centre" not in read(told, 1)


def test_every_decision_can_be_said_to_a_child_and_to_everybody_else() -> None:
    assert set(for_child.DECIDED) == set(DECIDED) == set(Decided)
    assert set(for_child.SAID) == {*Heard, for_child.THERE}


@pytest.mark.parametrize(
    "sentence", [*for_child.DECIDED.values(), *for_child.SAID.values()]
)
def test_a_child_reads_short_sentences(sentence: str) -> None:
    assert all(len(part.split()) <= 12 for part in sentence.split("."))


def test_a_child_of_whom_nothing_was_heard_is_told_that_they_can_still_speak() -> None:
    told = for_ana()

    assert "\n\nWhat you said\n\nThe meeting did not hear from you. " in told
    assert "\n\nWho will see you\n\nYour social worker will tell you who" in told


def test_a_child_reads_what_was_decided_then_who_comes_then_what_they_said() -> None:
    told = for_ana(
        line("seen-by", who="social-worker", name=""), line("said", how="in-person")
    )
    places = [
        told.index(words)
        for words in (
            "you do not need a plan",
            "Your social worker",
            "You told the meeting yourself",
        )
    ]

    assert places == sorted(places)


@pytest.mark.parametrize(
    ("child", "greeting"),
    [(name("Bea Sol"), "\n\nDear Bea Sol,\n\n"), ("child-1", "\n\n")],
)
@pytest.mark.parametrize("part", ["family", "professional"])
def test_a_letter_for_a_child_greets_the_child_and_not_who_takes_it_there(
    child: Value, greeting: str, part: str
) -> None:
    said = line("outcome", child=child, decided="end", held=HELD)
    told = read(letter(DocumentKind.OUTCOME_FOR_CHILD, said, part=part))

    assert told.startswith(
        f"A letter for you - case CP-1{greeting}The meeting decided that you do not "
    )
    assert "Ana Sol" not in told


def test_whoever_is_kept_away_is_told_that_their_views_still_count() -> None:
    said = line("exclusion", from_=HELD, by="chair")
    told = read(letter(DocumentKind.EXCLUSION_LETTER, said))

    assert "The conference still hears your views: " in told
    assert "You can still share in making a plan: " in told


@pytest.mark.parametrize("name_of_codes", ["words", "code", "codes"])
def test_reasons_of_a_delay_are_said_in_words_one_by_one(name_of_codes: str) -> None:
    delay = line("delay", agreed_on="", due=HELD, agreed_by="", asked_at="")
    reason = Line(code="reason", values={name_of_codes: "chair-ill room-lost"})
    told = read(
        letter(DocumentKind.DELAY_AGREEMENT, delay, reason, part="professional")
    )

    assert "\n- chair ill\n- room lost\n" in told
    assert "Agreed until: not set\nAgreed by: not set\nAsked for on: not set" in told


def test_a_core_group_that_made_no_plan_version_says_only_who_met() -> None:
    said = line("core-group", held=HELD, meeting="m-1")
    told = read(letter(DocumentKind.CORE_GROUP_NOTE, said))

    assert "The core group met on Monday 11 January 2027.\n\nIf anything" in told


def test_two_pieces_under_one_heading_of_the_record_stand_under_it_once() -> None:
    said = line("record", conference="initial", held=HELD, chair="")
    pieces = [
        line("section", heading="strengths", child="", words=personal(text))
        for text in ("They cope.", "They talk.")
    ]
    told = read(letter(DocumentKind.RECORD, said, *pieces, part="professional"))

    assert "\n\nStrengths\n\nThey cope.\n\nThey talk.\n\n" in told


def test_somebody_of_whom_no_part_is_known_is_still_counted() -> None:
    said = line("core-group", held=HELD, meeting="m-1")
    came = line("attended", who="", agency="")
    told = read(letter(DocumentKind.CORE_GROUP_NOTE, said, came))

    assert "\n\nWho was there\n\n- somebody\n\n" in told


@pytest.mark.parametrize(
    ("what", "said"), [("record", "record of the conference"), ("a-form", "a form")]
)
def test_the_desk_is_told_which_document_and_nothing_of_what_is_not_known(
    what: str, said: str
) -> None:
    asked = line(
        "translation",
        language="cy",
        format="signed-video",
        what=what,
        child="",
        conference="initial",
        held="",
        job="t2",
        due="",
        source="",
    )
    told = read(letter("translation-request", asked, part="professional"))

    assert told.split("\n\n")[3] == (
        "Number of the job: t2\nLanguage: Welsh (cy)\nForm: as a signed video\n"
        f"Document: {said}\nConference: initial child protection conference"
    )
