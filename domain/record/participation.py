"""The child's and the family's own part in a conference: wishes, views, preparation."""

from __future__ import annotations

from enum import StrEnum

from domain.ids import Instant, Ref
from rulebook.schema import Code, Flag, Frozen


class Takes(StrEnum):
    """How much of a conference a child is at."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


class Attending(Frozen):
    """What was decided about one child's being there, and what the child wished.

    `appropriate`: whether it is right for this child to be there. `no_wish_because`:
    why the child was not asked, or had no wish; `no_supporter_because`: why nobody
    whom the child trusts comes with them. What was decided last stands.
    """

    child: Ref
    decided_at: Instant
    appropriate: Flag
    takes: Takes
    wish: Takes | None = None
    no_wish_because: Code | None = None
    invited: Flag = True
    supporter: Ref | None = None
    no_supporter_because: Code | None = None


class Advocate(StrEnum):
    """What was answered when an advocate was offered."""

    WANTED = "wanted"
    DECLINED = "declined"
    HAS_ONE = "has-one"
    TOO_YOUNG = "too-young-to-answer"


class Preparation(Frozen):
    """Somebody was prepared for a conference: by whom, when, what was gone through.

    `person` is a relative, a child, or whoever comes to support one. `covered`: lines
    of the preparation list. `capable`: whether a child can understand what it is about.
    `informed`: they have all that the conference has; `understands`: they follow it.
    `not_because`: why they could not be prepared, or not for all of it.
    """

    person: Ref
    by: Ref
    at: Instant
    covered: tuple[Code, ...] = ()
    capable: Flag | None = None
    informed: Flag | None = None
    understands: Flag | None = None
    advocate: Advocate | None = None
    supporter: Ref | None = None
    not_because: Code | None = None


class Heard(StrEnum):
    """How somebody's views come to the conference."""

    IN_PERSON = "in-person"
    WRITING = "writing"
    VIDEO = "video"
    SOCIAL_WORKER = "social-worker"
    ADVOCATE = "advocate"


class Views(Frozen):
    """Views that come to a conference, and who presents them if not their owner.

    `own_words`: written down as they were said; `read_back`: read back and agreed.
    `not_because`: why there are none, and then `how` is null.
    """

    whose: Ref
    at: Instant
    how: Heard | None = None
    presented_by: Ref | None = None
    own_words: Flag = False
    read_back: Flag = False
    not_because: Code | None = None


class InterpreterNeed(Frozen):
    """Whether somebody needs an interpreter, as planned with the family (YK-52)."""

    who: Ref
    needed: Flag
    decided_at: Instant


class Interpreting(Frozen):
    """An interpreter for one person at one conference: arranged, sure, or not there.

    `sure_for`: the revision of the conference's date for which they said they will
    come; `absent_at`: when they did not, or said that they will not.
    """

    who: Ref
    language: Code
    arranged_at: Instant
    confirmed_at: Instant | None = None
    sure_for: int | None = None
    absent_at: Instant | None = None
