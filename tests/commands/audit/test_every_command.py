"""Every command says what it shows of families, and leaves an entry before it does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from adapters.record.audit import SqlAudit
from commands import asking, reading
from commands.app import build
from commands.audit.wording import to_what
from commands.output import Ended, Failure
from commands.shows import MAY_SEE, SHOWS, Shows
from commands.words import in_words
from domain.evidence.opaque import CODE, PERSON, WHAT
from tests.commands.audit.office import AUDITOR, OPERATOR, REF, Open
from tests.commands.audit.office import PERSON as SITS

BY = ("--by", "worker", "--role", "social-worker")
TO = "{folder}"
CANARY = "child-1 is not on a plan"
VISIT = {
    "kind": "record-visit",
    "id": "test#1",
    "by": {"person": "worker", "role": "social-worker"},
    "child": "child-1",
    "visited_at": "2026-12-21T16:00:00Z",
    "visited_by": "worker",
    "seen": True,
}
#: How each command that shows anything of families is asked.
ASKED: dict[str, tuple[str, ...]] = {
    "audit": (REF,),
    "case": (REF,),
    "cases": (),
    "deliveries": ("--stuck",),
    "export": (REF, "--to", TO),
    "gaming": (REF,),
    "gateway-keys/adopt": ("--dry-run",),
    "guide": (REF,),
    "history": (REF,),
    "hold": (REF, "--reason", "risk", *BY),
    "letter": (REF, "1"),
    "letters": (REF,),
    "release": (REF, "--everybody", *BY),
    "retention/certificate": (REF,),
    "retention/list": (),
    "submit": (REF, "-", "--preview"),
    "translation/draft": (REF, "t1", "--engine", "apertium", "--to", TO),
    "translation/list": (REF,),
    "translation/out": (REF, "t1", "--to", TO),
    "up": ("--once",),
    "verify": (),
    "why": (REF, "plan-sent/conf-1/child-1"),
}
#: Nothing is shown of a family that is not its certificate of erasure: there is none.
NOTHING_YET = frozenset({"retention/certificate"})
#: A record that may be broken is looked at though nobody can write that down.
SHOWN_ALL_THE_SAME = frozenset({"verify"})
#: Who may be shown the auditor's list.
ROLES = {Shows.SIGNS: AUDITOR}
OF_MANY = (Shows.CODES,)


def every_command() -> Iterator[str]:
    """Of the whole command line, those of a group with a slash."""
    whole = get_command(build())
    assert isinstance(whole, typer.core.TyperGroup)
    for name, command in whole.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from (f"{name}/{own}" for own in command.commands)
        else:
            yield name


SHOWING = sorted(set(every_command()) & {n for n, s in SHOWS.items() if s in MAY_SEE})


def test_every_command_says_what_it_shows_and_no_other_is_named() -> None:
    """A new command: put it into commands.shows, and below if it shows any."""
    assert set(SHOWS) == set(every_command())
    assert set(ASKED) == set(SHOWING)


@pytest.mark.parametrize("name", [n for n in SHOWING if n not in NOTHING_YET])
def test_what_a_command_shows_is_written_down_before_with_who_sits_there(
    name: str, office: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where it cannot be written down nothing is shown, nor put into a file."""
    role = ROLES.get(SHOWS[name], "service-manager")
    case = None if SHOWS[name] in OF_MANY else REF
    before = len(office.entries(case))
    arguments = asked(name, tmp_path)
    office.sits(SITS, role)

    with monkeypatch.context() as patch:
        patch.setattr(SqlAudit, "write_all", _full)
        unwritten = office.vigil(*arguments, given=json.dumps(VISIT))
    nothing = (unwritten.exit_code, unwritten.stdout) == (Ended.UNREACHABLE, "")
    assert nothing or name in SHOWN_ALL_THE_SAME
    assert "be written" in " ".join(unwritten.stderr.split())
    assert not any((tmp_path / "given").iterdir())

    done = office.vigil(*arguments, given=json.dumps(VISIT))
    assert done.exit_code == Ended.DONE, done.output
    (entry,) = office.entries(case)[before:]
    assert (entry.person, entry.role) == (SITS, role)
    assert entry.what.partition("/")[0] == name.partition("/")[0]
    assert entry.kind in ("read", "exported", "verified")
    assert to_what(entry.what) != in_words(entry.what), "commands.audit.wording"


async def _full(*_: object) -> None:
    raise OSError("no space left")


@pytest.mark.parametrize(
    "name", [n for n in SHOWING if OPERATOR not in MAY_SEE[SHOWS[n]]]
)
def test_a_system_operator_is_shown_no_family_and_that_they_asked_is_written_down(
    name: str, office: Open, tmp_path: Path
) -> None:
    office.sits("ops-7", OPERATOR)
    done = office.vigil(*asked(name, tmp_path), given=json.dumps(VISIT))

    case = None if name == "gaming" else REF
    (entry,) = office.entries(case)
    assert (done.exit_code, done.stdout) == (Ended.REFUSED, "")
    assert (entry.kind, entry.person, entry.why) == (
        "refused",
        "ops-7",
        "not-for-this-role",
    )


def asked(name: str, tmp_path: Path) -> tuple[str, ...]:
    folder = tmp_path / "given"
    folder.mkdir(exist_ok=True)
    given = (each.replace(TO, str(folder)) for each in ASKED[name])
    return (*name.split("/"), *given)


def test_every_name_a_command_goes_by_may_stand_in_the_audit() -> None:
    assert [name for name in SHOWS if WHAT.fullmatch(name) is None] == []
    assert PERSON.fullmatch(reading.DEVELOPER)
    assert CODE.fullmatch(reading.IN_DEVELOPMENT)


@pytest.mark.parametrize(
    "asked_for",
    [
        ("why", REF, "no-such-duty"),
        ("case", REF, "--as-known-at", "2020-01-01"),
        ("history", REF, "--as-known-at", "2020-01-01"),
        ("submit", REF, "-", "--preview"),
    ],
    ids=" ".join,
)
def test_a_wrong_question_about_a_family_tells_nothing_to_whoever_may_not_see_it(
    asked_for: tuple[str, ...], office: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "foresee", _refuses)
    office.sits("ops-7", OPERATOR)
    done = office.vigil(*asked_for, given=json.dumps(VISIT))

    assert done.exit_code == Ended.REFUSED
    assert "ask somebody who works with the family" in " ".join(done.stderr.split())
    (entry,) = office.entries(REF)
    assert (entry.kind, entry.why) == ("refused", "not-for-this-role")
    assert CANARY not in done.output


def test_a_preview_that_the_case_refuses_is_written_down_before_it_is_told(
    office: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "foresee", _refuses)
    preview = ("submit", REF, "-", "--preview")
    with monkeypatch.context() as patch:
        patch.setattr(SqlAudit, "write_all", _full)
        unwritten = office.vigil(*preview, given=json.dumps(VISIT))
    refused = office.vigil(*preview, given=json.dumps(VISIT))

    assert (unwritten.exit_code, CANARY in unwritten.output) == (
        Ended.UNREACHABLE,
        False,
    )
    assert (refused.exit_code, CANARY in refused.output) == (Ended.REFUSED, True)
    (entry,) = office.entries(REF)
    assert (entry.kind, entry.person, entry.what) == ("read", SITS, "submit/preview")


async def _refuses(*_: object) -> None:
    """What a case says when it refuses tells of the family."""
    raise Failure(Ended.REFUSED, CANARY)
