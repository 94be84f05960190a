"""The desk that only accents."""

from __future__ import annotations

from hypothesis import given, settings

from domain.documents.model import Document
from domain.documents.segments import check
from tests.adapters.translation.pseudo import accented, pseudo
from tests.domain.documents.written import documents


@settings(deadline=None)
@given(documents)
def test_what_it_gives_back_is_whole(document: Document) -> None:
    check(document, pseudo(document))


def test_it_accents_words_and_leaves_marks_and_other_scripts() -> None:
    assert accented("Meet ⟦1⟧ at 10: والدہ") == "Mééť ⟦1⟧ áť 10: والدہ"
    assert accented("plan") != "plan"
