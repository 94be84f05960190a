"""Where a letter stands, in a practitioner's words, and what happens next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from activities.wording.documents_named import name_of
from activities.wording.languages import language_name
from commands.letters.sending import Sending, State
from commands.words import Place, in_words
from domain.letters import Channel

WAYS: Final = {
    Channel.EMAIL: "e-mail",
    Channel.TEXT: "text",
    Channel.POST: "post",
    None: "",
}
STANDS: Final = {
    State.QUEUED: "to be printed and posted",
    State.ON_ITS_WAY: "on its way",
    State.UNCONFIRMED: "sent; its carrier never says whether it arrived",
    State.ARRIVED: "arrived",
    State.REFUSED_FOR_GOOD: "came back: it cannot be delivered there",
    State.REFUSED_SO_FAR: "came back: it could not be delivered in time",
    State.NOT_CARRIED: "the carrier could not handle it",
    State.NOT_HEARD_IN_TIME: "sent; not heard of in time",
    State.TAKEN_BACK: "taken back before it was posted",
    State.TO_BE_TAKEN_BACK: "must not go, and is not known to be taken back",
    State.FAILED: "could not be sent",
    State.SETTLED: "could not be sent; dealt with",
    State.NOT_GONE: "not gone yet",
    State.HELD: "held until letters are released",
    State.IN_DOUBT: "begun; not known whether the carrier has it",
    State.NOT_TAKEN: "no carrier took it",
    State.ASKED_AFTER: "sent; somebody was told to ask them whether it arrived",
}
NEXT_WAY: Final = "the next way is tried, or somebody goes to see them"
NEXT: Final = {
    State.QUEUED: "somebody posts it, and says so with 'vigil posted'",
    State.ON_ITS_WAY: "the carrier is asked until it is known",
    State.UNCONFIRMED: "nothing, unless somebody says that it came back",
    State.REFUSED_FOR_GOOD: NEXT_WAY,
    State.REFUSED_SO_FAR: NEXT_WAY,
    State.NOT_CARRIED: NEXT_WAY,
    State.NOT_HEARD_IN_TIME: NEXT_WAY,
    State.NOT_TAKEN: NEXT_WAY,
    State.ASKED_AFTER: "whoever asks them records what they say",
    State.TO_BE_TAKEN_BACK: "somebody finds it and keeps it from the post, now",
    State.FAILED: "somebody deals with it, and records how",
    State.IN_DOUBT: "the carrier is asked before it is sent again",
    State.NOT_GONE: "it goes by itself, to a family only by day",
    State.HELD: "it goes once 'vigil release' lets it; 'vigil case' says why it waits",
}
SOMEBODY_ASKS: Final = "after its time somebody asks them, if it is still wanted"
SEEN_TO: Final = "it had been withdrawn: somebody was told, and nobody follows it"
#: What a letter comes to, at a glance, with the sign that draws it.
GLANCE: Final = (
    ("arrived", "█", "green", frozenset({State.ARRIVED, State.SETTLED})),
    (
        "on its way",
        "▓",
        "cyan",
        frozenset({State.QUEUED, State.ON_ITS_WAY}),
    ),
    (
        "nobody knows",
        "░",
        "yellow",
        frozenset(
            {
                State.UNCONFIRMED,
                State.NOT_HEARD_IN_TIME,
                State.ASKED_AFTER,
                State.IN_DOUBT,
            }
        ),
    ),
)
NOT_ARRIVED: Final = ("did not arrive", "x", "red")


def what(sending: Sending, place: Place) -> str:
    """What it is: "copy of the plan (conference-1), child-1, in Polish"."""
    name = name_of(sending.what, place)
    about = f" ({sending.about})" if sending.about else ""
    child = f", {sending.child}" if sending.child else ""
    language = f", in {language_name(sending.language)}" if sending.language else ""
    return f"{name}{about}{child}{language}"


def whom(sending: Sending, place: Place) -> str:
    """The reference, and what they are in the case where that says more."""
    part = place.role(sending.part) if sending.part else ""
    same = part in ("", sending.to, in_words(sending.to))
    return sending.to if same else f"{sending.to} ({part})"


def way(sending: Sending) -> str:
    return WAYS[sending.way]


def stands(sending: Sending) -> str:
    """Where it stands; why, where that is known; and which way was tried after it."""
    why = f" ({in_words(sending.why)})" if sending.why else ""
    then = f"; tried again by {WAYS[sending.then]}" if sending.then else ""
    return f"{STANDS[sending.state]}{why}{then}"


def next_of(sending: Sending) -> str:
    """What will happen with it; empty where nothing is to."""
    if sending.stopped:
        return SEEN_TO
    if sending.state is State.UNCONFIRMED and sending.asks:
        return SOMEBODY_ASKS
    return NEXT.get(sending.state, "")


def glances(letters: Iterable[Sending]) -> dict[str, int]:
    """How many letters came to what. One that went again by another way is over."""
    counted = {name: 0 for name, *_ in GLANCE} | {NOT_ARRIVED[0]: 0}
    for letter in letters:
        names = (name for name, *_, states in GLANCE if letter.state in states)
        counted[next(names, NOT_ARRIVED[0])] += 1
    return counted
