"""`vigil why`: the proof of one date, in words."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import typer

from activities.wording.phrases import NOT_THE_DATE
from commands.grounds import Authority, Recorded, authority, recorded, terms_of, the_one
from commands.one_case import Ref, unknown_case
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    rows,
    say,
    say_json,
    show,
    table,
)
from commands.reading import seen
from commands.service import (
    case_ref,
    client_of,
    now,
    published_troubles,
    settings,
    store_of,
)
from commands.words import Place, in_words, silence
from domain.counting import UNITS
from domain.in_words import day_in_words, moment_in_words
from domain.proofs import Proof, ProofFails, check, prove
from domain.proofs import in_words as in_a_sentence
from domain.terms import Terms, TermsRule
from domain.working_days import OutsideVerifiedRange, local_day
from rulebook.schema import CatalogueId, Code, Force, Frozen

SAYS_SO: Final = {
    Force.STATUTORY: "The procedures say so",
    Force.LOCAL: "Set locally",
    Force.PRACTICE: "Good practice, set by nobody",
}
MOVES_NOTHING: Final = (
    f"A later day was agreed: {{agreed}}. {NOT_THE_DATE} It says why it is late and "
    "what keeps the child safe."
)


class Because(Frozen):
    """Why something is due on its day, or why it has none."""

    case: str
    key: str
    rule: Code
    ids: tuple[CatalogueId, ...]
    citation: str
    book: str
    version: str
    source_status: str
    says: str
    force: Force
    due_on: date | None
    agreed_on: date | None
    silent: Code | None
    age_days: int | None
    words: str
    proof: Proof | None


@calm
async def why(
    ref: Ref,
    duty: Annotated[
        str, typer.Argument(metavar="DUTY", help="Its key, or its rule if only one.")
    ],
    json: AsJson = False,
) -> None:
    """Why that day: the paragraph, what it is counted from, each day not counted."""
    found, known = settings(), case_ref(ref)
    async with store_of(found) as store:
        held = await store.facts.facts(known)
    if not held:
        raise unknown_case()
    await seen(found, "why", known)
    asked = the_one(recorded(held), duty)
    terms = await terms_of(await client_of(found), known, held)
    rule = terms.rule(asked.rule)
    if rule is None:
        raise Failure(
            Ended.BAD_INPUT, "the case is no longer judged by this rule", where="DUTY"
        )
    with published_troubles("VIGIL_RULEBOOK_FOLDERS"):
        stands = authority(rule, terms, found.rulebook_folders)
    because = because_of(known, asked, rule, terms, stands)
    if json:
        say_json(because.model_dump(mode="json"))
    else:
        tell_why(because, terms, asked)


def because_of(
    ref: str, asked: Recorded, rule: TermsRule, terms: Terms, stands: Authority
) -> Because:
    proof = _proof(asked, rule, terms, stands.citation)
    days = (now() - asked.due.since).days if asked.ended_at is None else None
    return Because(
        case=ref,
        key=asked.key,
        rule=rule.key,
        ids=rule.ids,
        citation=stands.citation,
        book=stands.book,
        version=stands.version,
        source_status=stands.source_status,
        says=stands.says,
        force=rule.force,
        due_on=asked.due.due_on,
        agreed_on=asked.agreed_on,
        silent=asked.due.silent,
        age_days=days if asked.due.due_at is None else None,
        words=_sentence(asked, proof, days),
        proof=proof,
    )


def _proof(
    asked: Recorded, rule: TermsRule, terms: Terms, citation: str
) -> Proof | None:
    """The proof, made and then checked against the day on record. None: no count."""
    due, time = asked.due, rule.allowance
    if time is None or time.unit not in UNITS or due.due_on is None:
        return None
    try:
        proof = prove(
            anchor=rule.starts,
            anchor_day=local_day(due.anchor, terms.calendar.zone),
            anchor_at=due.anchor,
            citation=citation,
            allowance=time,
            calendar=terms.calendar,
            ids=rule.ids,
        )
        check(proof)
    except (ProofFails, OutsideVerifiedRange) as error:
        raise Failure(Ended.REFUSED, str(error)) from None
    if proof.due_on != due.due_on:
        raise Failure(
            Ended.REFUSED,
            "the day on record is not the one that the rule gives: rely on neither, "
            "and tell the system operator",
            rules=rule.ids,
        )
    return proof


def _sentence(asked: Recorded, proof: Proof | None, days: int | None) -> str:
    if proof is not None:
        return in_a_sentence(proof)
    if asked.due.silent is not None:
        return silence(asked.due.silent, days)
    if asked.due.due_on is None:
        return "No date is set for this."
    return f"Due by the end of {day_in_words(asked.due.due_on)}: the day written down."


def tell_why(because: Because, terms: Terms, asked: Recorded) -> None:
    place = Place(terms.rulebook.id)
    say(f"{place.due(because.rule)} ({because.key})")
    say(because.words)
    if because.agreed_on is not None:
        say(MOVES_NOTHING.format(agreed=day_in_words(because.agreed_on)))
    say(f"{SAYS_SO[because.force]}: {because.says}")
    ids = f" ({', '.join(because.ids)})" if because.ids else ""
    say(f"Source: {because.citation}{ids}.")
    status = in_words(because.source_status)
    say(f"Procedures: {because.book} {because.version} (source: {status}).")
    if because.proof is not None:
        _tell_count(because.proof, terms, asked)


def _tell_count(proof: Proof, terms: Terms, asked: Recorded) -> None:
    at = moment_in_words(asked.due.anchor, terms.calendar.zone)
    say(f"Counted from: {in_words(proof.anchor)}, {at}.")
    calendar = f"{proof.calendar_id}, version {proof.calendar_version}"
    say(f"Calendar: {calendar}. The count was checked again, day by day.")
    if proof.skipped:
        cells = ((day_in_words(each.date), each.why) for each in proof.skipped)
        show(rows(table("Not counted", "Why"), cells))
