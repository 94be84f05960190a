"""How a letter to a person is known: by a key that says which letter it is.

`CP-1/invitation/conf-1/r1/p-mother-2/mail~3` is the invitation to the first date of
conf-1, for the mother at the second way in which she could be reached, by e-mail, asked
for again for the third time. A carrier is given one key once, unless it was taken back.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from domain.letters import Channel

#: How the key of a letter ends that goes this way.
ENDS: Final = {Channel.EMAIL: "mail", Channel.TEXT: "text", Channel.POST: "post"}
WAYS: Final = {end: way for way, end in ENDS.items()}
#: Before the number of a letter that was asked for again.
AGAIN: Final = "~"
#: Case, kind, what it is about, to whom, and the way.
SHORTEST: Final = 5


class LetterKey(NamedTuple):
    """The parts of a letter's key.

    `about`: the conference, the meeting or the delay, then what tells apart two letters
    about it. `revision`: which of the person's ways of being reached it was asked for.
    """

    case: str
    kind: str
    about: tuple[str, ...]
    person: str
    revision: int
    way: Channel
    again: int = 0

    @property
    def text(self) -> str:
        """The key itself."""
        parts = (self.case, self.kind, *self.about, f"{self.person}-{self.revision}")
        again = f"{AGAIN}{self.again}" if self.again else ""
        return f"{'/'.join(parts)}/{ENDS[self.way]}{again}"


def read(key: str) -> LetterKey | None:
    """The parts of a key; None for what is no letter to a person."""
    named, _, again = key.partition(AGAIN)
    parts = named.split("/")
    person, _, revision = parts[-2].rpartition("-") if len(parts) > 1 else ("", "", "")
    numbers = revision.isdecimal() and (again or "0").isdecimal()
    if len(parts) < SHORTEST or parts[-1] not in WAYS or not person or not numbers:
        return None
    case, kind, *about = parts[:-2]
    way = WAYS[parts[-1]]
    return LetterKey(
        case, kind, tuple(about), person, int(revision), way, int(again or 0)
    )


def stem(key: str) -> str:
    """What keys share for one revision of a person, by any way and however often."""
    return key.partition(AGAIN)[0].rpartition("/")[0]


def which(key: str) -> str:
    """Which letter it is, to whom: the same at any address, by any way, asked again."""
    return stem(key).rpartition("-")[0]


def matter(key: str) -> str:
    """The same without the case: `invitation/conf-1/r1/p-mother`."""
    return which(key).partition("/")[2]
