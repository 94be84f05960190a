"""A plan in a mother's own language: asked for, chased, given back, certified, posted.

She reads Urdu and is reached by post alone; the health visitor is reached by e-mail,
whose carrier says `sent` first and later that it arrived. The conference is held on
Fri 2027-01-08. Ten working days on is Fri 2027-01-22; the desk is asked again in the
morning after half of that time, and after four fifths of it.
"""

# ruff: noqa: RUF001 (the full stop of Urdu is meant)

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from pypdf import PdfReader
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from adapters.carriers.handovers import CarrierName
from adapters.carriers.message_ids import reference
from adapters.letters import KeptLetter, SqlLetters
from commands.rehearsal.skipping import SERVER
from commands.translation_desk.texts import source_text, taken_back
from domain.documents.model import Document
from domain.documents.segments import MARK, segments
from domain.letters import Channel, Standing
from domain.requests import Request
from domain.translations.returned import Unchecked
from domain.translations.shown import TranslationView
from domain.views import CaseView
from tests.dates import instant
from tests.replay.keeping import remember
from tests.workflows.family import (
    MOTHER,
    SENT,
    VISITOR,
    VISITORS_MAIL,
    ask,
    booking,
    first_edition,
)
from tests.workflows.offices import equipped, intake_of, invitation
from tests.workflows.stage import Case, Letterbox, Stage, stage, until
from workflows import ASK_CASE

pytestmark = [pytest.mark.server, pytest.mark.slow]

HELD = instant("Fri 2027-01-08 10:00Z")
THAT_DAY = instant("Fri 2027-01-08 12:00Z")
CHASED = (instant("Mon 2027-01-18 08:00Z"), instant("Wed 2027-01-20 08:00Z"))
BACK = instant("Thu 2027-01-21 10:00Z")
AN_HOUR_LATER = BACK + timedelta(hours=1)
DESKS_MAIL = "desk@council.example"
URDU: Final = "یہ جملہ آپ کے بچے کے منصوبے کے بارے میں ہے۔"
IN_ENGLISH = f"CP-1/plan-copy/conf-1/child-1/{MOTHER}-1/post"
IN_URDU = f"CP-1/plan-copy/conf-1/t1/child-1/{MOTHER}-1/post"


def intake() -> bytes:
    """The household, with a desk of two people who translate."""
    reads = {"email": None, "phone": None, "language_need": "ur"}
    event = json.loads(intake_of("CP-1", **reads))
    for ref, email in (("p-desk", DESKS_MAIL), ("p-second", "second@council.example")):
        event["data"]["people"].append(
            {
                "ref": ref,
                "name": "Noor Aziz",
                "kind": "professional",
                "relation": "translator",
                "email": email,
            }
        )
    event["data"]["roles"].append({"role": "translation-desk", "person": "p-desk"})
    return json.dumps(event).encode()


def held() -> Request:
    outcome = {
        "child": "child-1",
        "decided": "plan",
        "key_worker": "p-worker",
        "outcomes": ["Home is calm at bedtime."],
    }
    return ask(
        "record-conference-held",
        3,
        conference="conf-1",
        held_at=HELD,
        present=[MOTHER, VISITOR, "p-worker"],
        outcomes=[outcome],
    )


def posting(number: int, key: str, at: datetime) -> Request:
    return ask("record-posted", number, role="business-support", key=key, posted_at=at)


def by_desk(kind: str, number: int, person: str, **fields: Any) -> Request:
    """As `ask`, but by somebody of the desk, about the one translation."""
    asked = ask(kind, number, translation="t1", **fields)
    by = asked.by.model_copy(update={"person": person, "role": "translation-desk"})
    return asked.model_copy(update={"by": by})


def in_urdu(source: Document) -> Unchecked:
    """Every sentence said in Urdu, with its marks."""
    texts = {
        each.id: " ".join([URDU, *(m.group() for m in MARK.finditer(each.text))])
        for each in segments(source)
    }
    return Unchecked(language="ur", texts=texts, translator="p-translator")


async def the_job(staged: Stage, case: Case) -> TranslationView:
    latest = staged.client.get_workflow_handle(case.id)
    view: CaseView = await latest.query(ASK_CASE, result_type=CaseView)
    (job,) = view.translations
    return job


async def refusal(staged: Stage, case: Case, request: Request) -> str:
    """With which code a request is refused."""
    with pytest.raises(WorkflowUpdateFailedError) as caught:
        await staged.submit(case, request)
    assert isinstance(caught.value.cause, ApplicationError)
    return str(caught.value.cause.details[0])


