"""The whole suite reads the pinned time zones, however it is started."""

from __future__ import annotations

import zoneinfo

zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo.clear_cache()
