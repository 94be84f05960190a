"""One set of time-zone rules on every machine: the pinned package's, not the system's.

A system's own rules may be years old or newer than ours; a deadline must not depend on
which machine works it out.
"""

from __future__ import annotations

import zoneinfo


def use_packaged_rules() -> None:
    """Read zones from the `tzdata` package from now on."""
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()
