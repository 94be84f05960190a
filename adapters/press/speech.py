"""How each language says a day and a moment: by CLDR, and English by our own words.

The digits are Western in every language. A family compares the day in its letter with
the one on a phone, a ticket or another's letter, and an interpreter reads it aloud to
an English office: 4 must be the same sign in all of them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date

from domain.documents.values import AtMoment, OnDay
from domain.in_words import day_in_words, moment_in_words
from domain.working_days import zone_named

ENGLISH: Final = "en"
_WEEKDAY: Final = re.compile("EEEE|cccc")
#: A month in words, or a number that its own sign follows: never a bare number.
_MONTH: Final = re.compile("MMM|M월|M月")
#: What CLDR says where nobody has given it the words of a language.
_NO_WORDS: Final = frozenset({"M01", "Mon"})
_RIGHT_TO_LEFT: Final = frozenset(
    {"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}
)


class CldrSpeech:
    """domain.documents.opened.Speech.

    A language that CLDR has no words for gets the day in English.
    """

    def day(self, value: OnDay, language: str) -> str:
        """The day with its weekday: "Monday 4 January 2027"."""
        locale = _spoken(language)
        if locale is None:
            return day_in_words(value.on)
        return format_date(value.on, "full", locale)

    def moment(self, value: AtMoment, language: str) -> str:
        """The day and the clock on the wall in the value's zone, of 24 hours.

        Raises `ZoneInfoNotFoundError`.
        """
        locale = _spoken(language)
        if locale is None:
            return moment_in_words(value.at, value.zone)
        local = value.at.astimezone(zone_named(value.zone))
        pattern = str(locale.datetime_formats["full"]).replace("'", "")
        day = format_date(local.date(), "full", locale)
        return pattern.replace("{1}", day).replace("{0}", f"{local:%H:%M}")


def runs_right_to_left(language: str) -> bool:
    """How the language's lines run; one that CLDR does not know, by its script."""
    locale = _known(language)
    if locale is not None:
        return locale.text_direction == "rtl"
    parts = set(language.split("-"))
    likely = get_global("likely_subtags").get(language.split("-")[0], "")
    return bool((parts | set(likely.split("_"))) & _RIGHT_TO_LEFT)


@cache
def _known(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _spoken(language: str) -> Locale | None:
    """The language's words, or None where English is said: no bare number is a day."""
    english = language.split("-")[0] == ENGLISH
    locale = None if english else _known(language)
    if locale is None:
        return None
    pattern = locale.date_formats["full"].pattern
    words = locale.months["format"]["wide"][1], locale.days["format"]["wide"][0]
    in_words = _WEEKDAY.search(pattern) and _MONTH.search(pattern)
    return locale if in_words and not _NO_WORDS & set(words) else None
