"""An erasure that waits for whoever reads the keys keeps nobody waiting too long."""

from __future__ import annotations

import re

from adapters.sealing.scrubbing import AGAIN_AFTER, LOCK_SECONDS
from adapters.store.engines import LIMITS


def test_all_its_attempts_are_over_well_before_who_waits_for_its_turn_gives_up() -> (
    None
):
    found = re.search(r"lock_timeout=(\d+)s", LIMITS)
    assert found is not None
    longest = sum(AGAIN_AFTER) + (1 + len(AGAIN_AFTER)) * LOCK_SECONDS

    # What is written anew between the attempts takes its time too.
    assert longest <= 0.6 * int(found[1])
