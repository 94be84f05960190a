"""Dates that an overlay names and the base does not follow: shown, never enforced."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.duties.dates import due_of
from domain.ids import Day, Ref
from rulebook.schema import CatalogueId, Code, Frozen, Start


class ShownDate(Frozen):
    """A date beside the one that counts (domain decision C2), and whose it is."""

    rule: Code
    book: Code
    ids: tuple[CatalogueId, ...]
    child: Ref
    enquiry: Ref
    due_on: Day | None


def shown_dates(case: Case) -> tuple[ShownDate, ...]:
    """The overlay's dates of every enquiry, counted from its initiating discussion."""
    return tuple(_shown(case))


def _shown(case: Case) -> Iterator[ShownDate]:
    for rule in case.terms.rules:
        if not rule.shown_only or rule.starts is not Start.DISCUSSION:
            continue
        for enquiry in case.enquiries:
            held = enquiry.initiating().held_at
            due = due_of(rule, case.terms, held, held, held)
            for child in enquiry.children:
                yield ShownDate(
                    rule=rule.key,
                    book=rule.book,
                    ids=rule.ids,
                    child=child,
                    enquiry=enquiry.ref,
                    due_on=due.due_on,
                )
