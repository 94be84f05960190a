"""How letters end in a rehearsal: mail arrives at once, and paper lies to be posted.

A printed letter waits until the story says that somebody posted it; before that it can
be taken back. Both engines ask a tray, so both end every letter in the same way.
"""

from __future__ import annotations

from domain.letters import Channel, Standing


class Tray:
    """What has been printed. Whoever takes a letter back finds it here, once."""

    def __init__(self) -> None:
        self._lies: set[str] = set()

    def taken(self, key: str, channel: Channel) -> Standing:
        """How a letter stands that was handed over."""
        if channel is not Channel.POST:
            return Standing.DELIVERED
        self._lies.add(key)
        return Standing.QUEUED

    def taken_back(self, key: str) -> bool:
        """Whether it lay here."""
        lay = key in self._lies
        self._lies.discard(key)
        return lay
