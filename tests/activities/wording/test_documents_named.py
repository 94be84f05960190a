"""A document has one name, wherever staff read of it."""

from __future__ import annotations

import pytest

from activities.wording.documents_named import NAMES, name_of
from activities.wording.place import Place
from domain.documents.kinds import DocumentKind
from domain.effects import EffectKind
from tests.activities.wording.by_hand import letter, line, read

#: These are no letters: one asks about a letter, the other takes it back.
NO_LETTERS = {EffectKind.FOLLOW_UP, EffectKind.RECALL}
LETTERS = {*DocumentKind, *(set(EffectKind) - NO_LETTERS)}


def test_every_letter_and_every_document_has_a_name() -> None:
    assert set(NAMES) == {code.value for code in LETTERS}


@pytest.mark.parametrize("kind", sorted(DocumentKind))
def test_a_task_and_the_translation_desk_read_the_same_name(kind: DocumentKind) -> None:
    name = name_of(kind, Place("wales"))
    task = line("task", task="letter-failed", about="conf-1", to="p-2", letter=kind)
    asked = line(
        "translation",
        language="cy",
        format="text",
        what=kind,
        child="",
        conference="",
        held="",
        job="t2",
        due="",
        source="",
    )

    to_do = read(letter("task", task, part="professional", procedures="wales"))
    desk = letter("translation-request", asked, part="professional", procedures="wales")

    assert f"The {name} to p-2 could not be delivered." in to_do
    assert f"\nDocument: {name}\n" in read(desk)


@pytest.mark.parametrize(
    ("procedures", "name"),
    [
        ("york", "outline child protection plan"),
        ("wales+timescales", "outline care and support protection plan"),
    ],
)
def test_the_plan_is_called_as_the_procedures_call_it(
    procedures: str, name: str
) -> None:
    assert name_of(DocumentKind.PLAN, Place(procedures)) == name


def test_a_document_of_a_newer_version_is_called_by_its_code() -> None:
    assert name_of("a-form", Place("york")) == "a form"
