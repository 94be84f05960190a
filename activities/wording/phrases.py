"""Sentences that letters, messages and screens must say alike, each written once."""

from __future__ import annotations

from typing import Final

from rulebook.schema import Force

NOT_THE_DATE: Final = "This agreement does not move the date."


def age(days: int) -> str:
    """How long something has been open, in whole days."""
    return f"It has been open {days} {'day' if days == 1 else 'days'}."


def locally(force: str) -> str:
    """What follows a time that the place set itself; nothing after any other."""
    return " (set locally)" if force == Force.LOCAL else ""
