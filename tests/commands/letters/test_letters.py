"""What became of every letter can be seen, and nobody is named who need not be."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from commands.app import build
from commands.letters import private_copy
from commands.letters.composed import composed
from commands.letters.not_gone import waiting
from commands.letters.private_copy import show_privately
from commands.letters.sending import State
from commands.letters.sendings import sendings
from commands.letters.standings import NEXT, STANDS
from commands.output import Ended, Failure
from commands.progress import MANY, is_watched, passing, tracked
from domain.facts.letters import LetterFailed
from domain.letters import Channel, Standing
from domain.requests import Request
from domain.roles import Role
from domain.unsent import UnsentView
from tests.commands.letters.letters_desk import (
    CANARY,
    CASE,
    MONDAY,
    OTHER,
    WORDS,
    every_standing,
    fingerprint,
    gone,
    kept_letter,
    key,
    older,
    record,
    rows,
)

RECORD = key("mother", letter="record")
POSTED = key("mother", "post", "record")
#: Not known to have arrived, and not a letter that must not go.
AWAITED = (2, 4, 5, 7, 11)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation that has a record, and whose server cannot be reached."""
    for name, value in (
        ("VIGIL_HOME", str(tmp_path)),
        ("VIGIL_TEMPORAL_ADDRESS", "127.0.0.1:9"),
        ("COLUMNS", "80"),
    ):
        monkeypatch.setenv(name, value)
    kept = (kept_letter(RECORD), kept_letter(POSTED, Channel.POST))
    content, printed = map(fingerprint, kept)
    sent = gone("mother", Standing.SENT, letter="record", content=content)
    queued, post = Standing.QUEUED, Channel.POST
    by_post = gone("mother", queued, post, "record", content=printed)
    facts = (*every_standing(), sent, by_post)
    doubted = (key("mother", letter="cancellation"), "digest/00ff/2027-01-04/1")
    record(tmp_path, {CASE: facts, OTHER: older()}, kept, doubted)
    return iter([tmp_path])


def vigil(*arguments: str) -> Result:
    return CliRunner().invoke(build(), arguments)


def told(*arguments: str) -> Any:
    """As JSON. Without its server, what waits to go makes a list incomplete."""
    result = vigil(*arguments, "--json")
    short = "--awaited" in arguments or arguments == ("deliveries",)
    assert result.exit_code == (Ended.UNREACHABLE if short else Ended.DONE)
    return json.loads(result.stdout)


def no(of: str) -> str:
    return str(next(each["no"] for each in told("letters", CASE) if each["key"] == of))


def test_every_letter_has_a_number_and_stands_where_its_record_says() -> None:
    states = [(each["no"], each["state"]) for each in told("letters", CASE)]

    assert states == [
        (1, State.REFUSED_FOR_GOOD),
        (2, State.NOT_HEARD_IN_TIME),
        (3, State.ARRIVED),
        (4, State.QUEUED),
        (5, State.UNCONFIRMED),
        (6, State.TO_BE_TAKEN_BACK),
        (7, State.FAILED),
        (8, State.SETTLED),
        (9, State.ARRIVED),
        (10, State.ON_ITS_WAY),
        (11, State.QUEUED),
    ]


def test_a_letter_that_went_again_by_another_way_waits_for_nothing_more() -> None:
    first, *_ = told("letters", CASE)
    awaited = {each["no"] for each in told("letters", CASE, "--awaited")}

    assert first["then"] == Channel.POST
    assert awaited == {6, *AWAITED}


@pytest.mark.parametrize("again", ["mother-1/post", "mother-2/mail", "mother-1/mail~1"])
def test_a_letter_that_nobody_took_is_over_once_it_went_by_another_way(
    again: str,
) -> None:
    failed = LetterFailed(at=MONDAY, key=key("mother"), to="mother", why="no-address")
    sent = gone("mother", Standing.SENT)
    other = sent.delivery.model_copy(
        update={"key": f"{CASE}/invitation/conference-1/{again}"}
    )
    facts = (older()[0], failed, sent.model_copy(update={"delivery": other}))

    first, second = sendings(rows(facts))

    assert (first.state, first.is_stuck) == (State.FAILED, False)
    assert second.is_awaited


