"""Which tests are dealt to one process together, when several share the suite."""

from __future__ import annotations

from typing import Final

from xdist.scheduler import LoadFileScheduling

#: Each of their tests starts a server of its own: keeping them together saves nothing.
ONE_BY_ONE: Final = ("tests/security/test_every_story.py",)


class Dealing(LoadFileScheduling):
    """Tests of one file together, so that its server is started once; stories singly.

    What has one test is dealt last, so the longest file cannot leave a process idle.
    """

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return nodeid if file in ONE_BY_ONE else file
