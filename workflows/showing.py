"""What Temporal's own web page shows of a case: codes and dates, nothing personal."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from temporalio import workflow
from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

from domain.case import Case
from domain.worklist import missed, next_due, stage

RULEBOOK = SearchAttributeKey.for_keyword("VigilRulebook")
STAGE = SearchAttributeKey.for_keyword("VigilStage")
NEXT_DUE = SearchAttributeKey.for_datetime("VigilNextDue")
MISSED = SearchAttributeKey.for_int("VigilMissed")
ATTRIBUTES = (RULEBOOK, STAGE, NEXT_DUE, MISSED)

#: How many lines of what is due the web page has room for.
LINES = 40


class Values(NamedTuple):
    """What the search attributes say, in the order of `ATTRIBUTES`."""

    rulebook: str
    stage: str
    next_due: datetime | None
    missed: int


class Shown:
    """What was shown last, so that only changes are written into history.

    Search attributes outlive a run; current details do not.
    """

    def __init__(self) -> None:
        self._last = carried_over()
        self._details = ""

    def show(self, case: Case) -> None:
        values = values_of(case)
        if values != self._last:
            workflow.upsert_search_attributes(changes(self._last, values))
            self._last = values
        text = details(case, values)
        if text != self._details:
            workflow.set_current_details(text)
            self._details = text


def carried_over() -> Values | None:
    """What the last run had shown; None on a first run."""
    known = workflow.info().typed_search_attributes
    rulebook, reached = known.get(RULEBOOK), known.get(STAGE)
    if rulebook is None or reached is None:
        return None
    return Values(rulebook, reached, known.get(NEXT_DUE), known.get(MISSED, 0))


def values_of(case: Case) -> Values:
    due = next_due(case)
    at = None if due is None else datetime.combine(due, time(), UTC)
    return Values(case.terms.rulebook.id, stage(case).value, at, missed(case))


def changes(last: Values | None, values: Values) -> list[SearchAttributeUpdate[Any]]:
    """Only what differs from what was shown last."""
    keys: tuple[SearchAttributeKey[Any], ...] = ATTRIBUTES
    before = last or (None,) * len(values)
    return [
        key.value_unset() if value is None else key.value_set(value)
        for key, was, value in zip(keys, before, values, strict=True)
        if last is None or was != value
    ]


def details(case: Case, values: Values) -> str:
    """A few lines of Markdown for the web page, which are encrypted like payloads."""
    head = f"**{values.stage}** under {values.rulebook}"
    lines = [f"{head}; {values.missed} missed and still open", ""]
    for duty in sorted(case.duties.values(), key=lambda d: (str(d.due.due_on), d.key)):
        due = duty.due.due_on
        when = f"{due:%a %d %b %Y}" if due else duty.due.silent
        lines.append(f"- {when}: {duty.key}")
    return "\n".join(lines[:LINES])