def test_what_arrived_is_not_undone_by_a_later_letter() -> None:
    facts = (
        older()[0],
        gone("gran", Standing.DELIVERED),
        gone("gran", Standing.SENT, Channel.POST),
    )

    assert [each.then for each in sendings(rows(facts))] == [None, None]


def test_a_copy_of_the_plan_is_not_taken_for_the_invitation_by_another_way() -> None:
    letters = told("letters", CASE)

    assert letters[1]["then"] is None
    assert (letters[1]["to"], letters[5]["to"]) == ("gran", "gran")


def test_an_older_case_tells_of_its_invitations_what_it_wrote_down() -> None:
    (invitation,) = told("letters", OTHER)

    assert (invitation["what"], invitation["to"]) == ("invitation", "gran")
    assert (invitation["key"], invitation["state"]) == (None, State.UNCONFIRMED)


def test_an_invitation_written_down_twice_is_one_letter() -> None:
    facts = (*older(), gone("gran", Standing.DELIVERED))

    (letter,) = sendings(rows(facts))

    assert letter.state is State.ARRIVED


def test_the_list_says_that_the_case_could_not_be_asked() -> None:
    result = vigil("letters", CASE)

    assert result.exit_code == Ended.DONE
    assert "What has not gone yet is not listed" in result.stderr
    assert "to gran (grandmother)" in " ".join(result.stdout.split())


@pytest.mark.parametrize("held", [True, False])
def test_what_has_not_gone_is_listed_with_what_holds_it_and_has_no_number(
    held: bool,
) -> None:
    unsent = UnsentView(
        key=key("gran"),
        kind="invitation",
        to="gran",
        role=False,
        document=None,
        channel="email",
        asked_at=MONDAY,
        not_before=None,
        held=held,
    )

    (letter,) = waiting([unsent])

    assert letter.no is None
    assert letter.state is (State.HELD if held else State.NOT_GONE)
    assert letter.is_awaited
    assert not letter.is_stuck


@pytest.mark.parametrize(
    "arguments",
    [("letters", CASE), ("deliveries",), ("deliveries", "--stuck"), ("history", CASE)],
)
def test_no_line_is_wider_than_eighty_columns_and_nobody_is_named(
    arguments: tuple[str, ...],
) -> None:
    lines = vigil(*arguments).stdout.splitlines()

    assert len(lines) > 10
    assert max(map(len, lines)) <= 80
    assert not any("Canary" in line for line in lines)


def test_every_standing_has_words_and_what_is_not_over_says_what_comes_next() -> None:
    over = {State.ARRIVED, State.TAKEN_BACK, State.SETTLED}

    assert set(STANDS) == set(State)
    assert set(State) - set(NEXT) == over


def test_what_is_not_known_to_have_arrived_is_told_over_all_cases() -> None:
    found = told("deliveries")

    cases = [(each["case"], each["letter"]["no"]) for each in found]
    assert cases[0] == (CASE, 6)
    in_doubt = {("", None), (CASE, None)}
    assert set(cases[1:]) == in_doubt | {(OTHER, 1), *((CASE, n) for n in AWAITED)}
    assert all(each["next"] for each in found)


def test_stuck_is_what_came_back_or_is_late_or_unposted_or_in_doubt() -> None:
    found = told("deliveries", "--stuck")

    assert {each["letter"]["state"] for each in found} == {
        State.NOT_HEARD_IN_TIME,
        State.QUEUED,
        State.FAILED,
        State.TO_BE_TAKEN_BACK,
        State.IN_DOUBT,
    }


def test_a_letter_begun_and_never_finished_is_in_doubt_and_says_of_which_case() -> None:
    found = told("deliveries", "--stuck")
    doubted = [each for each in found if each["letter"]["state"] == State.IN_DOUBT]

    assert {(each["case"], each["letter"]["to"]) for each in doubted} == {
        (CASE, "mother"),
        ("", "staff"),
    }


def test_the_picture_draws_whatever_there_is_of_each_way() -> None:
    text = " ".join(vigil("deliveries").stdout.split())

    assert "e-mail" in text
    assert "2 arrived" in text
    assert "1 did not arrive" in text


def test_nothing_to_tell_is_said_in_a_sentence(tmp_path: Path) -> None:
    quiet = (older()[0], gone("gran", Standing.DELIVERED))
    record(tmp_path / "quiet", {CASE: quiet})
    runner = CliRunner(env={"VIGIL_HOME": str(tmp_path / "quiet")})

    assert (
        "Nothing is stuck." in runner.invoke(build(), ["deliveries", "--stuck"]).stdout
    )


