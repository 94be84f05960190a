"""What languages are called."""

from __future__ import annotations

import pytest

from activities.wording.languages import LANGUAGES
from adapters.translation.languages import language_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("pl", "Polish (polski)"),
        ("ur", "Urdu (اردو)"),
        ("cy", "Welsh (Cymraeg)"),
        ("zh-Hant", "Chinese (中文 (繁體))"),
        ("hr", "Croatian (hrvatski)"),
        ("en", "English"),
        ("rom", "rom"),
        ("", ""),
        ("not a language", "not a language"),
    ],
)
def test_a_language_is_named_in_english_and_by_those_who_speak_it(
    code: str, name: str
) -> None:
    assert language_name(code) == name


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translator_reads_the_name_that_stands_in_the_letter(code: str) -> None:
    assert language_name(code).startswith(f"{LANGUAGES[code]} (")
