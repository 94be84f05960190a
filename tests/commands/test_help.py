"""The list of commands tells each whole, and a wrong option is answered in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from commands.app import COMMANDS, build, in_plain_words
from commands.helping import first_line
from domain.roles import Role

WIDE = 80
#: How a description is cut off; "t1, t2 ..." says that there are more, and is none.
CUT = re.compile(r"\w\.\.\.$", re.MULTILINE)
#: A description is told whole: it ends as a sentence does.
WHOLE = re.compile(r"[.!?]$")


def groups() -> Iterator[str]:
    """Every group of commands, by its name."""
    for name, command in whole().commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield name


def every() -> Iterator[str]:
    """Every command and every group, and the commands of each group."""
    yield ""
    for name, command in whole().commands.items():
        yield name
        if isinstance(command, typer.core.TyperGroup):
            yield from (f"{name} {own}" for own in command.commands)


def whole() -> typer.core.TyperGroup:
    made = get_command(build())
    assert isinstance(made, typer.core.TyperGroup)
    return made


def helped(name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(WIDE))
    done = CliRunner().invoke(build(), [*name.split(), "--help"])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("name", list(every()))
def test_the_help_of_every_command_fits_eighty_columns_and_is_not_cut_off(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = helped(name, monkeypatch)

    assert [line for line in text.splitlines() if len(line) > WIDE] == []
    assert CUT.findall(text) == []


@pytest.mark.parametrize("name", list(groups()))
def test_the_list_of_a_group_tells_what_each_of_its_commands_does(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = whole().commands[name]
    assert isinstance(group, typer.core.TyperGroup)
    listed = " ".join(helped(name, monkeypatch).partition("Commands:")[2].split())

    for own, command in group.commands.items():
        says = (command.help or "").partition("\n")[0]
        assert WHOLE.search(says), says
        assert f"{own} {' '.join(says.split())}" in listed


ASKING_IN_A_ROLE = [
    *("posted", "delivered", "dealt-with", "hold", "release"),
    *("approve-delay", "refuse-delay"),
    *(f"translation {own}" for own in ("ask", "back", "check", "cancel")),
]


@pytest.mark.parametrize("name", ASKING_IN_A_ROLE)
def test_the_help_of_a_role_says_where_the_roles_are_listed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join(helped(name, monkeypatch).split())

    assert "--role ROLE" in text
    assert "docs/roles.md lists them." in text
    assert "officer-in-the-case" not in text


def test_a_role_that_there_is_not_is_refused_and_all_of_them_are_named() -> None:
    asked = ["hold", "CP-1", "--reason", "risk", "--by", "worker", "--role", "boss"]

    refused = CliRunner().invoke(build(), asked)

    said = " ".join(refused.output.split())
    assert refused.exit_code == 2
    assert [role for role in Role if role not in said] == []


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
