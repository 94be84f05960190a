"""Random lives of households whose translations are followed: the clock's promises."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given

from domain.requests.conferences import RecordConferenceHeld, RecordOutcome
from domain.requests.the_day import CloseConference
from domain.requests.translations import (
    AskTranslation,
    CheckTranslation,
    ReturnTranslation,
)
from tests.domain.plausible.life import Life, ended, on_record, told, watched
from tests.domain.strategies import LIVES, USUAL, lives
from tests.domain.translating import following

HOUR = timedelta(hours=1)
#: What these lives are made of.
AT_THE_DESK = (
    *USUAL,
    *(RecordConferenceHeld, RecordOutcome, CloseConference) * 2,
    *(AskTranslation, ReturnTranslation, ReturnTranslation) * 3,
    *(CheckTranslation, CheckTranslation) * 3,
)


@LIVES
@given(lives(usual=AT_THE_DESK, under=following))
def test_sleeping_to_each_wake_learns_what_looking_every_four_hours_learns(
    life: Life,
) -> None:
    looks = int((life.ends_at - life.told_at) / HOUR / 4)
    looked_often = watched(life, (life.told_at + n * 4 * HOUR for n in range(looks)))

    slept = ended(life)

    assert told(slept) == told(looked_often)
    assert on_record(slept) == on_record(looked_often)
