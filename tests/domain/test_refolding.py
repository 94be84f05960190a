"""The record alone says what a case knew: facts folded give the very same case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from commands.rehearsal.playing import Stage
from domain.advance import advance
from domain.case import Case
from domain.decide import refused, respond
from domain.errors import Refused
from domain.facts.keeping import CaseOpened
from domain.intake import Opening
from domain.opening import open_case
from domain.reading import read_case
from domain.recording import Batch, Row
from domain.refolding import (
    NOT_IN_THE_RECORD,
    NOT_KNOWN_FROM_FACTS,
    CannotRefold,
    fact_of,
    folded,
    known_at,
    opened_by,
    refolded,
    told_later,
)
from domain.requests import Request
from domain.terms import Terms, sealed
from domain.views import case_view
from domain.worklist import line_of
from tests.domain.attestations.vouching import a_trusting_case, vouched
from tests.domain.builders import practice
from tests.domain.delaying import MONDAY, approve
from tests.domain.plausible.life import Life, begun, lived
from tests.domain.strategies import LIVES, lives
from tests.practice.at_random import AtRandom
from tests.stories import NAMES, story

MINUTE = timedelta(minutes=1)
FROM_FACTS = sorted(set(Case.model_fields) - NOT_IN_THE_RECORD)


def alike(live: Case, again: Case) -> None:
    """Every field that facts settle, in its order; what people see; the worklist."""
    for name in FROM_FACTS:
        assert getattr(again, name) == getattr(live, name), name
    apart = set(NOT_IN_THE_RECORD)
    assert again.model_dump_json(exclude=apart) == live.model_dump_json(exclude=apart)
    at, unknown = live.looked_at + MINUTE, set(NOT_KNOWN_FROM_FACTS)
    seen, shown = case_view(live, at), case_view(again, at)
    assert shown.model_dump(exclude=unknown) == seen.model_dump(exclude=unknown)
    assert line_of(again) == line_of(live)


class Watched(Stage):
    """A story as it is played; at every event its facts are folded anew."""

    def __init__(self, opening: Opening, name: str) -> None:
        super().__init__(story(name))
        self.terms = opening.terms

    def is_as_its_facts_say(self) -> None:
        alike(self._case, refolded(self._case.ref, self._rows, self.terms))

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def case(self) -> Case:
        return self._case


def watched(name: str, stop: int | None = None) -> Watched:
    told = story(name)
    stage = Watched(told.opening, name)
    stage.is_as_its_facts_say()
    for number, asking in enumerate(told.askings[:stop]):
        stage.wind_to(asking.at)
        stage.ask(asking)
        if number % 20 == 10:
            stage.is_as_its_facts_say()
    return stage


@pytest.mark.parametrize("name", NAMES)
def test_a_story_folded_from_its_facts_is_the_case_itself_all_the_way(
    name: str,
) -> None:
    stage = watched(name)

    stage.is_as_its_facts_say()
    assert stage.case.closed_at is not None


@LIVES
@given(lives())
def test_a_random_life_folded_from_its_facts_is_the_case_itself(life: Life) -> None:
    case = begun(life)
    for step in lived(life):
        case = step.after

    alike(case, refolded(case.ref, case.unrecorded, life.opening.terms))


@LIVES
@given(lives(under=practice))
def test_so_is_a_random_life_under_the_newest_editions_half_way(life: Life) -> None:
    steps = [begun(life), *(step.after for step in lived(life))]
    case = steps[len(steps) // 2]

    alike(case, refolded(case.ref, case.unrecorded, life.opening.terms))


class Folded(AtRandom):
    """A team at random: in the end its facts are folded onto where it began."""

    began: Case

    def ask(self, *requests: Request) -> bool:
        if not hasattr(self, "began"):
            self.began = self.case
        return super().ask(*requests)

    def teardown(self) -> None:
        if hasattr(self, "began"):
            known = self.began.facts
            rows = (row for row in self.case.unrecorded if row.no > known)
            alike(self.case, folded(self.began, rows))


TestFolded = Folded.TestCase
TestFolded.settings = settings(
    max_examples=20,
    stateful_step_count=16,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_what_facts_do_not_settle_is_named_and_nothing_else_is() -> None:
    assert set(FROM_FACTS) | NOT_IN_THE_RECORD == set(Case.model_fields)
    assert {"outbox", "waiting", "unrecorded"} == NOT_IN_THE_RECORD


def test_whose_word_was_used_and_what_was_refused_are_in_the_facts_too() -> None:
    """Or an attestation could be used again by a case that was worked out anew."""
    began = a_trusting_case()
    case = advance(began, respond(began, vouched(), MONDAY), MONDAY)
    forged = approve(delay="d-2")
    with pytest.raises(Refused) as told_why:
        respond(case, forged, MONDAY)
    trace = refused(case, forged.kind, told_why.value, MONDAY, forged)
    case = advance(case, trace, MONDAY)
    late, waited = MONDAY + timedelta(minutes=6), vouched(delay="d-3")
    trace = refused(case, waited.kind, told_why.value, late, waited)
    case = advance(case, trace, late)

    known = [row for row in case.unrecorded if row.no > began.facts]
    again = folded(began, known)

    assert case.nonces
    assert case.late
    assert case.traces
    alike(case, again)


def test_only_what_is_still_to_be_sent_differs_in_what_people_see() -> None:
    """A case with letters owed: facts do not say which messages have gone."""
    told = story("york")
    late = told.starts_at + timedelta(days=60)
    case = open_case(told.opening, late)
    again = refolded(case.ref, case.unrecorded, told.opening.terms)
    seen, shown = case_view(case, late), case_view(again, late)

    differs = {
        name
        for name in type(seen).model_fields
        if getattr(seen, name) != getattr(shown, name)
    }
    assert case.waiting
    assert differs == NOT_KNOWN_FROM_FACTS


def rows_of(name: str = "delay") -> tuple[str, tuple[Row, ...], Terms]:
    told = story(name)
    case = open_case(told.opening, told.starts_at)
    return case.ref, case.unrecorded, told.opening.terms


def not_folded(rows: Sequence[Row], terms: Terms) -> tuple[str, int]:
    with pytest.raises(CannotRefold) as told:
        refolded("CP-1", rows, terms)
    return told.value.code, told.value.no


def test_what_is_no_whole_case_is_refused_by_name_and_number() -> None:
    _, rows, terms = rows_of()
    no_fact = rows[1].model_copy(update={"body": '{"kind": "of-another-program"}'})
    moved = rows[1].model_copy(update={"at": rows[1].at + MINUTE})

    assert not_folded((), terms) == ("nothing-recorded", 0)
    assert not_folded(rows[1:], terms) == ("gap", 1)
    assert not_folded((rows[0], *rows[2:]), terms) == ("gap", 2)
    assert not_folded((*rows[:2], rows[1]), terms) == ("gap", 3)
    assert not_folded((rows[0], no_fact), terms) == ("unreadable", 2)
    assert not_folded((rows[0], moved), terms) == ("unreadable", 2)
    twice = rows[1].model_copy(update={"no": 1})
    assert not_folded((twice, *rows[1:]), terms) == ("not-opened", 1)


def test_a_case_is_never_folded_under_other_terms_than_it_names() -> None:
    _, rows, terms = rows_of("york")
    other = practice("wales")
    changed = sealed(terms.model_copy(update={"provisions": {}}))
    named = opened_by(rows).model_copy(update={"terms": terms.digest})
    first = rows[0].model_copy(update={"body": named.model_dump_json()})

    assert not_folded(rows, other) == ("other-terms", 1)
    assert not_folded((first, *rows[1:]), changed) == ("other-terms", 1)
    assert refolded("CP-1", (first, *rows[1:]), terms).terms == terms


def test_the_first_fact_brings_its_terms_and_no_row_read_back_does() -> None:
    """Where terms say who may ask; older histories replay without."""
    told = story("york")
    newer = told.opening.model_copy(update={"terms": asked_by_roles(told.opening)})
    case = open_case(newer, told.starts_at)
    first, *others = case.unrecorded
    opened = fact_of(first)

    assert isinstance(opened, CaseOpened)
    assert opened.terms == newer.terms.digest
    assert first.terms == newer.terms
    assert all(row.terms is None for row in others)
    assert first.as_kept.terms is None
    assert "terms" not in first.as_kept.model_dump_json(exclude={"body"})


def test_the_terms_go_over_the_wire_with_the_first_fact_and_with_no_other() -> None:
    """As the engine carries what is to be recorded, and a run hands over the rest."""
    told = story("york")
    case = open_case(told.opening, told.starts_at)
    batch = Batch(case=case.ref, rows=case.unrecorded, line=line_of(case))

    assert told.opening.terms.may_ask
    carried = Batch.model_validate_json(batch.model_dump_json())
    assert [row.terms for row in carried.rows[:2]] == [told.opening.terms, None]
    assert read_case(case.model_dump_json().encode()) == case


def asked_by_roles(opening: Opening) -> Terms:
    may_ask = {"close-case": ("first-line-manager",)}
    return sealed(opening.terms.model_copy(update={"may_ask": may_ask}))


def test_a_case_does_not_begin_under_terms_that_another_fingerprint_stands_for() -> (
    None
):
    told = story("york")
    frozen = asked_by_roles(told.opening)
    altered = frozen.model_copy(update={"provisions": {}})
    opening = told.opening.model_copy(update={"terms": altered})

    with pytest.raises(Refused) as told_why:
        open_case(opening, told.starts_at)

    assert (told_why.value.code, told_why.value.where) == (
        "terms-altered",
        "terms.digest",
    )


def test_older_cases_write_the_facts_that_they_always_wrote() -> None:
    told = story("york")
    older = sealed(told.opening.terms.model_copy(update={"may_ask": {}}))
    opening = told.opening.model_copy(update={"terms": older})
    first = open_case(opening, told.starts_at).unrecorded[0]

    assert first.terms is None
    assert '"terms"' not in first.body


def test_what_was_known_is_what_had_been_recorded_not_what_had_happened() -> None:
    """A conference recorded late was not known before, though it had been held."""
    stage = watched("several-discussions")
    late = next(r for r in stage.rows if r.recorded_at - r.at > timedelta(days=1))
    before = late.recorded_at - MINUTE
    known = known_at(stage.rows, before)

    assert late not in known
    assert late.at < before
    assert [row.no for row in known] == list(range(1, len(known) + 1))
    assert told_later(stage.rows, before) >= 1
    assert told_later(stage.rows, stage.rows[-1].recorded_at) == 0
    refolded(stage.case.ref, known, stage.terms)
