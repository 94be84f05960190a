"""What a date rests on: the case's own record of it, and the terms the case carries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from temporalio.client import Client
from temporalio.common import RawValue
from temporalio.service import RPCError

from adapters.rulebooks import UnknownRulebook, load_local
from commands.entries import LOCAL_STATUS
from commands.output import Ended, Failure
from commands.service import handle_of, unanswered
from commands.words import books_of, rule_of
from domain.duty import Due
from domain.facts import Fact
from domain.facts.delays import DelayApproved
from domain.facts.duties import (
    DutyLapsed,
    DutyMet,
    DutyOpened,
    DutyRedated,
    DutyReopened,
)
from domain.facts.keeping import TermsAdopted
from domain.ids import Day
from domain.recording import Row
from domain.refolding import FACT
from domain.terms import Named, Terms, TermsRule

WITHDRAWN: Final = "no longer among the published procedures"


class Recorded(NamedTuple):
    """One thing that is or was due: since when it is over, until when agreed."""

    key: str
    rule: str
    who: str
    due: Due
    ended_at: datetime | None = None
    agreed_on: Day | None = None


class Authority(NamedTuple):
    """Where a rule stands, in which version of what, and what it says.

    `source_status`: how far the source itself is to be relied on.
    """

    citation: str
    says: str
    book: str
    version: str
    source_status: str


def recorded(held: Iterable[Row]) -> dict[str, Recorded]:
    """Everything ever due in a case, by key."""
    found: dict[str, Recorded] = {}
    for row in held:
        _learn(found, FACT.validate_json(row.body))
    return found


def the_one(found: dict[str, Recorded], named: str) -> Recorded:
    """What is meant by a key, or by a rule's key where that is only one thing's."""
    if named in found:
        return found[named]
    same = [each for each in found.values() if each.rule == named]
    still = [each for each in same if each.ended_at is None] or same
    if len(still) == 1:
        return still[0]
    if still:
        keys = ", ".join(each.key for each in still)
        raise Failure(
            Ended.BAD_INPUT,
            f"there are several of this: write one of {keys}",
            where="DUTY",
        )
    rules = ", ".join(sorted({each.rule for each in found.values()}))
    raise Failure(
        Ended.BAD_INPUT,
        f"nothing of that name is or was due here: write one of {rules}, or a key that "
        "'vigil case' shows with --json",
        where="DUTY",
    )


async def terms_of(client: Client, ref: str, held: Iterable[Row]) -> Terms:
    """The terms that a case is judged by: as it began, or as it adopted since."""
    adopted = [row for row in held if row.kind == "terms-adopted"]
    if adopted:
        fact = FACT.validate_json(adopted[-1].body)
        assert isinstance(fact, TermsAdopted)
        return fact.terms
    return await terms_begun_with(client, ref)


async def terms_begun_with(client: Client, ref: str) -> Terms:
    """The terms that the case's present run was begun with."""
    begun = json.loads(await _begun_with(client, ref))
    return Terms.model_validate_json(json.dumps(begun["terms"]))


def authority(rule: TermsRule, terms: Terms, folders: tuple[Path, ...]) -> Authority:
    """The citation and the words of a rule, from the version that the case carries.

    Raises RulebookInvalid.
    """
    every = (terms.rulebook, *terms.others)
    own = next((named for named in every if named.id == rule.book), terms.rulebook)
    status = status_of(own, folders)
    published = rule_of(rule.key, every, folders)
    if published is None:
        return Authority(WITHDRAWN, rule.key, own.id, own.version, status)
    citation = published.citation
    if published.allowance != rule.allowance:
        citation = _local_citation(rule, terms, folders)
    return Authority(citation, published.says, own.id, own.version, status)


def status_of(named: Named, folders: tuple[Path, ...]) -> str:
    """How far a source is to be relied on, as its published version says."""
    books = books_of((named,), folders)
    return books[0].source_status if books else LOCAL_STATUS


def _local_citation(rule: TermsRule, terms: Terms, folders: tuple[Path, ...]) -> str:
    """A time that the source leaves open, and these local settings set."""
    for named in terms.others:
        try:
            times = load_local(named.id, folders).times
        except UnknownRulebook:
            continue
        for time in times:
            if time.rule == rule.key:
                return time.citation
    return WITHDRAWN


async def _begun_with(client: Client, ref: str) -> bytes:
    """The JSON that the case's present run was begun with."""
    handle = handle_of(client, ref)
    try:
        first = await anext(handle.fetch_history_events(page_size=1))
        started = first.workflow_execution_started_event_attributes
        (given,) = await client.data_converter.decode(
            started.input.payloads, [RawValue]
        )
    except RPCError as error:
        unanswered(error)
    data: bytes = given.payload.data
    return data


def _learn(found: dict[str, Recorded], fact: Fact) -> None:
    match fact:
        case DutyOpened():
            found[fact.key] = Recorded(fact.key, fact.rule, fact.who, fact.due)
        case DutyRedated() | DutyReopened() if fact.key in found:
            found[fact.key] = found[fact.key]._replace(due=fact.due, ended_at=None)
        case DutyMet() | DutyLapsed() if fact.key in found:
            found[fact.key] = found[fact.key]._replace(ended_at=fact.at)
        case DelayApproved():
            for key in set(fact.duties) & set(found):
                found[key] = found[key]._replace(agreed_on=fact.agreed_on)
        case _:
            return
