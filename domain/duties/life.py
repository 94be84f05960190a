"""What life begins: a birth expected, a transfer, a letter nobody received."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.duties.start import Beginning, Finder, Over
from domain.intake import Began
from rulebook.schema import Start


def expected_dates(case: Case, thorough: bool) -> Iterator[Beginning]:
    """The expected date has passed with no news: has the child been born?"""
    for child in case.children:
        if child.expected_passed_at is not None:
            yield Beginning(
                ref=child.ref,
                anchor=child.expected_passed_at,
                children=(child.ref,),
            )


def transfers_in(case: Case, thorough: bool) -> Iterator[Beginning]:
    if case.kind != Began.TRANSFER_IN:
        return
    original = tuple(c.ref for c in case.children if c.since in (None, case.opened_at))
    if original:
        yield Beginning(
            ref=Began.TRANSFER_IN.value, anchor=case.opened_at, children=original
        )


def failed_letters(case: Case, thorough: bool) -> Iterator[Beginning]:
    for number, letter in enumerate(case.failed, start=1):
        settled = letter.settled_at
        yield Beginning(
            ref=f"letter-{number}",
            anchor=letter.at,
            children=(),
            over=None if settled is None else Over("settled", settled),
        )


LIFE: dict[Start, Finder] = {
    Start.EXPECTED_DATE: expected_dates,
    Start.TRANSFER_IN: transfers_in,
    Start.LETTER_FAILED: failed_letters,
}
