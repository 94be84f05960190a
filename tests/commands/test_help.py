"""The list of commands tells each whole, and a wrong option is answered in words."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from commands.app import COMMANDS, build, first_line, in_plain_words


def test_the_list_of_commands_cuts_no_line_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    text = " ".join(CliRunner().invoke(build(), ["--help"]).stdout.split())

    assert "..." not in text.partition("Commands:")[2]
    for name, command in COMMANDS.items():
        assert f"{name} {' '.join(first_line(command).split())}" in text


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Value error, 'odt' is not one of 'text'.", "'odt' is not one of 'text'."),
        ("Input should be greater than or equal to 1", "give 1 or more"),
        ("Input should be a valid integer, unable to parse", "give a whole number"),
        ("anything else", "anything else"),
    ],
)
def test_a_wrong_option_is_answered_without_the_names_of_the_program_s_parts(
    theirs: str, ours: str
) -> None:
    assert in_plain_words(theirs) == ours
