"""What languages are called, in English and by those who speak them."""

from __future__ import annotations

from typing import Final

from babel import Locale, UnknownLocaleError

ENGLISH: Final = "en"


def language_name(code: str) -> str:
    """Its name as in "Polish (polski)"; the code itself where CLDR knows none."""
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code
    ours, theirs = locale.get_display_name(ENGLISH), locale.get_display_name()
    if not ours:
        return code
    return f"{ours} ({theirs})" if theirs and theirs != ours else ours
