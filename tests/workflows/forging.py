"""Every way to put an approval into a case that no manager gave, or may give.

All of it is what somebody could send who holds Temporal's own command line, and has
read what was sent before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from adapters.gateway.attesting import Attester
from domain.making import changed
from domain.requests import Request
from domain.requests.base import By
from tests.dates import day
from tests.workflows.family import ask

GATEWAY = Attester.development()
FORGER = Attester({"development": b"f" * 32})
STRANGER = Attester({"stranger": b"s" * 32})
MANAGER = By(person="p-authority", role="authorised-manager")
VISITOR = By(person="p-visitor", role="authorised-manager")
WORKER = By(person="p-worker", role="social-worker")
FORMER = By(person="p-manager", role="authorised-manager")

#: One that is answered truly, one that its manager asked for, one that stays open.
TRUE, OWN, OPEN = "delay-true", "delay-own", "delay-open"


class Attempt(NamedTuple):
    """What is sent, and the code under which it is refused."""

    name: str
    sent: Any
    why: str

    @property
    def id(self) -> str:
        found = self.sent["id"] if isinstance(self.sent, dict) else self.sent.id
        return str(found)


def approval(id: str, delay: str = OPEN, by: By = MANAGER, **fields: Any) -> Request:
    """A complete agreement to a delay, under an id of its own."""
    given: dict[str, Any] = {
        "delay": delay,
        "document": "Letter of agreement, file 12.",
        "reasons": "A report is late.",
        "safeguards": [{"child": "child-1", "action": "Stays with an aunt."}],
        "checker": "p-visitor",
        "first_check_on": "2027-01-12",
        "agreed_on": "2027-02-05",
    }
    asked = ask("approve-delay", 0, **(given | fields))
    return changed(asked, id=f"sent#{id}", by=by)


def attempts(case: str, now: datetime, taken: Request) -> Iterator[Attempt]:
    """Each refused under its own code. `taken`: an agreement that was accepted."""
    yield from _without_a_true_word(case, now)
    yield from _with_the_word_for_something_else(case, now, taken)
    yield from _at_another_time(case, now)
    yield from _by_whoever_may_not(case, now)


def _without_a_true_word(case: str, now: datetime) -> Iterator[Attempt]:
    plain = approval("plain").model_dump(mode="json")
    yield Attempt("no word at all", plain, "attestation-missing")
    forged = FORGER.attested(approval("forged"), case, now)
    yield Attempt("a key of the same name", forged, "attestation-forged")
    unknown = STRANGER.attested(approval("stranger"), case, now)
    yield Attempt("a key of their own", unknown, "attestation-unknown-key")
    body = GATEWAY.attested(approval("cut"), case, now).model_dump(mode="json")
    body["attestation"]["signature"] = "cut short"
    yield Attempt("a word cut short", body, "attestation-unreadable")


def _with_the_word_for_something_else(
    case: str, now: datetime, taken: Request
) -> Iterator[Attempt]:
    replayed = changed(taken, id="sent#replayed")
    yield Attempt("sent again under a new id", replayed, "attestation-used")
    elsewhere = GATEWAY.attested(approval("case"), "CP-ELSE", now)
    yield Attempt("given for another case", elsewhere, "attestation-other-case")
    for name, why, fields in (
        ("delay", "request", {"delay": OWN}),
        ("date", "dates", {"agreed_on": day("Fri 2027-02-12")}),
        ("check", "dates", {"first_check_on": day("Wed 2027-01-13")}),
        ("person", "person", {"by": VISITOR}),
        ("role", "role", {"by": By(person="p-authority", role="chair")}),
    ):
        true = GATEWAY.attested(approval(name), case, now)
        turned = changed(true, **fields)
        yield Attempt(f"turned to another {name}", turned, f"attestation-other-{why}")


def _at_another_time(case: str, now: datetime) -> Iterator[Attempt]:
    for name, by, why in (
        ("an hour old", timedelta(hours=-1), "expired"),
        ("for tomorrow", timedelta(days=1), "not-yet"),
    ):
        true = GATEWAY.attested(approval(why), case, now + by)
        yield Attempt(name, true, f"attestation-{why}")


def _by_whoever_may_not(case: str, now: datetime) -> Iterator[Attempt]:
    """Their word is true; what they ask is not theirs to ask."""
    for name, asked, why in (
        ("their own delay", approval("own", OWN), "asked-by-the-same-person"),
        ("another role", approval("worker", by=WORKER), "not-the-authority"),
        ("a role that ended", approval("former", by=FORMER), "role-held-by-another"),
    ):
        yield Attempt(name, GATEWAY.attested(asked, case, now), why)
