"""What letters are drawn up with and kept in, handed to the activities as one."""

from __future__ import annotations

from typing import NamedTuple

from activities.drawing_up import Drafting
from activities.enclosing import Envelope
from activities.ports import Digests, Letters, Texts


class Paper(NamedTuple):
    """`digests` is left out where each person's list of the morning goes by itself."""

    drafting: Drafting
    envelope: Envelope
    letters: Letters
    texts: Texts
    digests: Digests | None = None