@pytest.mark.parametrize("of", [RECORD, POSTED])
def test_a_letter_is_shown_as_it_was_sent_and_proved_to_be_it(of: str) -> None:
    """By post the window of its envelope is part of what was sent."""
    by_number, by_key = vigil("letter", CASE, no(of)), vigil("letter", CASE, of)

    assert by_number.exit_code == by_key.exit_code == Ended.DONE
    assert by_number.stdout == by_key.stdout
    assert WORDS in by_number.stdout
    assert "the very letter that was sent" in " ".join(by_number.stdout.split())
    assert told("letter", CASE, of)["compared"] == "same"


def test_a_letter_that_is_not_what_was_sent_is_said_not_to_be(tmp_path: Path) -> None:
    sent = gone("mother", Standing.SENT, letter="record", content="0" * 64)
    unknown = gone("mother", Standing.SENT, letter="plan-copy")
    letters = (kept_letter(RECORD), kept_letter(key("mother", letter="plan-copy")))
    facts = (older()[0], sent, unknown)
    record(tmp_path / "other", {CASE: facts}, letters)
    runner = CliRunner(env={"VIGIL_HOME": str(tmp_path / "other")})

    said = [
        json.loads(runner.invoke(build(), ["letter", CASE, no, "--json"]).stdout)
        for no in ("1", "2")
    ]

    assert [each["compared"] for each in said] == ["other", "not-known"]


def test_without_its_fonts_the_words_are_shown_and_no_likeness_is_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIL_FONTS", str(tmp_path / "no-fonts"))

    result = vigil("letter", CASE, RECORD)
    pdf = vigil("letter", CASE, RECORD, "--to", str(tmp_path / "letter.pdf"))

    assert WORDS in result.stdout
    assert "cannot be told here" in " ".join(result.stdout.split())
    assert pdf.exit_code == Ended.UNREACHABLE
    assert not (tmp_path / "letter.pdf").exists()


