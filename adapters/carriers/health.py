"""Whether carriers are alive: one that takes letters and says no more counts as down.

Looked at are the letters of which a word was promised. A single one may stay unheard
of; when all that came after it are too, nothing shows that any arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from adapters.carriers.handovers import CarrierName, Handover
from domain.letters import Channel

#: How long a word may take before it is missed: a network tries a telephone that is
#: switched off for up to three days, and paper is printed on the next working day.
WITHIN: Final[Mapping[Channel, timedelta]] = {
    Channel.EMAIL: timedelta(hours=24),
    Channel.TEXT: timedelta(hours=72),
    Channel.POST: timedelta(days=7),
}
#: How far back it is worth looking.
LOOK_BACK: Final = timedelta(days=30)


class Health(NamedTuple):
    """One carrier on one channel. Letters: heard of, and not heard of in time.

    `silent`: of the latter, those after which no letter was heard of; `since`: when the
    first of these was handed over.
    """

    channel: Channel
    carrier: CarrierName
    confirmed: int
    unconfirmed: int
    silent: int
    since: datetime | None

    @property
    def is_down(self) -> bool:
        return self.silent > 0


def carrier_health(letters: Iterable[Handover], now: datetime) -> list[Health]:
    """The health of each carrier on each channel that has had a letter."""
    grouped: dict[tuple[Channel, CarrierName], list[Handover]] = {}
    for letter in letters:
        grouped.setdefault((letter.channel, letter.carrier), []).append(letter)
    return [_of(*which, grouped[which], now) for which in sorted(grouped)]


def _of(
    channel: Channel, carrier: CarrierName, letters: list[Handover], now: datetime
) -> Health:
    heard = _taken(each for each in letters if each.is_heard_of)
    late = _taken(each for each in letters if each.is_awaited)
    late = [taken for taken in late if taken <= now - WITHIN[channel]]
    silent = [taken for taken in late if not heard or taken > max(heard)]
    since = min(silent, default=None)
    return Health(channel, carrier, len(heard), len(late), len(silent), since)


def _taken(letters: Iterable[Handover]) -> list[datetime]:
    return [each.handed_over_at for each in letters if each.handed_over_at is not None]
