"""Plausible requests about a conference before a birth."""

from __future__ import annotations

from domain.requests.afterwards import DecidePreBirthNotNeeded, RecordTrigger
from rulebook.schema import Listed
from tests.domain.plausible.scene import MANAGER, SOCIAL_WORKER, Asking, Scene


def _trigger(s: Scene) -> RecordTrigger:
    child = s.one(child for child in s.case.present() if child.unborn)
    listed = [line.key for line in s.case.terms.lists.get(Listed.TRIGGERS, ())]
    return RecordTrigger(
        id=s.id,
        by=SOCIAL_WORKER,
        child=child.ref,
        trigger=s.one(listed or ("pre-birth-assessment",)),
        at=s.lately(),
    )


def _not_needed(s: Scene) -> DecidePreBirthNotNeeded:
    child = s.one(child for child in s.case.present() if child.unborn)
    return DecidePreBirthNotNeeded(
        id=s.id,
        by=MANAGER,
        child=child.ref,
        decided_at=s.lately(),
        reason="The risk has gone.",
    )


PRE_BIRTH: dict[type, Asking] = {
    RecordTrigger: _trigger,
    DecidePreBirthNotNeeded: _not_needed,
}
