"""What a case never saw is searched too: the record's words, and a translation."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.carrying import Carrier
from activities.documents import Documents
from activities.drawing_up import Drafting
from activities.wording import documents_of
from adapters.press.speech import CldrSpeech
from commands.rehearsal.paper import LettersInMemory, TextsInMemory
from domain.clearance.looked_over import looked_over
from domain.correspondence import NoLetter, letter_for
from domain.documents.kinds import DocumentKind
from domain.documents.opened import Grid, Items, NotCleared, Opened, Plain, Rows, Text
from domain.documents.segments import segments
from domain.effects import Effect
from domain.evolve.changes import changed
from domain.following.endings import ended
from domain.letters import Certification, Letter
from domain.translations.returned import Unchecked, kept_unchecked_as
from tests.activities.fakes import FakeClock, FakePost, FakeSends
from tests.documents.forms import envelope
from tests.documents.giving_away import Record, record_of
from tests.domain.canaries import Planted, planted
from tests.domain.canary_conferences import NOW
from tests.domain.canary_letters import effects

#: A mother hides, and nobody has typed where.
FAMILY = next(
    family
    for family in map(planted, range(50))
    if not family.typed and any(p.address_secret for p in family.case.people)
)
SECRET = next(c for c in FAMILY.canaries if c.sort == "street").text
TYPED = f"She is at {SECRET.upper()} Yard."


def to_an_outsider(kind: DocumentKind) -> tuple[Effect, Letter]:
    """A letter of this kind to somebody who must not learn where she is."""
    for effect in effects(FAMILY):
        if kind not in (effect.document, effect.kind) or effect.channel != "email":
            continue
        try:
            letter = letter_for(FAMILY.case, effect, NOW)
        except NoLetter:
            continue
        if f" {SECRET.casefold()}" in letter.withheld:
            return effect, letter
    raise AssertionError("there is such a letter")


def carrier(
    post: FakePost, said: Mapping[str, str], texts: TextsInMemory | None = None
) -> Carrier:
    drafting = Drafting(CldrSpeech(), Record(said), texts or TextsInMemory())
    return Carrier(
        post=post,
        sends=FakeSends(),
        clock=FakeClock(),
        drafting=drafting,
        envelope=envelope(),
        letters=LettersInMemory(),
    )


async def refused(letter: Letter, by: Carrier) -> ApplicationError:
    with pytest.raises(ApplicationError) as failed:
        await ActivityEnvironment().run(Documents(by).send, letter)
    return failed.value


def tasks_after(family: Planted, effect: Effect, code: str) -> dict[str, str]:
    """What somebody has to do once the letter failed, and who."""
    case = changed(family.case, outbox={effect.key: effect})
    after = ended(case, effect.key, code, NOW)
    tasks = (e for e in after.outbox.values() if e.kind == "task")
    return {f"{e.items[0].code}": e.to for e in tasks}


async def test_a_secret_in_the_words_of_the_record_never_goes() -> None:
    effect, letter = to_an_outsider(DocumentKind.RECORD)
    said = record_of(FAMILY).said
    post = FakePost()

    failed = await refused(
        letter, carrier(post, {k: f"{text} {TYPED}" for k, text in said.items()})
    )

    assert (failed.type, failed.message) == ("Undeliverable", "not-cleared")
    assert failed.non_retryable
    assert failed.details == ()
    assert post.taken == []
    assert "letter-failed" in tasks_after(FAMILY, effect, failed.message)


async def test_the_same_record_without_it_goes() -> None:
    _, letter = to_an_outsider(DocumentKind.RECORD)
    post = FakePost()

    await ActivityEnvironment().run(
        Documents(carrier(post, record_of(FAMILY).said)).send, letter
    )

    assert len(post.taken) == 1


CHECKED = Certification(language="ur", translator="t-1", checked_by="t-2", at=NOW)


async def in_urdu(letter: Letter, typed: str) -> tuple[Letter, TextsInMemory]:
    """The letter with a certified translation, into which somebody typed that."""
    texts = TextsInMemory()
    (source,) = documents_of(letter)
    said = {each.id: f"{each.text} ترجمہ" for each in segments(source)}
    last = list(said)[-1]
    said[last] = f"{said[last]} {typed}".strip()
    back = Unchecked(language="ur", texts=said, translator="t-1")
    await texts.put(letter.case, letter.source, source.model_dump_json())
    kept = kept_unchecked_as(back.content)
    await texts.put(letter.case, kept, back.model_dump_json())
    brings = {"translation": back.content, "certified": CHECKED, "language": "ur"}
    return changed(letter, **brings), texts


@pytest.mark.parametrize("typed", [TYPED, " ".join(TYPED)])
async def test_a_secret_in_a_translation_never_goes(typed: str) -> None:
    effect, letter = to_an_outsider(DocumentKind.DECISION_SUMMARY)
    translated, texts = await in_urdu(letter, typed)
    post = FakePost()

    failed = await refused(translated, carrier(post, {}, texts))

    assert (failed.type, failed.message) == ("Undeliverable", "not-cleared")
    assert post.taken == []
    assert "letter-failed" in tasks_after(FAMILY, effect, failed.message)


async def test_the_same_translation_without_it_goes() -> None:
    _, letter = to_an_outsider(DocumentKind.DECISION_SUMMARY)
    translated, texts = await in_urdu(letter, "")
    post = FakePost()

    await ActivityEnvironment().run(
        Documents(carrier(post, {}, texts)).send, translated
    )

    assert len(post.taken) == 1


@pytest.mark.parametrize(
    "certified",
    [
        None,
        changed(CHECKED, translator="t-3"),
        changed(CHECKED, language="pl"),
    ],
    ids=["by nobody", "of another translator", "of another language"],
)
async def test_a_translation_that_nobody_found_right_never_goes(
    certified: Certification | None,
) -> None:
    _, letter = to_an_outsider(DocumentKind.DECISION_SUMMARY)
    translated, texts = await in_urdu(letter, "")
    post = FakePost()

    failed = await refused(
        changed(translated, certified=certified), carrier(post, {}, texts)
    )

    assert (failed.type, failed.message) == ("Undeliverable", "translation-damaged")
    assert failed.non_retryable
    assert post.taken == []


async def test_a_text_that_took_the_place_of_the_one_that_was_checked_never_goes() -> (
    None
):
    _, letter = to_an_outsider(DocumentKind.DECISION_SUMMARY)
    translated, _ = await in_urdu(letter, "")
    other, texts = await in_urdu(letter, "ترجمہ")
    content = translated.translation or ""
    held = await texts.get(letter.case, kept_unchecked_as(other.translation or ""))
    await texts.put(letter.case, kept_unchecked_as(content), held)
    post = FakePost()

    failed = await refused(translated, carrier(post, {}, texts))

    assert (failed.type, failed.message) == ("Undeliverable", "translation-damaged")
    assert post.taken == []


@pytest.mark.parametrize(
    "block",
    [
        Text(block="paragraph", text=TYPED),
        Text(block="heading", text=TYPED),
        Items(items=("One.", TYPED)),
        Rows(rows=(("Where", TYPED),)),
        Rows(rows=((TYPED, "here"),)),
        Grid(head=("Where",), rows=((TYPED,),)),
        Grid(head=(TYPED,), rows=(("here",),)),
    ],
)
def test_every_part_of_a_document_is_searched(block: Plain) -> None:
    document = Opened(
        kind="record", case="CP-1", reader="p-1", title="A", language="en", blocks=()
    )
    secret = (f" {SECRET.casefold()}",)

    assert looked_over(document, secret) is document
    for update in ({"title": TYPED}, {"greets": TYPED}, {"blocks": (block,)}):
        with pytest.raises(NotCleared):
            looked_over(document.model_copy(update=update), secret)
    within = document.model_copy(update={"blocks": (block,)})
    assert looked_over(within, (" elsewhere ",)) is within
