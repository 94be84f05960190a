"""A case of a release before is judged by terms that it carries itself, or by none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from adapters.settings import Settings
from commands.output import Ended, Failure
from commands.record import older
from domain.recording import Row
from domain.refolding import CannotRefold, refolded
from domain.terms import Terms, sealed
from tests.adapters.record.families import Family, family
from tests.commands.record.archive import Archive


class Engine:
    """Temporal, as far as it is asked here: what a case's present run began with."""

    def __init__(self, terms: Terms | None) -> None:
        self.terms = terms
        self.connected = 0

    async def client_of(self, settings: Settings) -> Engine:
        self.connected += 1
        if self.terms is None:
            raise Failure(Ended.UNREACHABLE, "the service cannot be reached")
        return self

    async def terms_begun_with(self, client: Engine, ref: str) -> Terms:
        assert client is self
        assert self.terms is not None
        return self.terms


def engine(monkeypatch: pytest.MonkeyPatch, terms: Terms | None) -> Engine:
    made = Engine(terms)
    monkeypatch.setattr(older, "client_of", made.client_of)
    monkeypatch.setattr(older, "terms_begun_with", made.terms_begun_with)
    return made


def before_terms_were_kept(lived: Family) -> tuple[Row, ...]:
    body = lived.rows[0].body.replace(f',"terms":"{lived.case.terms.digest}"', "")
    assert body != lived.rows[0].body
    return (lived.rows[0].model_copy(update={"body": body}), *lived.rows[1:])


@pytest.fixture
def lived() -> Family:
    return family("york", "CP-1", 8)


@pytest.fixture
def rows(lived: Family) -> tuple[Row, ...]:
    return before_terms_were_kept(lived)


async def why(rows: Sequence[Row]) -> str:
    with pytest.raises(CannotRefold) as refused:
        await older.older(Settings())("CP-1", rows)
    return refused.value.code


async def test_the_terms_that_the_running_case_carries_are_used(
    monkeypatch: pytest.MonkeyPatch, lived: Family, rows: tuple[Row, ...]
) -> None:
    engine(monkeypatch, lived.case.terms)

    terms = await older.older(Settings())("CP-1", rows)

    assert refolded("CP-1", rows, terms).duties == lived.case.duties


async def test_terms_that_the_record_does_not_name_are_not_used(
    monkeypatch: pytest.MonkeyPatch, lived: Family, rows: tuple[Row, ...]
) -> None:
    """Another rulebook's; or the right one's, edited after they were frozen."""
    engine(monkeypatch, family("wales", askings=0).case.terms)
    assert await why(rows) == "other-terms"

    edited = lived.case.terms.model_copy(update={"provisions": {}})
    engine(monkeypatch, edited)
    assert sealed(edited).digest != edited.digest
    assert await why(rows) == "other-terms"


async def test_after_terms_were_adopted_nobody_has_those_of_before(
    monkeypatch: pytest.MonkeyPatch, lived: Family, rows: tuple[Row, ...]
) -> None:
    engine(monkeypatch, lived.case.terms)
    adopted = rows[-1].model_copy(update={"kind": "terms-adopted"})

    assert await why((*rows[:-1], adopted)) == "terms-not-named"


async def test_an_engine_that_is_away_is_asked_once_and_not_for_every_case(
    monkeypatch: pytest.MonkeyPatch, rows: tuple[Row, ...]
) -> None:
    away = engine(monkeypatch, None)
    asking = older.older(Settings())

    for _ in range(3):
        with pytest.raises(CannotRefold, match="terms-not-named"):
            await asking("CP-1", rows)

    assert away.connected == 1


def test_a_past_is_shown_of_an_older_case_while_the_engine_is_there(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, lived: Family
) -> None:
    begun = family("york", "CP-0", 8)
    engine(monkeypatch, begun.case.terms)
    first = before_terms_were_kept(begun)[0].model_copy(update={"terms": None})
    archive.record(Family(begun.story, begun.cases, (first, *begun.rows[1:])))

    told = archive.told("case", "CP-0", "--as-known-at", "2024-09-12")

    at = first.recorded_at
    assert told["case"]["rulebook"]["id"] == "york"
    assert told["case"]["facts"] >= len([r for r in begun.rows if r.recorded_at == at])
