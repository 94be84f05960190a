"""A job as an XLIFF file, and what a translator's program may make of it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from adapters.translation.files import Form, export_job, read_return
from adapters.translation.job import Job
from adapters.translation.refusing import NotAccepted
from domain.documents.drafts import Draft
from tests.adapters.translation.desk import XLIFF, done, job, out

MARK_1 = '<ph id="1" equiv="a name" disp="a name" canCopy="no" canDelete="no" />'
WHOLE = done(Form.XLIFF).decode().replace("ns0:", "").replace(":ns0", "")


def refused(content: str, of: Job | None = None) -> list[str]:
    with pytest.raises(NotAccepted) as error:
        read_return(of or job(), content.encode())
    return str(error.value).splitlines()


def edited(old: str, new: str) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new)


def test_a_locked_value_is_shown_and_cannot_be_edited_or_deleted() -> None:
    root = ElementTree.fromstring(out(Form.XLIFF))
    held = [placeholder.attrib for placeholder in root.iter(f"{XLIFF}ph")]

    assert [(each["id"], each["disp"]) for each in held] == [
        ("1", "CASE-1"),
        ("1", "a name"),
        ("2", "Monday 12 July 2027 at 10:30"),
    ]
    assert {(each["canCopy"], each["canDelete"]) for each in held} == {("no", "no")}


def test_the_file_says_its_languages_its_job_and_the_print_of_its_source() -> None:
    root = ElementTree.fromstring(out(Form.XLIFF))
    file = root.find(f"{XLIFF}file")
    assert file is not None
    notes = {note.get("category"): note.text for note in file.iter(f"{XLIFF}note")}

    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        "2.0",
        "en",
        "pl",
    )
    assert (file.get("original"), file.get("id")) == ("CASE-1", "t1")
    assert notes["fingerprint"] == "5" * 64


def test_a_draft_stands_in_the_targets_and_waits_to_be_confirmed() -> None:
    texts = {"title": "Plan ⟦1⟧"}
    draft = Draft(language="pl", texts=texts, engine="apertium")
    root = ElementTree.fromstring(export_job(job(), Form.XLIFF, draft).content)
    states = [segment.get("state") for segment in root.iter(f"{XLIFF}segment")]
    (target,) = root.iter(f"{XLIFF}target")

    assert states == ["initial", None]
    assert target.text == "Plan "
    assert "DRAFT" in "".join(filter(None, (n.text for n in root.iter(f"{XLIFF}note"))))


def test_what_a_program_puts_around_words_is_read_through() -> None:
    words = '<!-- seen --><pc id="b1"><mrk id="m1">Mééť</mrk></pc><sm id="m2"/> '
    back = read_return(job(), edited("Mééť ", words).encode())

    assert back.texts["1"] == "Mééť ⟦1⟧ óñ ⟦2⟧."


def test_a_mark_that_was_typed_by_hand_is_a_mark() -> None:
    target = WHOLE.rindex(MARK_1)
    typed = WHOLE[:target] + "⟦1⟧" + WHOLE[target + len(MARK_1) :]

    assert read_return(job(), typed.encode()).texts["1"] == "Mééť ⟦1⟧ óñ ⟦2⟧."


def test_a_file_in_utf_16_is_read() -> None:
    other = WHOLE.replace("encoding='utf-8'", "encoding='utf-16'").encode("utf-16")

    assert read_return(job(), other).texts["1"] == "Mééť ⟦1⟧ óñ ⟦2⟧."


UNIT = WHOLE[WHOLE.index('<unit id="1"') : WHOLE.rindex("</unit>") + len("</unit>")]
SPLIT = "</segment><segment/></unit></file>"
#: Where the segment 1 begins.
LINE = WHOLE[: WHOLE.index(UNIT)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Mééť ", "", None),
        (
            f"Mééť {MARK_1}",
            "Mééť ",
            "a mark such as ⟦1⟧ is missing; put in every mark of the source, where",
        ),
        (
            f"Mééť {MARK_1}",
            f"Mééť {MARK_1}{MARK_1}",
            "a mark stands there twice; put in each",
        ),
        (
            f"Mééť {MARK_1}",
            f'Mééť {MARK_1}<ph id="9"/>',
            "there is a mark, or the sign of one, that",
        ),
        (
            f"Mééť {MARK_1}",
            f"Mééť {MARK_1} ⟦",
            "there is a mark, or the sign of one, that",
        ),
        ("Mééť ", '<cp hex="0007"/>', "there is more in it than text; write text"),
        ("Mééť ", "<x:a xmlns:x='x'>b</x:a>", "there is more in it than text;"),
    ],
)
def test_a_segment_that_is_not_right_is_named_by_its_id_and_line(
    old: str, new: str, said: str | None
) -> None:
    content = edited(old, new)

    if said is None:
        assert read_return(job(), content.encode()).texts["1"].startswith("⟦1⟧")
    else:
        (line,) = refused(content)
        assert line.startswith(f"segment 1, line {LINE}: {said}")


def test_an_untranslated_segment_is_named() -> None:
    content = WHOLE[: WHOLE.rindex("<target")] + WHOLE[WHOLE.rindex("</target>") + 9 :]

    assert refused(content) == [
        f"segment 1, line {LINE}: nothing is translated here yet; write its translation"
    ]


def test_a_segment_left_out_given_twice_or_split_is_named() -> None:
    (left_out,) = refused(WHOLE.replace(UNIT, ""))
    (twice,) = refused(WHOLE.replace(UNIT, f"{UNIT}\n{UNIT}"))
    (split,) = refused(edited("</segment>\n    </unit>\n  </file>", SPLIT))

    assert left_out.startswith("segment 1: nothing is translated here yet;")
    second = LINE + UNIT.count(chr(10)) + 1
    assert twice.startswith(f"segment 1, line {second}: it is there twice;")
    assert split.startswith(f"segment 1, line {LINE}: its unit has been parted;")


def test_a_segment_that_nobody_asked_for_is_named_by_its_line_alone() -> None:
    made_up = UNIT.replace('id="1"', 'id="Amina Khan"', 1)
    (said,) = refused(WHOLE.replace(UNIT, f"{made_up}{UNIT}"))

    assert said == f"line {LINE}: nobody asked for this segment; take it out"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'id="t1"',
            'id="t2"',
            "the file (of t2): it was given out for another translation",
        ),
        ('id="t1"', 'id="amina"', "the file: it was given out for another translation"),
        ('original="CASE-1"', 'original="CASE-2"', "the file: it was given out for an"),
        ('trgLang="pl"', 'trgLang="ur"', "the file: it is into another language"),
        ("5" * 64, "6" * 64, "the file: the text, or how it is given out, has changed"),
        ('category="wording">', 'category="wording">0', "the file: the text, or how"),
        (
            "document:2.0",
            "document:1.2",
            "the file: it is no XLIFF 2.0; save it as that",
        ),
        ("</file>", '</file><file id="f2"/>', "the file: it is no XLIFF 2.0;"),
    ],
)
def test_a_file_of_another_job_or_text_is_refused_before_anything_in_it(
    old: str, new: str, said: str
) -> None:
    (line,) = refused(edited(old, new))

    assert line.startswith(said)


def test_the_same_source_put_into_other_words_since_is_another_text() -> None:
    now = job().document.model_copy(update={"title": "The care plan - case CASE-1"})

    assert refused(WHOLE, job(now))[0].startswith("the file: the text, or how")
