"""By update too, every refusal that is about who asks leaves its trace."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import domain.asking
from domain.asking.segregation import SEGREGATED
from domain.case import Case
from domain.decide import refused_by_update, respond
from domain.decide.refusals import ABOUT_WHO_ASKS, MOST_TRACES
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.keeping import RequestRefused
from domain.making import changed
from domain.record.conferences import Conference, Report
from domain.requests import Request
from domain.roles import Role
from tests.domain.attestations.vouching import GATEWAY, KEYS
from tests.domain.who_may_ask.household import asking, by, case, named
from tests.practice.household import BOOKED, BOTH, MOTHER, STARTS

FOLDER = Path(domain.asking.__file__).parent
WRITTEN = Conference(
    ref="conference-1",
    kind="initial",
    children=BOTH,
    booked_at=BOOKED,
    starts_at=STARTS,
    reports=(
        Report(
            agency="social-work",
            author=named(Role.FIRST_LINE_MANAGER),
            completed_at=BOOKED,
        ),
    ),
)
COUNTERSIGN = asking(
    "countersign-report",
    by(Role.FIRST_LINE_MANAGER),
    conference="conference-1",
    agency="social-work",
    countersigned_by=named(Role.FIRST_LINE_MANAGER),
    countersigned_at=BOOKED,
)
REOPEN = asking(
    "reopen-enquiry",
    by(Role.FIRST_LINE_MANAGER),
    seconded_by=named(Role.FIRST_LINE_MANAGER),
)
#: Kinds that needed no gateway's word once, fields that are not under `by`, and codes.
WHO = {
    "countersigner-is-author": COUNTERSIGN,
    "second-person-needed": REOPEN,
    "not-yours-to-ask": asking("complete-report", by(Role.AUDITOR)),
    "cannot-act-here": asking("record-views", by(Role.SOCIAL_WORKER, MOTHER)),
    "role-held-by-another": asking("record-visit", by(Role.SOCIAL_WORKER, "stranger")),
}


def raised() -> Iterator[tuple[Path, ast.expr]]:
    """The code of each refusal that is written in the part that says who may ask."""
    for file in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                yield file, node.args[0]


def codes() -> set[str]:
    """Those that are written there, and those of the table of what is kept apart."""
    table = {code for _, code, _, _ in SEGREGATED.values()}
    written = set()
    for file, code in raised():
        if isinstance(code, ast.Constant):
            written.add(str(code.value))
        else:
            assert file.name == "segregation.py"
    return table | written


def test_no_code_of_who_may_ask_is_forgotten() -> None:
    assert codes() == ABOUT_WHO_ASKS


def trusting(**fields: Any) -> Case:
    given = {"gateway_keys": KEYS, "conferences": (WRITTEN,)}
    return case("york", **(given | fields))


def by_update(found: Case, request: Request) -> tuple[str, Facts]:
    with pytest.raises(Refused) as caught:
        respond(found, request, BOOKED)
    refusal = caught.value
    return refusal.code, refused_by_update(found, refusal, BOOKED, request)


@pytest.mark.parametrize("code", sorted(WHO))
def test_who_truly_asks_and_may_not_leaves_a_trace_of_every_kind(code: str) -> None:
    asked = GATEWAY.attested(WHO[code], trusting().ref, BOOKED)

    found, (trace,) = by_update(trusting(), asked)

    assert found == code
    assert isinstance(trace, RequestRefused)
    assert (trace.why, trace.attestation) == (code, asked.attestation)


def test_what_needs_no_word_leaves_one_too_while_there_is_room() -> None:
    asked = asking("record-protective-action", by(Role.AUDITOR))

    found, (trace,) = by_update(trusting(), asked)

    assert isinstance(trace, RequestRefused)
    assert (found, trace.attestation) == ("not-yours-to-ask", None)
    assert by_update(trusting(traces=MOST_TRACES), asked) == (found, ())


def test_in_an_older_case_whoever_may_not_ask_is_only_told() -> None:
    older = changed(trusting(), gateway_keys=())

    assert by_update(older, WHO["not-yours-to-ask"]) == ("not-yours-to-ask", ())


def test_what_is_wrong_otherwise_is_only_told() -> None:
    later = asking("record-visit", by(Role.SOCIAL_WORKER), visited_at=STARTS)
    asked = GATEWAY.attested(later, trusting().ref, BOOKED)

    assert by_update(trusting(), asked) == ("in-the-future", ())
