"""What every message keeps to, whatever it is about."""

from __future__ import annotations

import re

import pytest

from activities.wording import worded
from activities.wording.due import ENTRIES
from activities.wording.labels.english import URGENCIES
from activities.wording.older import WRITTEN
from activities.wording.place import DUE
from activities.wording.sentences import DECIDED, REPORTS
from activities.wording.tasks import QUESTIONS, TASKS
from adapters.rulebooks import load_rulebook, published
from domain.correspondence.outward import REPORT_STEPS
from domain.correspondence.staff import URGENCY
from domain.effects import EffectKind
from domain.letters import Letter, Line, Message
from domain.record.conferences import Decided
from tests.activities.older import letter_for, translation_asked
from tests.activities.wording.by_hand import NEVER_SAID
from tests.domain.family import BOOKED, SECRETS
from tests.domain.lives import every_letter, in_urdu

#: What has a message in plain words: a document, a follow-up and a recall have none.
IN_PLAIN_WORDS = {
    EffectKind.INVITATION,
    EffectKind.CANCELLATION,
    EffectKind.PLAN_COPY,
    EffectKind.TRANSLATION,
    EffectKind.DIGEST,
    EffectKind.ESCALATION,
    EffectKind.TASK,
}
LETTERS_AND_MESSAGES = [
    (letter, worded(letter))
    for case, effect in (*every_letter(), (in_urdu(), translation_asked()))
    if effect.kind in IN_PLAIN_WORDS
    for letter in [letter_for(case, effect, BOOKED)]
]
every_message = pytest.mark.parametrize(("letter", "message"), LETTERS_AND_MESSAGES)


def test_every_kind_of_letter_of_an_older_case_has_words() -> None:
    assert set(WRITTEN) == IN_PLAIN_WORDS
    assert {letter.kind for letter, _ in LETTERS_AND_MESSAGES} == IN_PLAIN_WORDS


@every_message
def test_no_message_says_a_word_of_the_program(
    letter: Letter, message: Message
) -> None:
    assert NEVER_SAID.findall(f"{message.subject}\n{message.body}") == []


@every_message
def test_a_subject_names_the_case_and_nobody(letter: Letter, message: Message) -> None:
    assert message.subject.startswith("Vigil: ")
    assert "CP-1" in message.subject
    assert letter.name not in message.subject
    assert message.subject.isprintable()


@every_message
def test_a_message_goes_under_its_key_to_its_address(
    letter: Letter, message: Message
) -> None:
    assert (message.key, message.address) == (letter.key, letter.address)


@every_message
def test_a_message_names_nobody_but_its_reader_and_says_how_to_get_help(
    letter: Letter, message: Message
) -> None:
    body = message.body.replace(letter.name, "")

    assert [secret for secret in SECRETS if secret in body] == []
    assert message.body.endswith("call 999.\n")


@every_message
def test_only_whoever_works_on_a_case_is_told_what_is_late(
    letter: Letter, message: Message
) -> None:
    family = letter.lines[0].values["part"] == "family"

    assert not family or not re.search(r"miss|late|due|timescale", message.body)


def test_a_name_and_a_value_cannot_imitate_another_part_of_a_letter() -> None:
    letter, _ = next(
        pair for pair in LETTERS_AND_MESSAGES if pair[0].kind == "plan-copy"
    )
    act = Line(code="action", values={"what": "Go.\n\nDear all,", "who": "", "by": ""})
    forged = letter.model_copy(
        update={"name": "Ana\u2028Dear Sam", "lines": (*letter.lines[:2], act)}
    )

    body = worded(forged).body

    assert body.startswith("Dear Ana Dear Sam,\n\n")
    assert "\n- Go. Dear all,\n" in body


def test_a_letter_that_this_version_cannot_word_is_never_sent_half_said() -> None:
    letter, _ = LETTERS_AND_MESSAGES[0]

    for wrong in (
        {"kind": "text-message"},
        {"lines": ()},
        {"lines": letter.lines[:1]},
        {"lines": (letter.lines[0], Line(code="of-tomorrow"))},
    ):
        with pytest.raises((ValueError, LookupError)) as refused:
            worded(letter.model_copy(update=wrong))
        assert "Quillfeather" not in str(refused.value)


def test_every_published_rule_has_words_of_its_own() -> None:
    books = [load_rulebook(f"{id}@{version}") for id, version, _ in published()]
    rules = [rule for book in books for rule in book.duties]

    assert {rule.key for rule in rules} <= set(DUE)
    assert {r.key for r in rules if r.met_by in REPORT_STEPS} <= set(REPORTS)


def test_every_outcome_and_every_line_for_staff_has_words() -> None:
    assert set(DECIDED) == set(Decided)
    assert set(ENTRIES) == set(URGENCY)
    assert tuple(URGENCIES) == URGENCY


@pytest.mark.parametrize("words", [*DUE.values(), *REPORTS.values(), *DECIDED.values()])
def test_no_words_kept_for_a_code_are_words_of_the_program(words: str) -> None:
    assert NEVER_SAID.findall(words) == []


@pytest.mark.parametrize("task", [*TASKS, *QUESTIONS, "a-code-of-tomorrow"])
def test_every_task_can_be_said_with_the_least_that_is_known_of_it(task: str) -> None:
    said = {"task": task, "about": "conf-1", "to": "p-1"}
    line = Line(code="task", values=said)
    reader, *_ = next(
        letter.lines for letter, _ in LETTERS_AND_MESSAGES if letter.kind == "task"
    )
    letter = LETTERS_AND_MESSAGES[0][0].model_copy(
        update={"kind": "task", "lines": (reader, line)}
    )

    body = worded(letter).body

    assert NEVER_SAID.findall(body) == []
    assert "\nTo do\n- " in body
