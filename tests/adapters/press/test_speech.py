"""A day and a moment in the words of each language."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from babel import localedata

from adapters.press.speech import CldrSpeech, runs_right_to_left
from domain.documents.values import AtMoment, OnDay
from domain.in_words import day_in_words, moment_in_words
from tests.dates import day, instant

SPEECH = CldrSpeech()
MONDAY = OnDay(on=day("Mon 2027-01-04"))
MOMENT = AtMoment(at=instant("Mon 2027-07-12 23:30Z"), zone="Europe/London")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Monday 4 January 2027"),
        ("cy", "Dydd Llun, 4 Ionawr 2027"),
        ("pl", "poniedziałek, 4 stycznia 2027"),
        ("ro", "luni, 4 ianuarie 2027"),
        ("ur", "پیر، 4 جنوری، 2027"),
        ("ar", "الاثنين، 4 يناير 2027"),
        ("pa", "ਸੋਮਵਾਰ, 4 ਜਨਵਰੀ 2027"),
        ("bn", "সোমবার, 4 জানুয়ারী, 2027"),
        ("ti", "ሰኑይ፣ 4 ጥሪ 2027"),
        ("fi", "maanantai 4. tammikuuta 2027"),
        ("zh-Hant", "2027年1月4日 星期一"),
    ],
)
def test_a_day_is_said_with_its_weekday_in_the_words_of_its_language(
    language: str, said: str
) -> None:
    spoken = unicodedata.normalize("NFC", SPEECH.day(MONDAY, language))
    assert spoken == unicodedata.normalize("NFC", said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tuesday 13 July 2027 at 00:30"),
        ("cy", "Dydd Mawrth, 13 Gorffennaf 2027, 00:30"),
        ("pl", "wtorek, 13 lipca 2027 00:30"),
        ("ur", "منگل، 13 جولائی، 2027 00:30"),
    ],
)
def test_a_moment_is_the_clock_on_the_wall_where_it_happens(
    language: str, said: str
) -> None:
    assert SPEECH.moment(MOMENT, language) == said


@pytest.mark.parametrize("language", ["en", "en-GB", "xx", "rhg", "ak"])
def test_english_and_a_language_without_words_of_its_own_say_what_the_domain_says(
    language: str,
) -> None:
    for days in range(0, 400, 13):
        on = MONDAY.on + timedelta(days=days)
        at = AtMoment(at=MOMENT.at + timedelta(days=days), zone=MOMENT.zone)

        assert SPEECH.day(OnDay(on=on), language) == day_in_words(on)
        assert SPEECH.moment(at, language) == moment_in_words(at.at, at.zone)


def test_the_hour_that_comes_twice_is_said_as_the_clock_shows_it() -> None:
    """The clocks go back on Sunday 31 October 2027."""
    for clock, shown in (("00:30Z", "01:30"), ("01:30Z", "01:30"), ("02:30Z", "02:30")):
        at = AtMoment(at=instant(f"Sun 2027-10-31 {clock}"), zone="Europe/London")

        assert SPEECH.moment(at, "cy").endswith(shown)


def test_a_zone_that_does_not_exist_is_no_time_at_all() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        SPEECH.moment(AtMoment(at=MOMENT.at, zone="Europe/Nowhere"), "pl")


def test_no_language_says_a_day_in_other_digits_or_without_day_and_year() -> None:
    for name in localedata.locale_identifiers():
        said = SPEECH.moment(MOMENT, name.replace("_", "-"))

        assert all(c.isascii() for c in said if c.isdecimal()), name
        assert "13" in said, name
        assert "2027" in said, name
        assert "00:30" in said, name
        assert "{" not in said, name


@pytest.mark.parametrize(
    "language",
    ["ur", "ar", "fa", "ps", "ckb", "he", "pa-Arab", "sd", "rhg", "dv", "xx-Arab"],
)
def test_a_language_of_such_a_script_runs_from_right_to_left(language: str) -> None:
    assert runs_right_to_left(language)


@pytest.mark.parametrize("language", ["en", "cy", "pa", "bn", "ti", "xx", "so", "ku"])
def test_any_other_runs_from_left_to_right(language: str) -> None:
    assert not runs_right_to_left(language)
