"""Where a letter about a meeting goes, and its place in the reader's calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.correspondence import NoAddress
from domain.documents.kinds import DocumentKind
from domain.documents.values import AtMoment
from domain.evolve.changes import changed
from domain.letters import Channel
from domain.record.conferences import Off
from domain.record.people import Safe
from tests.domain.canary_conferences import HELD, NOW, REVIEW
from tests.domain.canary_secrets import (
    MOTHER,
)
from tests.domain.documenting import CASE, first, letter, with_conference, with_person
from tests.domain.family import said


def test_an_invitation_brings_an_appointment_that_names_nothing() -> None:
    told = letter(DocumentKind.INVITATION, MOTHER, about="conf-2")
    appointment = told.appointment

    assert appointment is not None
    assert (appointment.uid, appointment.revision) == ("CP-1-conf-2", 1)
    assert first(told, "invitation")["when"] == AtMoment(
        at=REVIEW, zone="Europe/London"
    )
    assert appointment.place == first(told, "invitation")["where"]


def test_an_appointments_revision_grows_with_every_letter_about_it() -> None:
    off = Off(why="chair-ill", at=HELD)
    on = changed(off, rebooked_at=HELD)
    kept = tuple(r for r in CASE.conferences[1].invited if r != MOTHER)
    struck = {"struck_off": (MOTHER,)}
    steps: list[tuple[DocumentKind, dict[str, Any]]] = [
        (DocumentKind.INVITATION, {}),
        (DocumentKind.CANCELLATION, {"offs": (off,)}),
        (DocumentKind.INVITATION, {"offs": (on,), "revision": 2}),
        (
            DocumentKind.CANCELLATION,
            {"offs": (on,), "revision": 2, "invited": kept, **struck},
        ),
        (DocumentKind.INVITATION, {"offs": (on,), "revision": 2, **struck}),
    ]
    appointments = [
        letter(
            document, MOTHER, with_conference("conf-2", **fields), about="conf-2"
        ).appointment
        for document, fields in steps
    ]

    assert [a.revision for a in appointments if a] == [1, 2, 3, 4, 5]
    assert [a.cancelled for a in appointments if a] == [False, True, False, True, False]
    assert {a.uid for a in appointments if a} == {"CP-1-conf-2"}


def test_who_is_no_longer_invited_gets_no_date_that_came_later() -> None:
    kept = tuple(r for r in CASE.conferences[1].invited if r != MOTHER)
    moved = with_conference(
        "conf-2", invited=kept, moved_at=NOW + timedelta(hours=1), revision=2
    )

    told = letter(DocumentKind.CANCELLATION, MOTHER, moved, about="conf-2")

    assert told.appointment is None
    assert said(told, "no-longer-invited") == [{"conference": "review", "when": ""}]


@pytest.mark.parametrize(
    ("channel", "unsafe"),
    [
        (Channel.EMAIL, {"safe": Safe(write=False)}),
        (Channel.POST, {"safe": Safe(write=False)}),
        (Channel.TEXT, {"safe": Safe(text=False)}),
        (Channel.EMAIL, {"email": None}),
        (Channel.POST, {"post": None}),
        (Channel.TEXT, {"phone": None}),
    ],
)
def test_a_letter_goes_to_the_address_of_its_way_where_that_is_safe(
    channel: Channel, unsafe: dict[str, Any]
) -> None:
    mother = CASE.person(MOTHER)
    assert mother is not None
    where = {
        Channel.EMAIL: mother.email,
        Channel.POST: mother.post,
        Channel.TEXT: mother.phone,
    }
    of: dict[str, Any] = {"about": "conf-2", "channel": channel}

    assert letter(DocumentKind.INVITATION, MOTHER, **of).address == where[channel]
    with pytest.raises(NoAddress):
        letter(DocumentKind.INVITATION, MOTHER, with_person(MOTHER, **unsafe), **of)
