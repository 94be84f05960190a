"""Delays of an initial conference: asked for, agreed, checked, or simply explained."""

from __future__ import annotations

from domain.ids import Day, Instant, Key, Ref, Text
from rulebook.schema import Code, Frozen, added


class Safeguard(Frozen):
    """What keeps one child safe while the conference is late."""

    child: Ref
    action: Text


class RiskCheck(Frozen):
    """A dated check that the child is safe while the conference is late."""

    due_on: Day
    set_at: Instant
    done_at: Instant | None = None


class Delay(Frozen):
    """One agreement, over the open dates of some children. It never moves a date.

    `words`: the fingerprint of the reasons, which the ledger has.
    """

    ref: Ref
    children: tuple[Ref, ...]
    duties: tuple[Key, ...] = ()
    asked_at: Instant | None = None
    asked_by: Ref | None = None
    agreed_at: Instant | None = None
    agreed_on: Day | None = None
    checker: Ref | None = None
    checks: tuple[RiskCheck, ...] = ()
    refused_at: Instant | None = None
    safeguards: tuple[Safeguard, ...] = added(())
    words: str = added("")


class Reason(Frozen):
    """Why a date was missed, where nobody may agree a delay."""

    duty: Key
    code: Code
    at: Instant
