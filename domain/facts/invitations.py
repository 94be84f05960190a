"""Who was settled on to be invited to a conference."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref
from domain.record.invitations import InvitationList


class InvitationsSettled(Happened):
    """The list of a conference was settled, at first or anew.

    `newly`: who is new on it; `no_longer`: who was invited and is on it no more;
    `to_tell`: who of these had been told of the conference. `reports_from`: all the
    agencies whose report is awaited now.
    """

    kind: Literal["invitations-settled"] = "invitations-settled"
    conference: Ref
    list: InvitationList
    newly: tuple[Ref, ...] = ()
    no_longer: tuple[Ref, ...] = ()
    to_tell: tuple[Ref, ...] = ()
    reports_from: tuple[Ref, ...] = ()


class MedicallyExamined(Happened):
    """Children had an examination connected to the abuse: its report is awaited."""

    kind: Literal["medically-examined"] = "medically-examined"
    children: tuple[Ref, ...]
    by_agency: Ref


InvitationFact = InvitationsSettled | MedicallyExamined
