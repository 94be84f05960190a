"""`vigil translation`: a text goes out, comes back, is checked, and can be sent."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from activities.ports import Refusal, Unavailable
from adapters.translation.apertium import Apertium
from adapters.translation.job import Job as GivenOut
from adapters.translation.libretranslate import LibreTranslate
from commands.translation_desk.jobs import STANDS
from domain.case import Case
from domain.documents.drafts import Draft
from domain.documents.kinds import DocumentKind
from domain.documents.segments import segments
from domain.requests.conferences import RecordOutcome
from domain.translations.returned import Unchecked, kept_unchecked_as
from domain.translations.shown import State
from tests.commands.translation_desk.desk import (
    TEXT,
    Running,
    back,
    check,
    given,
    out,
    translated,
    vigil,
    with_texts,
)
from tests.domain.builders import waited
from tests.domain.conferring import A_PLAN, IN_CONFERENCE, undo
from tests.domain.requesting import asked
from tests.domain.translating import (
    BACK,
    CHECKED,
    DUE,
    MISSED,
    ask_for,
    copies,
    family,
    job,
    planned,
    tasks,
)


def kept(running: Running) -> Unchecked:
    """What came back, as it waits in the store for whoever is sent it."""
    content = job(running.case).content or ""
    held = with_texts(lambda texts: texts.get("CP-1", kept_unchecked_as(content)))
    return Unchecked.model_validate_json(str(held))


def test_the_list_says_what_is_due_and_how_far_it_is(running: Running) -> None:
    (shown,) = json.loads(vigil("list", "CP-1", "--json").stdout)

    assert (shown["ref"], shown["language"], shown["due_on"]) == ("t1", "ur", str(DUE))
    assert (shown["document"], shown["format"]) == ("outline-plan", "text")
    assert shown["state"] == "with-the-desk"


def test_the_table_is_in_a_practitioner_s_words_and_not_in_codes(
    running: Running,
) -> None:
    told = vigil("list", "CP-1").stdout

    for words in ("child protection plan", "of child-1", "Urdu (ur)", "with the desk"):
        assert words in told
    assert "outline-plan" not in told


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_translation_is_a_code_that_has_words(state: State) -> None:
    assert re.fullmatch("[a-z]+(-[a-z]+)*", state)
    assert STANDS[state].startswith(state.replace("-", " "))


def test_the_table_breaks_no_word_on_a_narrow_screen(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    back(translated(out(tmp_path)))
    check("--right")
    forms = ("signed-video", "easy-read", "large-print")
    asking = (ask_for(BACK, format=form, language="zh-Hant") for form in forms)
    running.case = asked(running.case, BACK, *asking)
    vigil("cancel", "CP-1", "t2", "reads-english", "--by", "worker")

    told = vigil("list", "CP-1").stdout

    words = {"certified", "signed", "video", "protection", "(zh-Hant)", "english)"}
    assert words <= {*told.split()}
    assert "by Mon 11 Jan 2027" in told
    assert max(map(len, told.splitlines())) <= 80


def test_what_is_no_longer_wanted_is_told_with_why(running: Running) -> None:
    vigil("cancel", "CP-1", "t1", "reads-english", "--by", "worker")

    assert "no longer wanted (reads english)" in vigil("list", "CP-1").stdout


def test_how_often_the_desk_was_asked_again_is_told(running: Running) -> None:
    running.case = waited(planned(), MISSED)

    assert "asked for again: 2" in vigil("list", "CP-1").stdout


def test_a_case_without_translations_says_so(running: Running) -> None:
    running.case = planned(family(language_need="en"))

    assert "No translation" in vigil("list", "CP-1").stdout


def test_a_text_goes_out_comes_back_and_is_certified_by_a_second_person(
    running: Running, tmp_path: Path
) -> None:
    assert back(translated(out(tmp_path))).exit_code == 0
    assert job(running.case).translator == "translator"
    assert copies(running.case) == []

    running.at = CHECKED
    assert "goes to each of the family who needs it" in check("--right").stdout

    assert len(copies(running.case)) == 1
    of = job(running.case)
    assert (of.translator, of.checked_by, of.checked_at) == (
        "translator",
        "second",
        CHECKED,
    )
    theirs = kept(running)
    assert theirs.content == of.content
    assert set(theirs.texts) == {segment.id for segment in segments(TEXT)}


def test_whoever_gave_it_back_cannot_certify_it_and_nothing_is_sent(
    running: Running, tmp_path: Path
) -> None:
    back(translated(out(tmp_path)))

    refused = check("--right", by="desk")

    assert refused.exit_code == 1
    assert "somebody else" in refused.stderr
    assert copies(running.case) == []


def test_a_check_that_is_asked_again_keeps_who_found_it_right_first(
    running: Running, tmp_path: Path
) -> None:
    back(translated(out(tmp_path)))
    check("--right")

    assert check("--right", by="third").exit_code == 0
    assert job(running.case).checked_by == "second"


def test_a_translation_found_wrong_is_told_to_the_desk_and_never_sent(
    running: Running, tmp_path: Path
) -> None:
    back(translated(out(tmp_path)))

    assert check("--wrong", "wrong-name").exit_code == 0

    assert len(tasks(running.case, "translation-rejected")) == 1
    assert copies(running.case) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"1": "No day in it."}, "is missing; put in every mark"),
        ({"1": "⟦1⟧ and again ⟦1⟧."}, "stands there twice"),
        ({"1": "Into ⟦1⟧, ⟦2⟧."}, "that the source has not"),
        ({"title": ""}, "nothing is translated here yet"),
    ],
    ids=["lost", "doubled", "invented", "empty"],
)
def test_what_was_locked_must_survive_the_round_trip(
    running: Running, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    refused = back(translated(out(tmp_path), **changes))

    assert refused.exit_code == 2
    assert said in refused.stderr
    assert job(running.case).content is None


def test_a_text_goes_out_as_xliff_and_as_a_word_file_with_opaque_names(
    running: Running, tmp_path: Path
) -> None:
    out(tmp_path)

    names = sorted(file.name for file in tmp_path.iterdir() if file.is_file())
    assert names == ["translation-CP-1-t1-ur.docx", "translation-CP-1-t1-ur.xlf"]


def test_a_file_of_an_older_text_is_refused(running: Running, tmp_path: Path) -> None:
    file = translated(out(tmp_path))
    running.case = decided_anew(running.case, running.at)
    newest = job(running.case, "t2").source
    with_texts(lambda texts: texts.put("CP-1", newest, given()))

    gone = back(file)
    by = ("--translator", "translator", "--by", "desk")
    other = vigil("back", "CP-1", "t2", str(file), *by)

    assert (gone.exit_code, "text has changed" in gone.stderr) == (1, True)
    assert other.exit_code == 2
    assert "(of t1): it was given out for another translation" in other.stderr


def decided_anew(case: Case, now: datetime) -> Case:
    """Its plan was taken back, and decided again in other words."""
    other = A_PLAN.model_copy(update={"categories": ("neglect",)})
    again = RecordOutcome(**IN_CONFERENCE, outcome=other)
    return asked(case, now, undo("conf-1", now), again)


def test_a_film_is_known_by_its_print_and_stays_at_the_desk(
    running: Running, tmp_path: Path
) -> None:
    running.case = planned(family(language_need="en", format="signed-video"))
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\x00\x01")

    assert back(film).exit_code == 0
    assert "Somebody is asked to bring it" in check("--right").stdout
    assert job(running.case).certified
    assert len(tasks(running.case, "tell-by-hand")) == 1
    refused = vigil("out", "CP-1", "t1", "--to", str(tmp_path))
    assert (refused.exit_code, "no text" in refused.stderr) == (1, True)


def test_a_child_s_letter_that_is_certified_is_not_said_to_go_to_anybody(
    running: Running, tmp_path: Path
) -> None:
    signed = {"document": DocumentKind.OUTCOME_FOR_CHILD, "format": "signed-video"}
    letter = ask_for(BACK, child="child-2", language="en", **signed)
    running.case = asked(planned(), BACK, letter)
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\x00\x01")
    by = ("--translator", "translator", "--by", "desk")
    vigil("back", "CP-1", "t2", str(film), *by)

    said = vigil("check", "CP-1", "t2", "--right", "--by", "second").stdout

    assert job(running.case, "t2").certified
    assert "A child's letter goes to nobody by itself" in " ".join(said.split())


def test_a_job_may_be_cancelled_with_a_reason(running: Running) -> None:
    gone = vigil("cancel", "CP-1", "t1", "reads-english", "--by", "worker")

    assert gone.exit_code == 0
    assert job(running.case).ended == "reads-english"


@pytest.mark.parametrize(
    ("arguments", "ended"),
    [
        (("out", "CP-1", "t9", "--to", "."), 2),
        (("back", "CP-1", "t1", "nowhere.json", "--translator", "t", "--by", "d"), 2),
        (("check", "CP-1", "t1", "--by", "second"), 2),
        (("check", "CP-1", "t1", "--by", "second", "--right", "--wrong", "x"), 2),
        (("check", "CP-1", "t1", "--by", "second", "--right"), 1),
        (("out", "CP-1", "t1", "--to", "no/such/folder"), 2),
    ],
)
def test_what_cannot_be_done_ends_calmly_and_says_why(
    running: Running, arguments: tuple[str, ...], ended: int
) -> None:
    result = vigil(*arguments)

    assert result.exit_code == ended
    assert result.stderr.strip()


def test_a_text_that_is_not_written_yet_is_asked_for_later(
    running: Running, tmp_path: Path
) -> None:
    running.case = planned(family(language_need="pl"))
    other = job(running.case).model_copy(update={"source": "9" * 64})
    running.case = running.case.model_copy(update={"translations": (other,)})

    refused = vigil("out", "CP-1", "t1", "--to", str(tmp_path))

    assert refused.exit_code == 3


def test_a_machine_that_is_not_there_drafts_nothing(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    where = ("--to", str(tmp_path))

    gone = vigil("draft", "CP-1", "t1", "--engine", "apertium", *where)
    nowhere = vigil("draft", "CP-1", "t1", "--engine", "libretranslate", *where)

    assert (gone.exit_code, "not installed" in gone.stderr) == (3, True)
    assert (nowhere.exit_code, "--url" in nowhere.stderr) == (2, True)
    assert list(tmp_path.glob("*.docx")) == []


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Unavailable("engine-unreachable"), "nothing answers at that address"),
        (Unavailable("engine-said-403"), "an answer that cannot be used"),
        (Refusal("no-such-language-pair"), "does not translate between these two"),
    ],
)
def test_why_a_machine_made_no_draft_is_said_in_words(
    running: Running,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    why: Unavailable | Refusal,
    said: str,
) -> None:
    async def refuses(self: Apertium, given: GivenOut) -> Draft:
        raise why

    monkeypatch.setattr(Apertium, "draft", refuses)

    ended = vigil("draft", "CP-1", "t1", "--engine", "apertium", "--to", str(tmp_path))

    assert (ended.exit_code, said in ended.stderr) == (3, True)
    assert "engine" not in ended.stderr.replace("--engine", "")


@pytest.mark.parametrize("url", ["http://evil.example", "evil.example", "https://", ""])
def test_no_text_goes_to_a_machine_that_is_not_reached_in_a_sealed_connection(
    running: Running, tmp_path: Path, url: str
) -> None:
    where = ("--to", str(tmp_path), "--url", url)

    refused = vigil("draft", "CP-1", "t1", "--engine", "libretranslate", *where)

    said = " ".join(refused.stderr.split())
    assert (refused.exit_code, "--url" in said) == (2, True)
    assert "write its address with https://" in said
    assert list(tmp_path.glob("*draft*")) == []


def test_the_engine_s_key_comes_from_the_settings_and_is_not_shown(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[str] = []

    async def refuses(self: LibreTranslate, given: GivenOut) -> Draft:
        keys.append(self.api_key.get_secret_value() if self.api_key else "")
        raise Unavailable("engine-busy")

    monkeypatch.setattr(LibreTranslate, "draft", refuses)
    monkeypatch.setenv("VIGIL_LIBRETRANSLATE_KEY", "a-key")
    where = ("--to", str(tmp_path), "--url", "https://drafts.example.org")

    ended = vigil("draft", "CP-1", "t1", "--engine", "libretranslate", *where)

    assert (ended.exit_code, keys) == (3, ["a-key"])
    assert "a-key" not in ended.stdout + ended.stderr


def test_a_draft_is_marked_as_one_and_is_not_taken_back(
    running: Running, tmp_path: Path, drafting: None
) -> None:
    where = ("--engine", "apertium", "--to", str(tmp_path))
    assert vigil("draft", "CP-1", "t1", *where).exit_code == 0

    drafted = sorted(tmp_path.glob("*-draft.*"))
    assert [back(file).exit_code for file in drafted] == [2, 2]
    assert job(running.case).content is None
