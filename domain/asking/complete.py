"""Whether procedures say of every kind of request who may ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_args

from domain.requests import Request
from domain.terms import Terms

#: Every kind of request that this program knows.
KINDS: Final[frozenset[str]] = frozenset(
    kind
    for request in get_args(Request)
    for kind in get_args(request.model_fields["kind"].annotation)
)


def unsaid(terms: Terms) -> tuple[str, ...]:
    """The kinds of which the terms do not say who may ask: they would be refused.

    None where the terms say it of nothing: they are from before it was said. Where
    nobody may ask for a kind the terms say so, with no role.
    """
    if not terms.may_ask:
        return ()
    return tuple(sorted(KINDS - terms.may_ask.keys()))


def unknown(kinds: Iterable[str]) -> tuple[str, ...]:
    """Those that this program does not know: a slip of the pen would bind nobody."""
    return tuple(sorted(set(kinds) - KINDS))
