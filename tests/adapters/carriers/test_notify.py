"""Against a server on the loopback that checks tokens and answers as Notify does."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import traceback

import pytest
from pydantic import SecretStr, ValidationError
from werkzeug import Response

from activities.ports import Post, Refusal, Unavailable
from adapters.carriers.message_ids import reference
from adapters.carriers.notify_account import NotifyAccount
from adapters.carriers.notify_answers import STANDINGS
from adapters.embedded_server import free_port
from adapters.log_shape import event_of, from_a_library, shaped
from domain.letters import FAILURES, Channel, Enclosure, Message, Standing
from tests.adapters.carriers.notify_office import (
    EMAIL_TEMPLATE,
    KEY,
    SECRET,
    TEXT_TEMPLATE,
    at_notify,
    refused,
)

CANARY = "marguerite"
PAGES = Enclosure(name="letter-1.pdf", media="application/pdf", content=b"%PDF-1.7 a")
MORE = Enclosure(name="letter-2.pdf", media="application/pdf", content=b"%PDF-1.7 b")
#: The address with which Notify lets anybody try out a delivery.
MAIL = Message(
    key="CP-1/invitation/conf-1/r1/p-1-1/mail",
    address="simulate-delivered@notifications.service.gov.uk",
    subject="Vigil: a conference about case CP-1 - invitation",
    body=f"Dear {CANARY},\n\n[a link](https://elsewhere.example)\n",
)
TEXT = MAIL.model_copy(update={"channel": Channel.TEXT, "address": "07700900000"})
PAPER = MAIL.model_copy(
    update={"channel": Channel.POST, "address": "4 Quiet Lane", "enclosures": (PAGES,)}
)


def altered(message: Message, **change: object) -> Message:
    return message.model_copy(update=change)


async def test_an_email_goes_with_its_words_and_an_opaque_reference() -> None:
    with at_notify() as office:
        as_port: Post = office.post
        taken = await as_port.send(MAIL)

    (sent,) = office.sent
    assert taken is Standing.SENT
    assert office.paths == ["/v2/notifications/email"]
    assert sent["reference"] == reference(MAIL.key)
    assert sent["email_address"] == MAIL.address
    assert sent["template_id"] == EMAIL_TEMPLATE
    assert sent["personalisation"] == {
        "subject": MAIL.subject,
        "body": MAIL.body,
        "document": "",
        "document_2": "",
        "document_3": "",
        "document_4": "",
    }


async def test_nobody_s_words_can_become_a_link_in_an_email() -> None:
    with at_notify() as office:
        await office.post.send(MAIL)

    assert office.sent[0]["sanitise_content_for"] == ["body"]


async def test_an_enclosure_is_a_link_that_asks_for_the_address_and_ends() -> None:
    with at_notify() as office:
        await office.post.send(altered(MAIL, enclosures=(PAGES, MORE)))

    said = json.loads(json.dumps(office.sent[0]["personalisation"]))
    assert said["document"] == {
        "file": base64.b64encode(PAGES.content).decode(),
        "filename": "letter-1.pdf",
        "confirm_email_before_download": True,
        "retention_period": "4 weeks",
    }
    assert said["document_2"]["filename"] == "letter-2.pdf"
    assert said["document_3"] == ""


async def test_a_text_message_goes_by_its_own_template() -> None:
    with at_notify() as office:
        await office.post.send(TEXT)

    (sent,) = office.sent
    assert office.paths == ["/v2/notifications/sms"]
    assert sent["phone_number"] == "07700900000"
    assert sent["template_id"] == TEXT_TEMPLATE
    assert sent["personalisation"] == {"body": MAIL.body}
    assert sent["reference"] == reference(MAIL.key)


async def test_a_letter_on_paper_is_the_pdf_and_nothing_else() -> None:
    with at_notify() as office:
        await office.post.send(PAPER)

    assert office.paths == ["/v2/notifications/letter"]
    assert office.sent == [
        {
            "reference": reference(MAIL.key),
            "content": base64.b64encode(PAGES.content).decode(),
        }
    ]


async def test_every_call_has_a_token_of_its_own_that_does_not_hold_the_secret() -> (
    None
):
    with at_notify() as office:
        await office.post.send(MAIL)
        await office.post.has_sent(MAIL.key)

    assert len(office.tokens) == 3
    assert all(SECRET not in token for token in office.tokens)


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        (altered(PAPER, enclosures=()), "nothing-to-print"),
        (altered(PAPER, enclosures=(PAGES, MORE)), "too-many-documents"),
        (altered(MAIL, enclosures=(PAGES,) * 5), "too-many-documents"),
        (altered(MAIL, address="a@b.example, c@d.example"), "address-invalid"),
    ],
)
async def test_what_notify_cannot_carry_whole_is_refused_unsent(
    letter: Message, code: str
) -> None:
    with at_notify() as office, pytest.raises(Refusal) as refusal:
        await office.post.send(letter)

    assert refusal.value.code == code
    assert office.sent == []


async def test_a_document_of_more_than_two_megabytes_is_refused_unsent() -> None:
    huge = PAGES.model_copy(update={"content": b"%" * (2 * 1024 * 1024 + 1)})

    with at_notify() as office, pytest.raises(Refusal, match="enclosure-too-large"):
        await office.post.send(altered(MAIL, enclosures=(huge,)))

    assert office.sent == []


async def test_a_channel_without_a_template_is_served_by_nobody() -> None:
    with at_notify(texts=False) as office, pytest.raises(Refusal, match="no-carrier"):
        await office.post.send(TEXT)


@pytest.mark.parametrize(
    "body",
    [
        "((document)) ((document_2)) ((document_3)) ((document_4))",
        "((body)) ((document))",
        "((body)) ((document??a link)) ((document_2)) ((document_3)) ((document_4))",
    ],
)
async def test_a_template_that_would_drop_something_is_not_used(body: str) -> None:
    with at_notify() as office:
        office.template = {"subject": "((subject))", "body": body}
        with pytest.raises(Unavailable, match="template-lacks-fields"):
            await office.post.send(MAIL)
        assert office.sent == []

        office.template = {
            "subject": "((subject))",
            "body": "((body))((DOCUMENT))((document 2))((document_3))((document-4))",
        }
        assert await office.post.send(MAIL) is Standing.SENT


@pytest.mark.parametrize(
    ("letter", "field", "code"),
    [
        (MAIL, "email_address", "address-invalid"),
        (TEXT, "phone_number", "address-invalid"),
        (MAIL, "template_id", "message-refused"),
        (PAPER, "content", "message-refused"),
        (PAPER, "Letter content is not a valid PDF", "message-refused"),
    ],
)
async def test_what_notify_turns_down_is_a_refusal_with_a_word_of_ours(
    letter: Message, field: str, code: str
) -> None:
    with at_notify() as office:
        office.trouble = refused(field)
        with pytest.raises(Refusal) as refusal:
            await office.post.send(letter)

    assert refusal.value.code == code
    assert_silent(refusal.value)


@pytest.mark.parametrize("code", [401, 403, 404, 429, 500, 502, 503])
async def test_anything_short_of_that_may_be_tried_again(code: int) -> None:
    with at_notify() as office:
        office.trouble = refused("email_address", code)
        with pytest.raises(Unavailable) as failed:
            await office.post.send(MAIL)
        office.trouble = None

        assert failed.value.code == f"carrier-said-{code}"
        assert_silent(failed.value)
        assert await office.post.has_sent(MAIL.key) is False
        assert await office.post.send(MAIL) is Standing.SENT


async def test_an_answer_that_is_none_may_be_tried_again() -> None:
    with at_notify() as office:
        office.trouble = Response("<html>captive portal</html>", 200)
        with pytest.raises(Unavailable, match="carrier-unusable"):
            await office.post.send(MAIL)


@pytest.mark.parametrize("body", ["{}", "[]", '{"notifications": [{"status": 1}]}'])
async def test_a_look_up_that_answers_nonsense_is_no_answer(body: str) -> None:
    with at_notify() as office:
        office.listing = Response(body, 200, content_type="application/json")
        with pytest.raises(Unavailable, match="carrier-unusable"):
            await office.post.has_sent(MAIL.key)


async def test_a_service_that_is_not_there_may_be_tried_again() -> None:
    nobody = f"http://127.0.0.1:{free_port()}"

    with (
        at_notify(url=nobody) as office,
        pytest.raises(Unavailable, match="carrier-unreachable") as failed,
    ):
        await office.post.send(MAIL)

    assert_silent(failed.value)


async def test_a_service_that_hangs_is_left_after_the_time_for_an_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        nobody = f"http://127.0.0.1:{mute.getsockname()[1]}"
        with (
            at_notify(url=nobody, timeout=0.2) as office,
            pytest.raises(Unavailable, match="carrier-timed-out"),
        ):
            await asyncio.wait_for(office.post.send(MAIL), timeout=10)


async def test_what_the_client_logs_of_a_failure_names_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with at_notify() as office:
        office.trouble = refused("email_address")
        with pytest.raises(Refusal):
            await office.post.send(MAIL)

    (line,) = [each for each in caplog.records if each.levelname == "WARNING"]
    shown = shaped({**from_a_library(line), "event": event_of(line.msg, ours=False)})
    assert CANARY in line.getMessage()
    assert CANARY not in str(shown)


async def test_a_letter_sent_twice_is_looked_up_by_the_same_reference() -> None:
    with at_notify() as office:
        before = await office.post.has_sent(MAIL.key)
        await office.post.send(MAIL)
        after = await office.post.has_sent(MAIL.key)

    assert (before, after) == (False, True)
    assert office.asked_for == [reference(MAIL.key)] * 2


@pytest.mark.parametrize(("status", "standing"), STANDINGS.items())
async def test_each_status_has_one_standing(status: str, standing: Standing) -> None:
    with at_notify() as office:
        assert await office.post.standing(MAIL.key) is None
        await office.post.send(MAIL)
        office.status = status

        assert await office.post.standing(MAIL.key) is standing


async def test_two_statuses_say_that_a_letter_arrived_and_no_new_word_does() -> None:
    arrived = [s for s, said in STANDINGS.items() if said is Standing.DELIVERED]
    failed = {
        said for s, said in STANDINGS.items() if s.endswith(("failure", "failed"))
    }
    with at_notify() as office:
        await office.post.send(MAIL)
        office.status = "teleported"

        assert await office.post.standing(MAIL.key) is Standing.SENT
    assert arrived == ["delivered", "received"]
    assert failed == FAILURES


@pytest.mark.parametrize("key", ["", "short", SECRET, f"{KEY}x", KEY.replace("-", "_")])
def test_a_key_that_cannot_be_one_is_refused_at_the_start_unshown(key: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        NotifyAccount(key=SecretStr(key))

    assert key == "" or key not in str(refusal.value)


def assert_silent(error: BaseException) -> None:
    shown = "".join(traceback.format_exception(error))

    assert CANARY not in shown
    assert MAIL.address not in shown
    assert SECRET not in shown
