"""What languages are called, in English and by those who speak them."""

from __future__ import annotations

from typing import Final

from babel import Locale, UnknownLocaleError

from activities.wording import languages

ENGLISH: Final = "en"


def language_name(code: str) -> str:
    """Its name as in "Polish (polski)", in English as letters call it.

    CLDR has the names that letters have not; where it has none, it is the code itself.
    """
    called = languages.language_name(code)
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return called
    ours = called if called != code else locale.get_display_name(ENGLISH) or code
    theirs = locale.get_display_name()
    return f"{ours} ({theirs})" if theirs and theirs != ours else ours
