"""How often each pattern rings where nobody made anything look better: measured.

Read what it finds against this. `tests/domain/gaming/test_false_alarms.py` measures it
again each time: the samples must ring as often as it says here, the random lives no
oftener.
"""

from __future__ import annotations

from typing import Final

from pydantic import Field

from rulebook.schema import Frozen


class Alarms(Frozen):
    """How often a pattern rang, and in how many lives it was looked for.

    `samples`: of the sample stories, which are written as careful practice is.
    `at_random`: at most, of lives in which everything is asked that can be, in any
    order: far more corrections and re-openings than in any office.
    """

    samples: int = Field(ge=0)
    of_samples: int = Field(ge=1)
    at_random: int = Field(ge=0)
    of_random: int = Field(ge=1)


STORIES: Final = 16
LIVES: Final = 200


def _measured(samples: int, at_random: int) -> Alarms:
    return Alarms(
        samples=samples, of_samples=STORIES, at_random=at_random, of_random=LIVES
    )


#: By the code of the pattern.
MEASURED: Final[dict[str, Alarms]] = {
    "initiating-moved": _measured(1, 5),
    "discussion-dated-back": _measured(0, 40),
    "discussion-redated": _measured(0, 10),
    "enquiry-reopened": _measured(1, 12),
    "not-required-at-the-last": _measured(0, 5),
    "held-with-too-few": _measured(5, 12),
    "ticked-in-one-minute": _measured(0, 3),
    "miss-withdrawn": _measured(1, 5),
}
