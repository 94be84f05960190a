"""A job goes out and comes back: every locked value is what and where it was."""

from __future__ import annotations

import re
from collections import Counter

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.translation.files import Form, export_job, is_own_form, read_return
from adapters.translation.job import Job, writable
from adapters.translation.refusing import INSTEAD, NotAccepted, Problem
from domain.documents.drafts import Draft
from domain.documents.model import Document
from domain.documents.places import visited
from domain.documents.segments import segments, translated
from domain.documents.values import Phrase, Piece
from tests.adapters.translation.desk import done, job, out, saved
from tests.adapters.translation.pseudo import pseudo
from tests.domain.documents.written import (
    TYPED,
    certified,
    documents,
    paragraph,
    written,
)

WAYS = [("en", "pl"), ("en", "ur"), ("ur", "en"), ("ar", "ur"), ("cy", "zh-Hant")]


def there_and_back(of: Job, form: Form) -> Document:
    """Through a file, translated by nobody but the pseudo desk."""
    back = read_return(of, done(form, of))

    assert back.texts == {
        id: as_read(writable(text), form) for id, text in pseudo(of.document).items()
    }
    return translated(of.document, certified(back.texts, back.language))


def as_read(text: str, form: Form) -> str:
    return text if form is Form.XLIFF else " ".join(text.split())


def locked(document: Document) -> list[Counter[str]]:
    """What is locked in each sentence."""
    found: list[Counter[str]] = []

    def note(_: str, said: Phrase) -> Phrase:
        whole = segments(paragraph("x ", *said))[1]
        found.append(Counter(map(as_json, whole.locked)))
        return said

    visited(document, note)
    return found


def as_json(piece: Piece) -> str:
    return piece.model_dump_json()


@settings(deadline=None, max_examples=40)
@given(documents, st.sampled_from(WAYS), st.sampled_from(Form))
def test_every_locked_value_comes_back_in_its_own_sentence(
    document: Document, way: tuple[str, str], form: Form
) -> None:
    source = document.model_copy(update={"language": way[0]})
    came = there_and_back(job(source, way[1]), form)

    assert locked(came) == locked(source)
    assert came.language == way[1]
    assert came.title == "Ťĥé pļáñ - çášé CASE-1"


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("typed", [*TYPED, "a 1, " * 4000, "ż" * 20000, "]]>" * 6000])
def test_whatever_somebody_typed_goes_out_and_comes_back(
    typed: str, form: Form
) -> None:
    source = paragraph("Said: ", written(typed))

    assert locked(there_and_back(job(source, "ur"), form)) == locked(source)


@pytest.mark.parametrize("form", Form)
def test_a_file_s_name_says_only_references(form: Form) -> None:
    exported = export_job(job(), form)

    assert exported.name == f"translation-CASE-1-t1-pl.{form}"


@pytest.mark.parametrize("form", Form)
def test_what_comes_back_says_of_which_text_it_is(form: Form) -> None:
    back = read_return(job(), done(form))

    assert (back.job, back.language, back.fingerprint) == ("t1", "pl", "5" * 64)


@pytest.mark.parametrize("form", Form)
def test_a_draft_cannot_go_out_with_a_job_of_another_language(form: Form) -> None:
    with pytest.raises(ValueError, match="another language"):
        export_job(job(), form, Draft(language="ur", texts={}, engine="apertium"))


@pytest.mark.parametrize("form", Form)
def test_a_draft_sent_back_untouched_is_no_translation(form: Form) -> None:
    draft = Draft(language="pl", texts=pseudo(job().document), engine="apertium")
    exported = export_job(job(), form, draft)

    assert exported.name.endswith(f"-draft.{form}")
    with pytest.raises(NotAccepted) as refused:
        read_return(job(), exported.content)
    codes = {problem.code for problem in refused.value.problems}
    assert codes == {"unconfirmed" if form is Form.XLIFF else "untranslated"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file: it is empty; send the whole one"),
        (b"Dear all,", "the file: it is neither form; send the XLIFF file"),
        (b"%PDF-1.7 <</Type", "the file: this is a PDF; send the Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the file: this is a file of an old W"),
    ],
)
def test_a_file_that_is_neither_form_is_refused_as_what_it_is(
    content: bytes, said: str
) -> None:
    with pytest.raises(NotAccepted, match=re.escape(said)):
        read_return(job(), content)


@pytest.mark.parametrize("form", Form)
def test_a_file_nobody_began_is_told_of_once_and_not_segment_by_segment(
    form: Form,
) -> None:
    with pytest.raises(NotAccepted) as refused:
        read_return(job(), out(form))

    assert str(refused.value) == (
        "every segment: nothing is translated here yet; write its translation"
    )


@pytest.mark.parametrize("code", INSTEAD)
def test_what_is_wrong_is_said_in_words_and_not_by_its_code(code: str) -> None:
    said = str(Problem(code))

    assert re.fullmatch("the file: [a-z].*; [a-z].*", said)
    assert "-" not in code or code not in said


@pytest.mark.parametrize("form", Form)
def test_a_file_that_was_given_out_is_known_as_one_however_it_comes(form: Form) -> None:
    assert all(map(is_own_form, (out(form), done(form))))


def test_a_film_and_a_word_file_of_anybody_s_are_no_file_that_was_given_out() -> None:
    theirs = docx.Document()
    theirs.add_table(1, 2)
    others = (b"\0\0\0\x18ftypmp42", b"%PDF-1.7", b"PK\x03\x04", saved(theirs))

    assert not any(map(is_own_form, (*others, saved(docx.Document()))))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(Form), st.data())
def test_a_file_damaged_anywhere_is_refused_by_name_or_is_what_it_was(
    form: Form, data: st.DataObject
) -> None:
    whole = bytearray(FILES[form])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))

    assert outcome(bytes(whole)) <= set(INSTEAD) | set(pseudo(job().document))


def outcome(content: bytes) -> set[str]:
    """Why it is not accepted, in codes; or the segments that came back."""
    try:
        return set(read_return(job(), content).texts)
    except NotAccepted as refused:
        return {problem.code for problem in refused.problems}


FILES = {form: done(form) for form in Form}


@pytest.mark.parametrize("form", Form)
def test_names_and_addresses_do_not_leave_the_house(form: Form) -> None:
    content = out(form)

    assert b"Amina" not in content