async def lies(folder: Path, key: str) -> bytes:
    """The letter as it lies to be printed, once it does."""
    file = folder / "print" / f"{reference(key)}.pdf"

    async def there() -> bool:
        return file.exists()

    await until(there)
    return file.read_bytes()


async def kept_as(staged: Stage, key: str) -> KeptLetter | None:
    """The letter as it was kept last."""
    store = staged.parts.paper.letters
    assert isinstance(store, SqlLetters)
    return await store.one(key)


async def given_back(staged: Stage, case: Case) -> list[str]:
    """Back for another text, then twice; checked by a second person. What was refused.

    Whoever made it, or gave it back, may not say that it is right.
    """
    job, texts = await the_job(staged, case), staged.parts.paper.texts
    made = in_urdu(await source_text(texts, "CP-1", job))
    content = await taken_back(texts, "CP-1", made)
    of: dict[str, Any] = {
        "source": job.source,
        "content": content,
        "translator": "p-translator",
        "returned_at": BACK,
    }
    back, check = "return-translation", "check-translation"
    stale = by_desk(back, 5, "p-desk", **(of | {"source": "0" * 64}))
    refused = [await refusal(staged, case, stale)]
    await staged.submit(case, by_desk(back, 6, "p-desk", **of))
    await staged.submit(case, by_desk(back, 7, "p-desk", **of))
    right: dict[str, Any] = {"content": content, "right": True, "checked_at": BACK}
    refused.append(await refusal(staged, case, by_desk(check, 8, "p-desk", **right)))
    await staged.submit(case, by_desk(check, 9, "p-second", **right))
    return refused


def language_of(pdf: bytes) -> str:
    return str(PdfReader(BytesIO(pdf)).root_object["/Lang"])


def words_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def invited(staged: Stage, case: Case, folder: Path) -> None:
    """The mother's invitation was printed and posted; the visitor's is followed."""
    key = invitation("CP-1", "post")
    await staged.submit(case, booking(1, SENT, HELD))
    await lies(folder, key)
    await staged.fact(case, "letter-handed-over", 2)
    await staged.submit(case, posting(2, key, SENT))


async def planned(staged: Stage, case: Case, folder: Path) -> bytes:
    """The conference made a plan; the mother's copy in English, which was posted."""
    await staged.wind(case, THAT_DAY)
    await staged.submit(case, held())
    english = await lies(folder, IN_ENGLISH)
    await staged.fact(case, "letter-handed-over", 5)
    await staged.submit(case, posting(4, IN_ENGLISH, THAT_DAY))
    for morning in CHASED:
        await staged.wind(case, morning)
    await staged.fact(case, "translation-chased", 2)
    await staged.wind(case, BACK)
    return english


async def test_a_plan_reaches_its_reader_in_english_in_time_and_in_urdu_once_certified(
    tmp_path: Path,
) -> None:
    mail, by_mail = Letterbox(says=Standing.SENT), {Channel.EMAIL: CarrierName.SMTP}
    outfit = equipped(tmp_path / "print", {CarrierName.SMTP: mail}, by_mail)
    async with stage(tmp_path, SENT, SERVER, outfit=outfit) as staged:
        case = await staged.start(first_edition(intake()))
        await invited(staged, case, tmp_path)
        mail.says = Standing.DELIVERED
        english = await planned(staged, case, tmp_path)
        refused = await given_back(staged, case)
        await staged.wind(case, AN_HOUR_LATER)
        urdu = await lies(tmp_path, IN_URDU)
        kept = await kept_as(staged, IN_URDU)
        await staged.idle(case)
        facts = Counter(row.kind for row in await staged.record(case))
        await remember(staged, case, "a-followed-case")

    assert refused == ["other-source", "second-person-checks"]
    assert (language_of(english), language_of(urdu)) == ("en", "ur")
    assert "Friday 22 January 2027" in words_of(english)
    assert kept is not None
    assert kept.documents[0].title.startswith(URDU)
    assert (facts["translation-returned"], facts["translation-certified"]) == (1, 1)
    assert (facts["letter-delivered"], facts["letter-posted"]) == (1, 2)
    assert facts["letter-not-delivered"] == facts["letter-failed"] == 0
    desk = [m.key for m in mail.to(DESKS_MAIL) if "/digest/" not in m.key]
    assert [key.split("/")[1:-1] for key in desk] == [
        ["translation-request", "t1"],
        ["task", "translation-chased", "t1-1"],
        ["task", "translation-chased", "t1-2"],
        ["task", "check-translation", desk[-1].split("/")[3]],
    ]
    assert len(mail.to(VISITORS_MAIL)) == 2
