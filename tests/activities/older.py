"""Letters of cases from before there were documents: in plain words, as they go on."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import correspondence
from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.evolve.changes import changed
from domain.letters import Letter
from domain.terms import sealed
from tests.domain.family import STARTS


def letter_for(case: Case, effect: Effect, now: datetime) -> Letter:
    """The letter that a case whose terms do not follow letters makes of an effect."""
    terms = sealed(changed(case.terms, letters=None))
    return correspondence.letter_for(changed(case, terms=terms), effect, now)


def translation_asked() -> Effect:
    """What such a case owes the desk for a plan that is needed in Urdu."""
    return Effect(
        key="CP-1/translation-request/conf-1/child-1/ur/desk",
        kind=EffectKind.TRANSLATION,
        to="translation-desk",
        role=True,
        about="conf-1/child-1/ur",
        child="child-1",
        asked_at=STARTS,
        give_up_at=STARTS + timedelta(days=14),
    )
