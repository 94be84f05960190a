"""How letters are followed until they have arrived. Every number here is the council's.

All times are in working days.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rulebook.schema.values import Code, Frozen

Within = Annotated[int, Field(ge=1, le=20)]


class LetterTimes(Frozen):
    """How long each way of reaching somebody has, before the next one is tried.

    `email`, `text`, `post`: how long a letter may be with its carrier without a word
    that it arrived. `print`: how long a printed letter may lie before it is posted.
    `visits`: who goes to somebody of the family whom nothing reached, and
    `visits_professionals` who sees to everybody else. `goes_through`: who goes through
    a plan with somebody who waits for their own language.
    """

    email: Within
    text: Within
    post: Within
    print: Within
    visits: Code
    visits_professionals: Code
    goes_through: Code
