"""`vigil hold`, `vigil release`: stop the letters of a case, and let them go again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Final

import typer
from temporalio.client import Client

from activities.wording.documents_named import name_of
from adapters.settings import Settings
from commands.asking import ask
from commands.letters.composed import By, InRole, composed
from commands.letters.held import each_once, holds_in_words, in_a_sentence
from commands.one_case import Ref, view_by
from commands.output import AsJson, Ended, Failure, calm, complain, say, say_json
from commands.reading import seen
from commands.service import case_ref, client_of, settings
from commands.words import Place, many
from domain.letters import Channel
from domain.receipts import Receipt
from domain.requests import Request
from domain.unsent import UnsentView
from domain.views import CaseView

HOLD: Final = "hold-letters"
RELEASE: Final = "release-letters"
UNCOUNTED: Final = (
    "Which letters that concerns cannot be told now: 'vigil letters' lists them."
)
STAFF_GO_ON: Final = (
    "What staff are told of dates goes on ({waiting}): a hold silences no clock."
)
NO_TRANSLATING: Final = "Nothing is given out to be translated meanwhile."
GONE: Final = "What a carrier has already cannot be called back."
ON_PAPER: Final = (
    "What was printed is taken back: 'vigil letters {ref}' says whether it was found."
)

Who = Annotated[
    str | None,
    typer.Option(help="Whose letters: a person of the case; else everybody's."),
]


@calm
async def hold(
    ref: Ref,
    reason: Annotated[str, typer.Option(help="Why, as a code: not-safe.")],
    by: By,
    role: InRole,
    who: Who = None,
    json: AsJson = False,
) -> None:
    """Stop letters that have not gone. Staff go on hearing what is due."""
    known, found = case_ref(ref), settings()
    client = await client_of(found)
    before = await view_by(client, known)
    given = {"who": who, "reason": reason}
    asked = composed(known, HOLD, by, role, given, before.facts)
    receipt = await ask(client, known, asked)
    after = await _view(client, known)
    stopped = None if after is None else held_only(after, but=before)
    await seen(found, "hold", known, done=True)
    if json:
        _say_json(receipt, stopped, after)
        return
    for line in held_in_words(known, who, stopped, after):
        say(line)
    say(f"'vigil release {known}' lets them go again.")


@calm
async def release(
    ref: Ref,
    by: By,
    role: InRole,
    who: Annotated[
        str | None, typer.Option(help="Whose letters: a person of the case.")
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="The hold on the whole case.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option(help="Which reason is over, where there are several.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Let letters go again: one reason for which they are held is over."""
    _one_of_both(who, everybody)
    known, found = case_ref(ref), settings()
    client = await client_of(found)
    before = await view_by(client, known)
    given = {"who": who} if reason is None else {"who": who, "reason": reason}
    asked = composed(known, RELEASE, by, role, given, before.facts)
    receipt = await _released(found, client, asked, before)
    after = await _view(client, known)
    freed = None if after is None else held_only(before, but=after)
    await seen(found, "release", known, done=True)
    if json:
        _say_json(receipt, freed, after)
        return
    for line in released_in_words(who, freed, after):
        say(line)


def _one_of_both(who: str | None, everybody: bool) -> None:
    """Nobody releases a whole case by leaving an option out."""
    if (who is None) is not everybody:
        raise Failure(
            Ended.BAD_INPUT,
            "say whose letters: a person's (--who), or that the hold on everybody is "
            "over (--everybody)",
            where="--who",
        )


async def _released(
    settings: Settings, client: Client, asked: Request, before: CaseView
) -> Receipt:
    """Ends as refused, and says first what is held."""
    try:
        return await ask(client, before.case, asked)
    except Failure:
        await seen(settings, "release", before.case)
        for line in holds_in_words(before):
            complain(line)
        raise


async def _view(client: Client, ref: str) -> CaseView | None:
    """The case; None where it does not answer: what was asked is done all the same."""
    try:
        return await view_by(client, ref)
    except Failure:
        return None


def held_only(view: CaseView, *, but: CaseView) -> tuple[UnsentView, ...]:
    """What is held in the one and not in the other."""
    elsewhere = {each.key for each in but.unsent if each.held}
    return tuple(e for e in view.unsent if e.held and e.key not in elsewhere)


def held_in_words(
    ref: str,
    who: str | None,
    stopped: tuple[UnsentView, ...] | None,
    after: CaseView | None,
) -> Iterator[str]:
    """What a hold stopped, what goes on all the same, and what is past stopping."""
    if stopped is None or after is None:
        yield f"Held. {UNCOUNTED}"
        return
    whose = who or "anybody"
    if stopped:
        yield f"Held: {named(stopped, Place(after.rulebook.id))}."
    else:
        yield f"Held: no other letter to {whose} was waiting to go."
    staff = sum(each.role and not each.held for each in after.unsent)
    if who is None:
        yield NO_TRANSLATING
    yield STAFF_GO_ON.format(waiting=f"{staff} waiting" if staff else "none waits now")
    yield GONE
    if any(each.channel == Channel.POST for each in stopped):
        yield ON_PAPER.format(ref=ref)


def released_in_words(
    who: str | None, freed: tuple[UnsentView, ...] | None, after: CaseView | None
) -> Iterator[str]:
    """What may go now, and what holds the rest of it still."""
    if freed is None or after is None:
        yield f"Released. {UNCOUNTED}"
        return
    if freed:
        yield f"Released: {named(freed, Place(after.rulebook.id))}."
        yield "What is for a family goes by day."
    else:
        yield "Released: no letter goes by that now."
    for hold in each_once(after.holds):
        if who in (None, hold.who) or hold.who is None:
            yield in_a_sentence(hold, after.zone)


def named(letters: Iterable[UnsentView], place: Place) -> str:
    """How many letters of which kinds: "3 letters: copy of the plan to mother (2)"."""
    told = [f"{name_of(e.document or e.kind, place)} to {e.to}" for e in letters]
    kinds = (f"{name} ({n})" if n > 1 else name for name, n in Counter(told).items())
    return f"{many(len(told), 'letter')}: {', '.join(kinds)}"


def _say_json(
    receipt: Receipt, letters: Sequence[UnsentView] | None, after: CaseView | None
) -> None:
    """`letters`: those that it stopped or let go; null where the case did not say."""
    say_json(
        {
            "receipt": receipt,
            "letters": letters,
            "holds": None if after is None else after.holds,
        }
    )
