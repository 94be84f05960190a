"""Plausible requests about care proceedings."""

from __future__ import annotations

from domain.record.orders import Proceedings
from domain.requests.proceedings import (
    AppointGuardian,
    EndGuardian,
    EndProceedings,
    StartProceedings,
)
from tests.domain.plausible.scene import SOCIAL_WORKER, Asking, CannotAsk, Scene


def _under_way(s: Scene) -> Proceedings:
    court = s.case.proceedings
    if court is None or court.ended_at is not None:
        raise CannotAsk
    return court


def _start(s: Scene) -> StartProceedings:
    last = s.case.proceedings
    if last is not None and last.ended_at is None:
        raise CannotAsk
    since = last.ended_at if last is not None else None
    return StartProceedings(id=s.id, by=SOCIAL_WORKER, started_at=s.lately(since))


def _end(s: Scene) -> EndProceedings:
    court = _under_way(s)
    at = s.lately(court.started_at)
    return EndProceedings(id=s.id, by=SOCIAL_WORKER, ended_at=at)


def _appoint(s: Scene) -> AppointGuardian:
    court = _under_way(s)
    return AppointGuardian(
        id=s.id,
        by=SOCIAL_WORKER,
        guardian=s.one(("p-visitor", "p-teacher")),
        appointed_at=s.lately(court.guardian_ended_at or court.started_at),
    )


def _guardian_ends(s: Scene) -> EndGuardian:
    court = _under_way(s)
    if court.guardian is None or court.guardian_ended_at is not None:
        raise CannotAsk
    at = s.lately(court.appointed_at or court.started_at)
    return EndGuardian(id=s.id, by=SOCIAL_WORKER, ended_at=at)


PROCEEDINGS: dict[type, Asking] = {
    StartProceedings: _start,
    EndProceedings: _end,
    AppointGuardian: _appoint,
    EndGuardian: _guardian_ends,
}
