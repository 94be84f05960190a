"""The terms of one case: the rules, local settings and days it is judged by.

Resolved once, when the case starts, and carried by the case from then on, so that its
history alone proves which rules it was judged by. Terms hold codes, not words.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.roles import Role
from domain.working_days import WorkingCalendar
from rulebook.schema import (
    Apart,
    Asks,
    Before,
    CatalogueId,
    Clock,
    Code,
    Flag,
    Force,
    FromHour,
    Frozen,
    Ladder,
    LetterTimes,
    Listed,
    LookAgain,
    MayReopen,
    Met,
    Per,
    Start,
    Step,
    Time,
    WarnBefore,
    When,
    added,
)

#: The version of `decide` and `react` that new cases are judged by.
POLICY = 1
#: Those that this program has: a case under another one it cannot judge.
POLICIES = frozenset({POLICY})

#: Entries that the program itself asks for, by their keys.
INITIAL_CONFERENCE = "initial-conference"
DELAY_AUTHORITY = "delay-authority"
#: The value of `DELAY_AUTHORITY` where the source lets nobody agree to a delay.
NOBODY = "nobody"

#: To whom a step of a ladder goes: a role, or whoever owes the duty.
HEARERS = frozenset({"owner", *Role})


class Named(Frozen):
    """Which published thing was used: its id, version and fingerprint."""

    id: Code
    version: Code
    digest: str


def _owned_by_a_role(owner: str) -> str:
    if owner not in set(Role):
        raise ValueError("name one of the roles: nobody would hear of this duty")
    return owner


def _heard(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    if not HEARERS.issuperset(step.to for step in steps):
        raise ValueError("name one of the roles, or owner: nobody would hear a step")
    return steps


def _reached_by_roles(times: LetterTimes) -> LetterTimes:
    named = {times.visits, times.visits_professionals, times.goes_through}
    if not named <= set(Role):
        raise ValueError("name roles: nobody would go to whom no letter reached")
    return times


HeardLadder = Annotated[Ladder, AfterValidator(_heard)]
RoleCode = Annotated[Code, AfterValidator(_owned_by_a_role)]
ReachedByRoles = Annotated[LetterTimes, AfterValidator(_reached_by_roles)]


class TermsRule(Frozen):
    """The working part of a rule: what the clock needs, without its words."""

    key: Code
    ids: tuple[CatalogueId, ...]
    starts: Start
    met_by: Met
    per: Per
    owner: Annotated[Code, AfterValidator(_owned_by_a_role)]
    allowance: Time | None
    force: Force
    soft: Flag
    delayable: Flag
    shown_only: Flag = False
    book: Code


class Gate(Frozen):
    """The working part of a gate: what must be so before a step, and who can do it."""

    key: Code
    ids: tuple[CatalogueId, ...]
    before: Before
    asks: Asks
    who: tuple[RoleCode, ...]
    when: tuple[When, ...] = ()
    least: int | None = None
    on: Listed | None = None
    refuses: Flag = True
    force: Force
    book: Code


class Listing(Frozen):
    """The working part of one line of a list."""

    key: Code
    ids: tuple[CatalogueId, ...]
    on: Listed
    when: tuple[When, ...] = ()
    required: Flag = True
    book: Code


class Terms(Frozen):
    """What one case is judged by. `provisions` maps a provision's key to its value.

    `may_ask` maps a kind of request to the roles that may ask for it; empty in terms
    that were frozen before it was said. `asked_under`: the rules that say whose it is;
    `apart`: what somebody else must have done first.
    `digest` is the SHA-256 of every other field: terms that were edited after they
    were frozen are found out by it.
    """

    rulebook: Named
    others: tuple[Named, ...]
    clock: Clock
    rules: Annotated[tuple[TermsRule, ...], Field(min_length=1)]
    provisions: dict[Code, Code]
    calendar: WorkingCalendar
    ladder: HeardLadder
    ladders: dict[Code, HeardLadder]
    look_again: LookAgain
    warn_before_eighteen: WarnBefore
    may_reopen_months: MayReopen
    messages_from: FromHour
    gates: tuple[Gate, ...] = added(())
    items: tuple[Listing, ...] = added(())
    letters: ReachedByRoles | None = added(None)
    may_ask: dict[Code, tuple[RoleCode, ...]] = added({})
    asked_under: dict[Code, tuple[CatalogueId, ...]] = added({})
    apart: dict[Code, tuple[Apart, ...]] = added({})
    policy: int = POLICY
    digest: str = ""

    def rule(self, key: str) -> TermsRule | None:
        return self.by_key.get(key)

    @cached_property
    def by_key(self) -> dict[str, TermsRule]:
        """Enforced rules by key; one that is only shown has an enforced namesake."""
        return {rule.key: rule for rule in self.rules if not rule.shown_only}

    @cached_property
    def by_start(self) -> dict[Start, tuple[TermsRule, ...]]:
        """Enforced rules by what starts them, in their own order."""
        found: dict[Start, tuple[TermsRule, ...]] = {}
        for rule in self.by_key.values():
            found[rule.starts] = (*found.get(rule.starts, ()), rule)
        return found

    @cached_property
    def gates_before(self) -> dict[Before, tuple[Gate, ...]]:
        """Gates by the step that they stand before, in their own order."""
        found: dict[Before, tuple[Gate, ...]] = {}
        for gate in self.gates:
            found[gate.before] = (*found.get(gate.before, ()), gate)
        return found

    @cached_property
    def lists(self) -> dict[Listed, tuple[Listing, ...]]:
        """What stands on each list, in its own order."""
        found: dict[Listed, tuple[Listing, ...]] = {}
        for item in self.items:
            found[item.on] = (*found.get(item.on, ()), item)
        return found

    def provision(self, key: str) -> str | None:
        return self.provisions.get(key)


#: By digest, the terms that this process holds: few, and the same for many cases.
_HELD: dict[str, Terms] = {}


def one_copy(terms: Terms) -> Terms:
    """The copy of these terms that the process holds already, else these themselves.

    A case carries its terms; a worker with a thousand cases need not hold them a
    thousand times.
    """
    held = _HELD.setdefault(terms.digest, terms)
    return held if held == terms else terms


def digest_of(value: Frozen) -> str:
    """A fingerprint of the value's content, stable across machines."""
    return sha256(value.model_dump_json().encode()).hexdigest()


def sealed(terms: Terms) -> Terms:
    """The same terms under the digest of what they now say.

    Made anew: a copy would keep the tables that were worked out from other entries.
    """
    said = terms.model_dump_json(exclude={"digest"})
    digest = sha256(said.encode()).hexdigest()
    given = {name: getattr(terms, name) for name in Terms.model_fields}
    return Terms(**(given | {"digest": digest}))