@pytest.mark.parametrize(
    ("form", "begins"),
    [("pdf", b"%PDF"), ("docx", b"PK"), ("page", b"<!"), ("text", b"Your copy")],
)
def test_a_letter_is_written_for_its_owner_s_eyes_only_and_over_no_other_file(
    tmp_path: Path, form: str, begins: bytes
) -> None:
    file = tmp_path / "letter"
    arguments = ("letter", CASE, RECORD, "--as", form, "--to", str(file))

    first, again = vigil(*arguments), vigil(*arguments)

    assert (first.exit_code, again.exit_code) == (Ended.DONE, Ended.BAD_INPUT)
    assert file.read_bytes().lower().startswith(begins.lower())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert CANARY not in first.stdout + again.stdout + again.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("letter", CASE, "99"), "no letter of this case has that number"),
        (("letter", OTHER, "1"), "no letter of this case has that number"),
        (("letter", CASE, "3"), "nothing was kept of this letter"),
        (("letter", CASE, RECORD, "--enclosed", "2"), "this letter has 1 of them"),
        (("letter", CASE, RECORD, "--as", "pdf"), "no text for a terminal"),
        (("letter", CASE, RECORD, "--open"), "a person at a terminal"),
        (("letters", "T-9"), "nothing is on record under this reference"),
        (("posted", CASE, "99", "--by", "clerk"), "no letter of this case"),
        (("posted", CASE, "4", "--by", ""), "--by: give a person's reference"),
        (("posted", CASE, "4"), "Missing option '--by'"),
        (("posted", CASE, "4", "--by", "a", "--role", "x"), "'--role': 'x' is not"),
        (("letter", CASE, RECORD, "--enclosed", "0"), "'--enclosed': give 1 or more"),
        (("letter", CASE, RECORD, "--enclosed", "x"), "give a whole number"),
        (("letter", CASE, RECORD, "--open", "--to", "f"), "ask for one at a time"),
        (("letter", CASE, RECORD, "--json", "--as", "text"), "leave out --as"),
        (("letter", CASE, RECORD, "--json", "--enclosed", "1"), "leave out --as"),
        (("letter", CASE, RECORD, "--json", "--to", "f"), "leave out --as"),
        (("letter", CASE, RECORD, "--json", "--open"), "leave out --as"),
        (("posted", CASE, "4", "--by", "clerk", "--at", "soon"), "--at at record-"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_why(
    arguments: tuple[str, ...], said: str
) -> None:
    result = vigil(*arguments)

    assert result.exit_code == Ended.BAD_INPUT
    assert said in " ".join(result.stderr.split())


@pytest.mark.parametrize("other", ["by", "role", "at"])
def test_what_is_asked_twice_is_one_request_and_anything_else_is_another(
    other: str,
) -> None:
    """So that the rules judge it, and nobody is told of an id that they cannot set."""
    said = {"by": "clerk", "role": Role.BUSINESS_SUPPORT, "at": "2027-01-05T09:00:00Z"}
    change = {"by": "chair", "role": Role.CHAIR, "at": "2027-01-06T09:00:00Z"}[other]

    one, again, else_ = map(posting, (said, said, said | {other: change}))

    assert one == again
    assert else_.id != one.id


def posting(said: Mapping[str, str]) -> Request:
    letter = {"key": key("mother", "post"), "posted_at": said["at"]}
    role = Role(said["role"])
    return composed(CASE, "record-posted", said["by"], role, letter)


def test_posting_that_cannot_be_recorded_now_says_how_to_start_vigil() -> None:
    result = vigil("posted", CASE, "4", "--by", "clerk")

    assert result.exit_code == Ended.UNREACHABLE
    assert "vigil up" in " ".join(result.stderr.split())


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Somebody at a terminal that has a viewer. What it opened, as it was then."""
    opened: list[Path] = []

    def run(command: list[str], **options: object) -> CompletedProcess[bytes]:
        file = Path(command[1])
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert file.read_bytes() == b"the letter"
        opened.append(file)
        return CompletedProcess(command, 0)

    monkeypatch.setattr(private_copy, "is_piped", lambda: False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(private_copy, "viewer", lambda: "viewer")
    monkeypatch.setattr(subprocess, "run", run)
    return opened


def test_an_opened_copy_is_private_and_taken_away_when_it_has_been_read(
    person: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "")

    show_privately(b"the letter", "letter-0a1b-1.pdf")

    (file,) = person
    assert file.name == "letter-0a1b-1.pdf"
    assert not file.parent.exists()


def test_an_opened_copy_is_taken_away_when_its_reader_breaks_off(
    person: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_off(*_: object, **__: object) -> str:
        raise typer.Abort

    monkeypatch.setattr(typer, "prompt", breaks_off)

    with pytest.raises(typer.Abort):
        show_privately(b"the letter", "letter-0a1b-1.pdf")

    assert not person[0].parent.exists()


def test_a_copy_that_no_viewer_opened_is_taken_away_and_nobody_is_told_it_is_open(
    person: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opens = subprocess.run

    def fails(command: list[str], **options: object) -> CompletedProcess[bytes]:
        opens(command, check=False)
        return CompletedProcess(command, 3)

    def asked(*_: object, **__: object) -> str:
        raise AssertionError("nothing is open")

    monkeypatch.setattr(subprocess, "run", fails)
    monkeypatch.setattr(typer, "prompt", asked)

    with pytest.raises(Failure, match="--to FILE") as failure:
        show_privately(b"the letter", "letter-0a1b-1.pdf")

    assert failure.value.ended is Ended.UNREACHABLE
    assert not person[0].parent.exists()


def test_a_machine_without_a_viewer_is_told_of_the_other_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Failure) as failure:
        private_copy.viewer()

    assert "--to FILE" in failure.value.message


def test_a_program_that_reads_the_answer_never_gets_a_bar(
    capsys: pytest.CaptureFixture[str],
) -> None:
    many = list(range(MANY))

    assert tracked(many, "Reading") is many
    assert not is_watched()
    with passing(3, "Playing") as played:
        played(3)
    assert capsys.readouterr() == ("", "")


def test_a_person_gets_a_bar_for_many_things_and_none_for_json_or_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("commands.progress.is_piped", lambda: False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    many = list(range(MANY))

    assert tracked(many, "Reading", json=True) is many
    assert tracked(many[1:], "Reading") == many[1:]
    watched = tracked(many, "Reading")
    assert watched is not many
    assert list(watched) == many
