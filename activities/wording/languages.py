"""What languages are called in English, in letters and in a translator's files."""

from __future__ import annotations

from typing import Final

LANGUAGES: Final = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "cs": "Czech",
    "cy": "Welsh",
    "de": "German",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "gu": "Gujarati",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "pa": "Punjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "so": "Somali",
    "sq": "Albanian",
    "ta": "Tamil",
    "ti": "Tigrinya",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def language_name(code: str) -> str:
    """A language for whoever speaks it: "Urdu"; the code where we have no name."""
    return LANGUAGES.get(code.partition("-")[0].lower(), code)


def language(code: str) -> str:
    """A language with its code: "Urdu (ur)"; the code alone where we have no name."""
    name = LANGUAGES.get(code.partition("-")[0].lower())
    return f"{name} ({code})" if name else code
