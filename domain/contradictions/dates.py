"""Dates of an intake that cannot be right at the instant it is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.contradictions.found import Contradiction
from domain.decide.births import PREGNANCY
from domain.decide.checks import TOO_LONG_AGO
from domain.intake import Intake
from domain.record.children import eighteenth_birthday

#: A date of birth that was expected so long ago is no longer awaited.
LONG_PAST = timedelta(days=366)


def impossible_dates(intake: Intake, now: datetime) -> Iterator[Contradiction]:
    """What is dated ahead, too long ago, or before what it follows."""
    for where, at in _instants(intake):
        if at > now:
            yield Contradiction(
                where=where,
                message="this lies in the future: give the instant it happened",
            )
        elif now - at > TOO_LONG_AGO:
            yield Contradiction(
                where=where, message="this is more than five years ago: check the year"
            )
    yield from _impossible_people(intake, now.date())
    yield from _impossible_births(intake, now.date())
    for number, order in enumerate(intake.emergency_orders):
        if order.expires_at <= order.made_at:
            yield Contradiction(
                where=f"emergency_orders.{number}.expires_at",
                message="an order expires after it is made: check both",
            )
    yield from _impossible_enquiries(intake)


def _impossible_people(intake: Intake, today: date) -> Iterator[Contradiction]:
    for number, person in enumerate(intake.people):
        if person.born is not None and person.born > today:
            yield Contradiction(
                where=f"people.{number}.born",
                message="nobody is known as an adult before birth: check the year",
            )


def _impossible_births(intake: Intake, today: date) -> Iterator[Contradiction]:
    for number, child in enumerate(intake.children):
        if child.born is None:
            continue
        if child.born > today:
            yield Contradiction(
                where=f"children.{number}.born",
                message="not born yet: give 'expected' instead of 'born'",
            )
        elif eighteenth_birthday(child.born) <= today:
            yield Contradiction(
                where=f"children.{number}.born",
                message="already 18: check the year, or leave this person out",
            )


def impossible_expectations(intake: Intake, today: date) -> Iterator[Contradiction]:
    """Births expected when none can be, as of the day the intake was sent."""
    for number, child in enumerate(intake.children):
        if child.expected is None:
            continue
        where = f"children.{number}.expected"
        if child.expected - today > PREGNANCY:
            yield Contradiction(
                where=where, message="further ahead than any pregnancy: check the year"
            )
        elif today - child.expected > LONG_PAST:
            yield Contradiction(
                where=where,
                message="more than a year ago: give 'born', or check the year",
            )


def _impossible_enquiries(intake: Intake) -> Iterator[Contradiction]:
    for number, enquiry in enumerate(intake.enquiries):
        last = max(d.held_at for d in enquiry.discussions)
        if enquiry.concluded_at is not None and enquiry.concluded_at < last:
            yield Contradiction(
                where=f"enquiries.{number}.concluded_at",
                message="an enquiry is concluded after its discussions: check both, or "
                "give a later discussion an enquiry of its own",
            )
        if sum(d.initiating for d in enquiry.discussions) > 1:
            yield Contradiction(
                where=f"enquiries.{number}.discussions",
                message="one discussion initiated it: flag only that one",
            )


def _instants(intake: Intake) -> Iterator[tuple[str, datetime]]:
    for number, enquiry in enumerate(intake.enquiries):
        for place, held in enumerate(enquiry.discussions):
            yield f"enquiries.{number}.discussions.{place}.held_at", held.held_at
        if enquiry.concluded_at is not None:
            yield f"enquiries.{number}.concluded_at", enquiry.concluded_at
    yield from _instants_of_court(intake)
    for number, role in enumerate(intake.roles):
        if role.since is not None:
            yield f"roles.{number}.since", role.since


def _instants_of_court(intake: Intake) -> Iterator[tuple[str, datetime]]:
    for number, order in enumerate(intake.emergency_orders):
        yield f"emergency_orders.{number}.made_at", order.made_at
    for number, assessed in enumerate(intake.assessment_orders):
        yield f"assessment_orders.{number}.made_at", assessed.made_at
    if intake.proceedings:
        yield "proceedings.started_at", intake.proceedings.started_at
