"""One person's list over several families."""

from __future__ import annotations

import pytest

from activities.wording import digest_of
from domain.documents.in_plain_text import in_plain_text
from domain.documents.model import Heading
from domain.documents.values import Words
from domain.letters import Letter, Line
from tests.activities.wording.by_hand import letter, shown
from tests.activities.wording.samples import DUE

MISSED, COMING = (Line(code=code, values=DUE) for code in ("missed", "due"))


def part(
    case: str,
    *lines: Line,
    role: str = "key-worker",
    part: str = "professional",
) -> Letter:
    made = letter("reminder", *lines, part=part, role=role)
    return made.model_copy(update={"case": case, "key": f"{case}/digest/{role}"})


def headings(*parts: Letter) -> list[str]:
    blocks = digest_of(parts).blocks
    found = (block.text[0] for block in blocks if isinstance(block, Heading))
    return [piece.text for piece in found if isinstance(piece, Words)]


def test_a_digest_over_two_families_from_its_title_to_its_last_word() -> None:
    document = digest_of((part("CP-1", COMING), part("CP-2", MISSED, COMING)))

    assert in_plain_text(shown(document)) == (
        "What is due\n\n"
        "Dear Ana Sol,\n\n"
        "Case CP-2\n\n"
        "This is for you as lead social worker in case CP-2.\n\n"
        "CP-2: Missed\n\n"
        "- Hold the first core group (child-1). It was due by the end of Monday 25 "
        "January 2027, and was missed.\n\n"
        "CP-2: Coming up\n\n"
        "- Hold the first core group (child-1). Due by the end of Monday 25 January "
        "2027. This is an early reminder.\n\n"
        "Case CP-1\n\n"
        "This is for you as lead social worker in case CP-1.\n\n"
        "CP-1: Coming up\n\n"
        "- Hold the first core group (child-1). Due by the end of Monday 25 January "
        "2027. This is an early reminder.\n\n"
        "The reason for every date is in Vigil, under each case. If something here is "
        "wrong, correct it there, or ask the conference coordinator. If a child is in "
        "danger now, call 999.\n"
    )


def test_a_family_stands_together_when_somebody_has_two_parts_in_it() -> None:
    two = (
        part("CP-1", COMING, role="social-worker"),
        part("CP-2", COMING),
        part("CP-1", MISSED),
    )

    assert headings(*two) == [
        "Case CP-1",
        "CP-1: Missed",
        "CP-1: Coming up",
        "Case CP-2",
        "CP-2: Coming up",
    ]


def test_the_order_in_which_parts_came_does_not_matter() -> None:
    parts = (part("CP-1", COMING), part("CP-2", MISSED), part("CP-3", COMING))

    assert digest_of(parts) == digest_of(tuple(reversed(parts)))


def test_a_digest_of_one_family_says_its_case_in_the_title() -> None:
    assert digest_of((part("CP-7", COMING),)).title == "What is due - case CP-7"


def test_a_team_gets_each_family_for_whom_it_stands_in() -> None:
    document = digest_of((part("CP-1", COMING, part="team"),))

    assert document.greets is None
    assert "This is for the lead social worker. Nobody" in in_plain_text(
        shown(document)
    )


def test_a_digest_of_nothing_or_with_a_family_in_it_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        digest_of(())
    with pytest.raises(ValueError, match="not for a family"):
        digest_of((part("CP-1", COMING), part("CP-2", COMING, part="family")))
    with pytest.raises(LookupError, match="has no line"):
        digest_of((part("CP-1"),))
