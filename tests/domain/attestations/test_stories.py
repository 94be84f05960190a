"""Every sample story in a case that trusts a gateway, each request without a word too.

What protects at once is taken. Beside what the stories ask, somebody at Temporal's own
command line tries all that is taken without a word, with every date they could give.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from commands.rehearsal.playing import Stage
from commands.rehearsal.story import Asking, Story
from domain.advance import advance, sendable
from domain.attestations.kinds import needs_word
from domain.case import Case
from domain.clock import fell_due
from domain.decide import respond
from domain.effects import EffectKind
from domain.errors import Refused
from domain.evolve import evolved
from domain.facts import Fact, Facts
from domain.facts.duties import DutyLapsed, DutyMet, DutyRedated
from domain.making import changed
from domain.requests import Request
from domain.requests.base import By
from domain.requests.enquiries import RecordDiscussion
from domain.requests.keeping import RecordProtectiveAction
from domain.requests.letters import HoldLetters
from domain.requests.orders import RecordEmergencyOrder
from tests.domain.attestations.vouching import GATEWAY
from tests.stories import NAMES, story

DAY = timedelta(days=1)
#: The strangers come to so many moments of a story.
VISITS = 4


class Trusting(Stage):
    """A case that trusts a gateway: whatever is asked is asked without a word first."""

    def __init__(self, told: Story) -> None:
        self.ref, keys = told.opening.ref, GATEWAY.trusted_from(told.starts_at)
        trusting = changed(told.opening, gateway_keys=keys)
        super().__init__(Story(trusting, told.askings))
        self.without_a_word: list[tuple[str, str]] = []

    def ask(self, asking: Asking) -> None:
        asked, at = asking.request, asking.at
        self.without_a_word.append((asked.kind, self.tried(asked, at)))
        super().ask(Asking(at, GATEWAY.attested(asked, self.ref, at)))

    def tried(self, asked: Request, at: datetime) -> str:
        """The code of its refusal; `taken` when it harmed nobody, without a word."""
        passed = fell_due(self._case, at)
        before = evolved(self._case, passed)
        try:
            facts = respond(self._case, asked, at)
        except Refused as refusal:
            return refusal.code
        assert not needs_word(before, asked)
        only_protects(self._case, passed, facts, at)
        return "taken"

    def visited(self, at: datetime) -> int:
        """How much a stranger had taken without a word, now."""
        codes = [self.tried(each, at) for each in strangers(self._case, at)]
        assert set(codes) <= {"taken", "attestation-missing"}
        return codes.count("taken")


def only_protects(case: Case, passed: Facts, facts: Facts, now: datetime) -> None:
    """Beside what time alone brings: nothing later, ended, changed, or sent."""
    before, after = advance(case, passed, now), advance(case, facts, now)
    asked = facts[len(passed) :]
    assert [f.kind for f in asked if harms(f, before)] == []
    assert {k: after.duties[k].due for k in before.duties} == {
        k: duty.due for k, duty in before.duties.items()
    }
    assert letters(after) <= letters(before)
    for whom in ("people", "children", "roles", "gateway_keys", "exclusions"):
        assert getattr(after, whom) == getattr(before, whom)
    assert after.enquiries[: len(before.enquiries)] == before.enquiries
    orders = len(before.emergency_orders)
    assert after.emergency_orders[:orders] == before.emergency_orders


def harms(fact: Fact, before: Case) -> bool:
    match fact:
        case DutyRedated(due=due, was=was):
            return due != was
        case DutyLapsed(key=key) | DutyMet(key=key):
            return key in before.duties
        case _:
            return False


def letters(case: Case) -> set[str]:
    """What may go now to anybody but staff; what takes a letter back is none."""
    return {
        effect.key
        for effect in sendable(case)
        if effect.kind is EffectKind.TRANSLATION or not effect.role
        if effect.letter is None
    }


def strangers(case: Case, now: datetime) -> Iterator[Request]:
    """All that is taken without a word, of everybody in the case."""
    here = tuple(child.ref for child in case.children if child.left is None)
    role = "social-worker"
    by = By(person=case.holder(role, now) or "whoever", role=role)
    for who in (None, *(person.ref for person in case.people)):
        yield HoldLetters(id="hold", by=by, who=who, reason="unsafe")
    if not here:
        return
    of = {"id": "stranger", "by": by, "children": here}
    yield RecordProtectiveAction(**of, taken_at=now, what="Stays with an aunt.")
    for at in (now, now - 3 * DAY, now - 400 * DAY):
        for ends, planned in ((7 * DAY, True), (4000 * DAY, False)):
            order = {"order": "new", "made_at": at, "expires_at": at + ends}
            planning = {"legal_action_planned": planned}
            yield RecordEmergencyOrder(**of, **order, **planning)
        for known in ("new", *(each.ref for each in case.enquiries)):
            held = {"enquiry": known, "discussion": "new", "held_at": at}
            yield RecordDiscussion(**of, **held, initiating=True)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_what_protects_at_once_is_taken_without_a_word(name: str) -> None:
    told = story(name)
    stage, taken = Trusting(told), 0
    visits = {len(told.askings) * number // VISITS for number in range(VISITS)}
    for number, asking in enumerate(told.askings):
        stage.wind_to(asking.at)
        if number in visits:
            taken += stage.visited(asking.at)
        stage.ask(asking)

    codes = {code for _, code in stage.without_a_word}
    assert "attestation-missing" in codes <= {"attestation-missing", "taken"}
    assert taken > VISITS
    refusals = stage.rehearsed(told.ends_at).refusals
    assert not [r.code for r in refusals if r.code.startswith("attestation")]


def test_the_stories_themselves_protect_without_a_word() -> None:
    taken = set()
    for name in ("csa-pathway", "pan-sussex", "wales"):
        stage = Trusting(story(name))
        for asking in story(name).askings:
            stage.wind_to(asking.at)
            stage.ask(asking)
        taken |= {kind for kind, code in stage.without_a_word if code == "taken"}

    assert taken == {
        "hold-letters",
        "record-discussion",
        "record-emergency-order",
        "record-protective-action",
    }
