"""Under each child of a Welsh conference stand the three things that it decides on."""

from __future__ import annotations

import pytest

from domain.decide import respond
from domain.errors import NotYet
from tests.domain.builders import practice
from tests.practice.household import EVENING, ONE, only
from tests.practice.recording import closing, written

GATE = "record-of-each-child-is-written"


@pytest.mark.rule("WA-03")
@pytest.mark.parametrize("on", ["safety", "well-being", "development"])
def test_a_conference_is_not_closed_before_it_says_what_it_decided_on(on: str) -> None:
    terms = only(practice("wales"), GATE)
    heading = f"decided-on-future-{on}"

    with pytest.raises(NotYet, match="WA-03") as caught:
        respond(written(but=(heading,))(terms), closing(), EVENING)
    (lack,) = caught.value.lacks
    assert lack.about == (f"{ONE}: {heading}",)
    assert respond(written()(terms), closing(), EVENING)
