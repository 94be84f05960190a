"""What is missing before something can be done, who can do it, and under which rule."""

from __future__ import annotations

from domain.ids import Key, Ref
from rulebook.schema import Before, CatalogueId, Code, Frozen


class Lack(Frozen):
    """One gate that is not passed yet.

    `gate`: the entry's key in its rulebook, `before` the step it stands before, `who`
    the roles that can put it right. `about`: whom or what it is about, by reference or
    by the code of a line on a list; empty for the step as a whole. `refuses` is false
    for what is asked, and stops nobody.
    """

    gate: Code
    before: Before
    conference: Ref | None = None
    about: tuple[Key, ...] = ()
    ids: tuple[CatalogueId, ...] = ()
    who: tuple[Code, ...] = ()
    refuses: bool = True
