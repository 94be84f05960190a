"""What a rehearsal tells: the same of a story, whichever engine played it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from domain.errors import NotYet, Refused
from domain.ids import Instant, Key, Ref
from domain.lack import Lack
from domain.recording import Row
from domain.views import CaseView, DutyView
from rulebook.schema import CatalogueId, Code, Frozen

SENT = "sent"


class FactTold(Frozen):
    """A fact by its number: when it happened, when we learned it, what it says."""

    no: int
    at: Instant
    recorded_at: Instant
    fact: dict[str, Any]


class EffectTold(Frozen):
    """A message that ended at `at`: `outcome` is "sent", or the code of why it was not.

    `to` is a person's reference, or the code of the role whose holder received it.
    """

    key: Key
    kind: Code
    to: Ref
    at: Instant
    outcome: Code


class RefusalTold(Frozen):
    """A request that was refused, by its kind: why, where, and what to do instead.

    `rules`: which say so; `lacks`: what is missing first, from whom.
    """

    request: Code
    code: Code
    where: str
    message: str
    rules: tuple[CatalogueId, ...] = ()
    lacks: tuple[Lack, ...] = ()


class Rehearsed(Frozen):
    """The end of a story, and everything on the way to it.

    `case` is the case's view without what is due, which stands in `duties`; `facts`
    are in order, `effects` sorted by key, `refusals` in the order met.
    """

    case: dict[str, Any]
    duties: tuple[DutyView, ...]
    facts: tuple[FactTold, ...]
    effects: tuple[EffectTold, ...]
    refusals: tuple[RefusalTold, ...]


def rehearsed(
    view: CaseView,
    rows: Iterable[Row],
    effects: Iterable[EffectTold],
    refusals: Iterable[RefusalTold],
) -> Rehearsed:
    """What is told of a case that stands as `view` shows it."""
    return Rehearsed.model_construct(
        case=view.model_dump(mode="json", exclude={"duties"}),
        duties=view.duties,
        facts=tuple(_fact(row) for row in rows),
        effects=tuple(sorted(effects, key=lambda effect: effect.key)),
        refusals=tuple(refusals),
    )


def _fact(row: Row) -> FactTold:
    """Of a row that was validated when it was made, so not validated again."""
    return FactTold.model_construct(
        no=row.no,
        at=row.at,
        recorded_at=row.recorded_at,
        fact=json.loads(row.body),
    )


def refusal(request: str, refused: Refused) -> RefusalTold:
    return RefusalTold(
        request=request,
        code=refused.code,
        where=refused.where,
        message=refused.message,
        rules=refused.rules,
        lacks=refused.lacks if isinstance(refused, NotYet) else (),
    )
