"""Who receives a letter, and where: a person, a role's holder, or the team inbox."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from domain.case import Case
from domain.clearance.readers import TEAM_INBOX
from domain.effects import Effect
from domain.letters import Channel
from domain.react.safety import must_be_decided, needs_decision
from domain.record.people import Person
from domain.translations.needed import ENGLISH


class NoLetter(Exception):
    """No letter can be made of an effect. `code` says why, and never about whom."""

    code = "no-letter"

    def __init__(self) -> None:
        super().__init__(self.code)


class NoAddress(NoLetter):
    """The person has no address at which it is safe, or possible, to write to them."""

    code = "no-address"


class ConferenceIsPast(NoLetter):
    """The conference it is about has begun: it would come too late."""

    code = "conference-is-past"


class NothingToSay(NoLetter):
    """The case no longer holds what the letter was about."""

    code = "nothing-to-say"


class NotCleared(NoLetter):
    """Somebody who reads it may not see what it says, whoever wrote that."""

    code = "not-cleared"


class Recipient(NamedTuple):
    """Where one letter goes. `part`: "family", "professional" or "team"."""

    ref: str
    name: str
    address: str
    language: str
    part: str
    agency: str | None = None


def recipient_of(case: Case, effect: Effect, now: datetime) -> Recipient:
    """The person; or whoever holds the role at `now`, else the team inbox.

    What keeps a person from being written to is asked again here, at the last moment,
    because somebody else's change may have made their mailbox unsafe since. Raises
    `NoAddress` for a person; a role always has the inbox.
    """
    if not effect.role:
        if must_be_decided(case, effect):
            raise NoAddress
        return _person(case, effect.to, effect.channel)
    holder = case.holder(effect.to, now)
    if holder is None or any(hold.who == holder for hold in case.holds):
        return inbox(case)
    # What is written to a role is for staff, whoever came to hold the role.
    if case.is_relative(holder) or needs_decision(case, holder):
        return inbox(case)
    try:
        return _person(case, holder, effect.channel)
    except NoAddress:
        return inbox(case)


def _person(case: Case, ref: str, channel: Channel) -> Recipient:
    """At the address of this way of reaching them. Raises `NoAddress`."""
    person = case.person(ref)
    address = person.address_by(channel) if person is not None else None
    if person is None or address is None:
        raise NoAddress
    return _at(person, address)


def _at(person: Person, address: str) -> Recipient:
    return Recipient(
        ref=person.ref,
        name=person.name,
        address=address,
        language=person.language,
        part=person.kind,
        agency=person.agency,
    )


def inbox(case: Case) -> Recipient:
    """Where everything goes that nobody in particular can be written."""
    return Recipient(
        ref=TEAM_INBOX,
        name="Team inbox",
        address=case.team_inbox,
        language=ENGLISH,
        part="team",
    )
