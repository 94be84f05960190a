"""What staff read: the most urgent first, why they are told, and what was agreed."""

from __future__ import annotations

import pytest

from activities.wording import worded
from domain.effects import EffectKind
from domain.evolve.changes import changed
from domain.letters import Letter, Line
from tests.activities.older import letter_for
from tests.domain.builders import waited
from tests.domain.family import STARTS, a_family, booked, owed, rang, to_staff
from tests.domain.lives import (
    CONFERENCE,
    MISSED,
    TUESDAY,
    a_late_case,
    agreed,
    discussed,
)

DUE = {
    "what": "first-core-group",
    "about": "child-1",
    "due": "Monday 25 January 2027",
    "open-days": "9",
    "force": "statutory",
    "rung": "before",
    "earlier": "",
    "agreed": "",
}


def message(*lines: Line) -> Letter:
    """A digest for the key worker, with these lines."""
    digest = letter_for(
        a_family(), to_staff(rang(CONFERENCE), role="social-worker"), STARTS
    )
    return changed(digest, lines=(digest.lines[0], *lines))


def entry(code: str, **values: str) -> str:
    """What is said of one thing, without its heading."""
    parts = worded(message(Line(code=code, values=DUE | values))).body.split("\n\n")
    return parts[2].partition("\n")[2]


def test_a_digest_of_a_morning() -> None:
    case = waited(discussed(booked(a_family("york"))), MISSED)
    items = ("submit-report/conf-1/health", CONFERENCE, "share-report/conf-1/health")
    digest = worded(letter_for(case, to_staff(*map(rang, items)), TUESDAY))

    assert digest.subject == "Vigil: case CP-1 - what is due"
    assert digest.body == (
        "Dear Sam Okafor,\n\n"
        "This is for you as social worker in case CP-1.\n\n"
        "Missed\n"
        "- Share the report with the family (health)\n"
        "  It was due by the end of Sunday 10 January 2027, and was missed.\n"
        "- Hold the initial child protection conference (child-1)\n"
        "  It was due by the end of Monday 11 January 2027, and was missed.\n\n"
        "No time set\n"
        "- Hand in the report (health)\n"
        "  The procedures set no time for this. It has been open 29 days.\n\n"
        "The reason for every date is in Vigil, under case CP-1. If something here is "
        "wrong, correct it there, or ask the conference coordinator. If a child is in "
        "danger now, call 999.\n"
    )


def test_what_was_missed_today_is_told_to_the_manager_at_once() -> None:
    case = waited(discussed(a_family()), MISSED)
    effect = owed(case, EffectKind.ESCALATION, "first-line-manager")
    told = worded(letter_for(case, effect, MISSED))

    assert told.subject == "Vigil: case CP-1 - this cannot wait"
    assert (
        "Dear Rhian Powell,\n\n"
        "This is for you as team manager in case CP-1.\n\n"
        "Missed\n"
        "- Hold the initial child protection conference (child-1)\n"
        "  It was due by the end of Monday 11 January 2027, and was missed. You are "
        "told because the day has passed.\n\n"
    ) in told.body


