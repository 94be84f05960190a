"""Nothing is closed before its record is written, and by more than one agency."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.errors import NotYet
from domain.record.children import Leaving, Left
from domain.terms import sealed
from rulebook.schema import Listed
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    EVENING,
    ONE,
    TWO,
    UNBORN,
    only,
)
from tests.practice.outcomes import (
    considered,
    no_plan_outcome,
    of_one_unborn,
    plan_outcome,
)
from tests.practice.recording import closing, of, was_held, written

SUSSEX, YORK, WALES, GUERNSEY = ("pan-sussex",), ("york",), ("wales",), ("guernsey",)
ABUSE = ("york", "csa-pathway")
WHOLE, EACH = "record-is-written", "record-of-each-child-is-written"
AGENDA, SEVERAL = "agenda-was-gone-through", "several-agencies-added-to-the-record"
#: A rule, its gate and books, and the headings that keep it.
HEADINGS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("SX-04", WHOLE, SUSSEX, ("information-and-analysis",)),
    ("SX-08", WHOLE, SUSSEX, ("evidence",)),
    ("SX-05", EACH, SUSSEX, ("developmental-needs",)),
    ("SX-06", EACH, SUSSEX, ("capacity-of-parents-or-carers",)),
    ("SX-07", EACH, SUSSEX, ("family-and-environment",)),
    ("YK-02", AGENDA, YORK, ("family-and-professionals-together",)),
    ("YK-03", AGENDA, YORK, ("how-change-comes-about",)),
    ("YK-04", AGENDA, YORK, ("actions-towards-the-change",)),
    ("YK-25", WHOLE, YORK, ("concerns-and-challenges",)),
    ("YK-26", WHOLE, YORK, ("strengths", "expectations")),
    ("WA-05", WHOLE, WALES, ("concerns-and-enquiry-information",)),
    ("WA-06", WHOLE, WALES, ("strengths-and-protective-factors",)),
    ("WA-07", WHOLE, WALES, ("findings-of-the-enquiry-so-far",)),
    ("WA-08", WHOLE, WALES, ("other-assessments",)),
    ("WA-09", WHOLE, WALES, ("family-history-and-services",)),
    ("T4-01", AGENDA, GUERNSEY, ("concerns-considered-in-detail",)),
    ("T4-02", EACH, GUERNSEY, ("how-the-plan-reduces-the-concerns",)),
    ("T4-03", WHOLE, GUERNSEY, ("analysis-of-the-information",)),
    (
        "CS-08",
        EACH,
        ABUSE,
        (
            "health-of-the-child",
            "development-of-the-child",
            "wellbeing-of-the-child",
            "family-history",
        ),
    ),
    ("CS-10", EACH, ABUSE, ("needs-of-child-and-family",)),
    ("CS-11", EACH, ABUSE, ("capacity-of-the-non-abusing-parents",)),
)


def heading_row(
    rule: str, gate: str, books: tuple[str, ...], lines: tuple[str, ...]
) -> Row:
    """All is written but what keeps this rule; then that as well."""
    stem = f"{ONE}: " if gate == EACH else ""
    return Row(
        rule=rule,
        gate=gate,
        books=books,
        case=written(but=lines),
        lawful=written(),
        now=EVENING,
        breaks=closing(),
        keeps=closing(),
        about=tuple(f"{stem}{line}" for line in lines),
    )


def unborn_row(rule: str, line: str) -> Row:
    plan = plan_outcome(UNBORN)
    return heading_row(rule, EACH, WALES, (line,))._replace(
        case=written(plan, but=(line,), make=of_one_unborn),
        lawful=written(plan, make=of_one_unborn),
        about=(f"{UNBORN}: {line}",),
    )


def agencies_row(rule: str, books: tuple[str, ...]) -> Row:
    return heading_row(
        rule, "several-agencies-added-to-the-record", books, ()
    )._replace(case=written(by=("social-work",)), about=("",))


#: The worker, a teacher and a health visitor were there, and a manager of the first's.
EVERYBODY = ("social-work", "school", "health")
ROWS = (
    *(heading_row(*line) for line in HEADINGS),
    unborn_row("WA-73", "issues-of-care-before-and-after-birth"),
    unborn_row("WA-74", "how-they-are-met-before-and-after-birth"),
    agencies_row("SX-04", SUSSEX),
    agencies_row("CS-08", ABUSE),
    heading_row("WA-04", "every-agency-added-to-the-record", WALES, ())._replace(
        case=written(by=EVERYBODY[:2]),
        lawful=written(by=EVERYBODY),
        about=("health",),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_a_conference_is_not_closed_before_this_is_written(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_is_closed_once_all_of_it_is_written(row: Row) -> None:
    assert of(lets_by(row)).closed_at == EVENING


@pytest.mark.parametrize("row", params(ROWS))
def test_nothing_is_asked_for_without_its_entry(row: Row) -> None:
    needs_its_entry(row)


def test_the_headings_about_an_unborn_child_are_not_asked_for_one_who_is_born() -> None:
    wales = only(practice("wales"), EACH)
    case = written(but=("issues-of-care-before-and-after-birth",))(wales)

    assert of(asked(case, EVENING, closing())).closed_at == EVENING


def test_a_child_who_was_only_considered_needs_no_analysis_of_their_own() -> None:
    sussex = only(practice("pan-sussex"), EACH)
    both = was_held(plan_outcome(ONE), no_plan_outcome(TWO))(sussex)

    assert len(about_lines(was_held()(sussex))) == 3
    assert len(about_lines(both)) == 6


def about_lines(case: Case) -> tuple[str, ...]:
    refusal = refused(case, closing(), EVENING)
    assert isinstance(refusal, NotYet)
    (lack,) = refusal.lacks
    return lack.about


def test_the_overlay_s_headings_stand_beside_those_of_the_place() -> None:
    both = practice("pan-sussex", "csa-pathway")
    (gate,) = (g for g in both.gates if g.key == EACH)

    assert {"SX-05", "CS-08", "CS-11"} <= set(gate.ids)
    keys = {line.key for line in both.lists[Listed.RECORD_OF_CHILD]}
    assert {"developmental-needs", "health-of-the-child"} <= keys


@pytest.mark.rule("SX-05", "SX-06", "SX-07")
def test_the_child_after_one_who_was_only_considered_is_asked_about() -> None:
    sussex = only(practice("pan-sussex"), EACH)
    case = was_held(considered(ONE), plan_outcome(TWO))(sussex)

    assert [line.partition(":")[0] for line in about_lines(case)] == [TWO] * 3


def test_nothing_is_written_of_a_child_who_has_left_since() -> None:
    case = was_held(plan_outcome(ONE))(only(practice("pan-sussex"), EACH))
    one, two = case.children
    gone = one.model_copy(update={"left": Leaving(at=EVENING, why=Left.TRANSFERRED)})
    case = case.model_copy(update={"children": (gone, two)})

    assert of(asked(case, EVENING, closing())).closed_at == EVENING


@pytest.mark.parametrize(
    ("least", "by", "closes"),
    [
        (None, ("social-work",), False),
        (None, EVERYBODY[:2], True),
        (3, EVERYBODY[:2], False),
        (3, EVERYBODY, True),
    ],
)
def test_several_agencies_are_two_or_as_many_as_the_rulebook_says(
    least: int | None, by: tuple[str, ...], closes: bool
) -> None:
    own = only(practice("pan-sussex"), SEVERAL)
    (gate,) = own.gates
    asks = sealed(
        own.model_copy(update={"gates": (gate.model_copy(update={"least": least}),)})
    )
    case = written(by=by)(asks)

    if closes:
        assert of(asked(case, EVENING, closing())).closed_at == EVENING
    else:
        assert isinstance(refused(case, closing(), EVENING), NotYet)
