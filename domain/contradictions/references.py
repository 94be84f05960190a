"""References of an intake: each to somebody known, and once."""

from __future__ import annotations

from collections.abc import Iterator

from domain.contradictions.found import Contradiction
from domain.intake import Intake


def known_once(intake: Intake) -> Iterator[Contradiction]:
    """References that stand twice where each may stand once."""
    yield from _twice(intake)
    yield from _children_twice(intake)


def _children_twice(intake: Intake) -> Iterator[Contradiction]:
    for where, refs in _children_named(intake).items():
        for place, ref in enumerate(refs):
            if ref in refs[:place]:
                yield Contradiction(
                    where=f"{where}.{place}",
                    message="this child stands here twice: name each child once",
                )


def _twice(intake: Intake) -> Iterator[Contradiction]:
    groups = {
        "children": [c.ref for c in intake.children],
        "people": [p.ref for p in intake.people],
        "enquiries": [e.ref for e in intake.enquiries],
        "emergency_orders": [o.ref for o in intake.emergency_orders],
        "assessment_orders": [o.ref for o in intake.assessment_orders],
    }
    named = [
        (f"{where}.{number}.ref", where, ref)
        for where, refs in groups.items()
        for number, ref in enumerate(refs)
    ]
    named.extend(
        (f"enquiries.{number}.discussions.{place}.ref", "discussions", held.ref)
        for number, enquiry in enumerate(intake.enquiries)
        for place, held in enumerate(enquiry.discussions)
    )
    used: set[tuple[str, str]] = set()
    for where, group, ref in named:
        if (group, ref) in used:
            yield Contradiction(
                where=where, message="this reference is used before: give each its own"
            )
        used.add((group, ref))


def unknown(intake: Intake) -> Iterator[Contradiction]:
    """References to nobody, and people who are said to share with themselves."""
    yield from _unknown(intake)
    for number, person in enumerate(intake.people):
        for place, ref in enumerate(person.shares_mailbox_with):
            if ref == person.ref:
                yield Contradiction(
                    where=f"people.{number}.shares_mailbox_with.{place}",
                    message="name the other people who use this mailbox or address",
                )


def _unknown(intake: Intake) -> Iterator[Contradiction]:
    people = {p.ref for p in intake.people}
    children = {c.ref for c in intake.children}
    for where, ref in _references_to_people(intake):
        if ref not in people:
            yield Contradiction(
                where=where, message="name somebody who stands under 'people'"
            )
    for where, ref in _references_to_children(intake):
        if ref not in children:
            yield Contradiction(
                where=where, message="name a child who stands under 'children'"
            )
    for number, enquiry in enumerate(intake.enquiries):
        for place, ref in enumerate(enquiry.at_risk):
            if ref not in enquiry.children:
                yield Contradiction(
                    where=f"enquiries.{number}.at_risk.{place}",
                    message="a finding is about the enquiry's own children: name one",
                )


def _references_to_people(intake: Intake) -> Iterator[tuple[str, str]]:
    named = {
        f"children.{number}.{field}": refs
        for number, child in enumerate(intake.children)
        for field, refs in (
            ("parents", child.parents),
            ("responsible", child.responsible),
        )
    }
    for number, person in enumerate(intake.people):
        named[f"people.{number}.shares_mailbox_with"] = person.shares_mailbox_with
    if intake.sexual_abuse_concern:
        named["sexual_abuse_concern.about"] = intake.sexual_abuse_concern.about
    for where, refs in named.items():
        yield from ((f"{where}.{place}", ref) for place, ref in enumerate(refs))
    for number, role in enumerate(intake.roles):
        yield f"roles.{number}.person", role.person
    if intake.proceedings and intake.proceedings.guardian:
        yield "proceedings.guardian", intake.proceedings.guardian


def _references_to_children(intake: Intake) -> Iterator[tuple[str, str]]:
    for where, refs in _children_named(intake).items():
        for place, ref in enumerate(refs):
            yield f"{where}.{place}", ref


def _children_named(intake: Intake) -> dict[str, tuple[str, ...]]:
    groups = {
        "enquiries": [e.children for e in intake.enquiries],
        "emergency_orders": [o.children for o in intake.emergency_orders],
        "assessment_orders": [o.children for o in intake.assessment_orders],
    }
    named = {
        f"{group}.{number}.children": refs
        for group, things in groups.items()
        for number, refs in enumerate(things)
    }
    if intake.sexual_abuse_concern:
        named["sexual_abuse_concern.children"] = intake.sexual_abuse_concern.children
    for number, person in enumerate(intake.people):
        named[f"people.{number}.of_concern_about"] = person.of_concern_about
        named[f"people.{number}.direct_contact_with"] = person.direct_contact_with
    return named