def test_a_late_conference_is_told_with_its_agreement_which_moves_no_date() -> None:
    case = agreed(a_late_case())
    (told,) = (e for e in case.waiting.values())

    body = worded(letter_for(case, told, TUESDAY)).body

    assert (
        "- A delay until Tuesday 19 January 2027 has been agreed (d-1). This agreement "
        "does not move the date. It says why it is late and what keeps the child safe."
    ) in body


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        (
            "due",
            {},
            "Due by the end of Monday 25 January 2027. This is an early reminder.",
        ),
        (
            "due",
            {"rung": "on-the-day", "earlier": "before", "force": "local"},
            "Due by the end of Monday 25 January 2027 (set locally). This is the "
            "reminder on the day. Reminders that fell earlier: before the day.",
        ),
        (
            "missed",
            {"rung": "weekly-after", "earlier": "before on-the-day missed"},
            "It was due by the end of Monday 25 January 2027, and was missed. You are "
            "told each week until it is done. Reminders that fell earlier: before the "
            "day, on the day, when it was missed.",
        ),
        (
            "missed",
            {"agreed": "Friday 29 January 2027"},
            "It was due by the end of Monday 25 January 2027, and was missed. A delay "
            "until Friday 29 January 2027 has been agreed. This agreement does not "
            "move the date.",
        ),
        ("at-once", {"open-days": "0"}, "Due at once. It was opened today."),
        (
            "no-time-set",
            {"open-days": "1"},
            "The procedures set no time for this. It has been open 1 day.",
        ),
        (
            "no-time-set",
            {"rung": "weekly-after", "earlier": "before"},
            "The procedures set no time for this. It has been open 9 days.",
        ),
        (
            "calendar-ends",
            {},
            "The date cannot be worked out yet, because the calendar of working days "
            "ends before it. It has been open 9 days.",
        ),
        ("settled-since", {}, "Nothing more is needed: it was settled meanwhile."),
    ],
)
def test_each_thing_that_is_due_is_told_in_whole_sentences(
    code: str, values: dict[str, str], said: str
) -> None:
    assert entry(code, **values) == f"- Hold the first core group (child-1)\n  {said}"


def test_what_is_due_for_the_whole_household_names_no_one() -> None:
    told = entry("due", what="send-invitations", about="")

    assert told.startswith("- Send the invitations\n  Due by the end of ")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {
                "task": "letter-failed",
                "about": "letter-1",
                "to": "p-mother",
                "why": "mailbox-refused",
                "letter": "invitation",
            },
            "The invitation to p-mother could not be delivered (mailbox refused). See "
            "that it reaches them another safe way, and record how (letter-1).",
        ),
        (
            {
                "task": "letter-failed",
                "about": "letter-2",
                "role": "first-line-manager",
                "why": "no-answer-in-time",
                "letter": "digest",
            },
            "The list of what is due to the team manager could not be delivered (no "
            "answer in time). See that it reaches them another safe way, and "
            "record how (letter-2).",
        ),
        (
            {"task": "tell-by-hand", "about": "conf-1", "to": "p-1", "letter": ""},
            "Give p-1 their letter about conf-1 yourself: writing to them by e-mail is "
            "not safe, or not possible. Record how it was done.",
        ),
        (
            {
                "task": "decide-what-to-send",
                "about": "conf-1",
                "to": "p-2",
                "letter": "plan-copy",
            },
            "Decide what p-2 may be told about conf-1, and record it. Their copy of "
            "the plan has not been sent.",
        ),
        (
            {"task": "letters-held", "about": "hold-1-9"},
            "Letters are held in this case. What is held goes to nobody until it is "
            "released; see whether somebody must be told another way.",
        ),
        (
            {"task": "delay-asked-for", "about": "d-1", "agreed": ""},
            "A delay has been asked for (d-1). Agree or refuse it in writing, with "
            "reasons. An agreement does not move the date: it says why it is late and "
            "what keeps the child safe.",
        ),
        (
            {"task": "delay-refused", "about": "d-1", "agreed": ""},
            "The delay that was asked for (d-1) was not agreed. The date stands.",
        ),
        (
            {
                "task": "eighteen-nears",
                "about": "child-1",
                "on": "Friday 14 March 2036",
            },
            "child-1 turns 18 on Friday 14 March 2036. A child protection plan would "
            "end that day by itself: agree now what follows.",
        ),
        (
            {"task": "order-over-eight-days", "about": "o-1"},
            "The emergency protection order runs over eight days (o-1). It is kept as "
            "it was recorded: please check it against the order, and correct it if it "
            "is wrong.",
        ),
        (
            {"task": "see-the-registrar", "about": "o-1"},
            "See the registrar: please look at o-1.",
        ),
    ],
)
def test_each_task_says_what_to_do(values: dict[str, str], said: str) -> None:
    body = worded(message(Line(code="task", values=values))).body

    assert f"\n\nTo do\n- {said}\n\n" in body
