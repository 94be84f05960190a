"""What somebody has to do or to know: each code in one or two sentences."""

from __future__ import annotations

from collections.abc import Callable

from activities.wording.phrases import NOT_THE_DATE
from activities.wording.place import Place, in_words
from domain.effects import EffectKind

LETTERS: dict[str, str] = {
    EffectKind.INVITATION: "invitation",
    EffectKind.CANCELLATION: "message that the conference is off",
    EffectKind.PLAN_COPY: "copy of the plan",
    EffectKind.TRANSLATION: "request for a translation",
    EffectKind.DIGEST: "list of what is due",
    EffectKind.ESCALATION: "message that cannot wait",
    EffectKind.TASK: "message about something to do",
}


def to_do(said: dict[str, str], place: Place) -> str:
    """One task in words; a code without words of its own is named as it is."""
    words = TASKS.get(said["task"])
    if words is not None:
        return words(said, place)
    if said["task"] in QUESTIONS:
        return _question(said, QUESTIONS[said["task"]])
    return f"{in_words(said['task']).capitalize()}: please look at {said['about']}."


def _letter_failed(said: dict[str, str], place: Place) -> str:
    letter = LETTERS.get(said.get("letter", ""), "letter")
    role = said.get("role")
    to = f"the {place.role(role)}" if role else said.get("to")
    whom = f" to {to}" if to else ""
    why = f" ({in_words(said['why'])})" if said.get("why") else ""
    return (
        f"The {letter}{whom} could not be delivered{why}. See that it reaches them "
        f"another safe way, and record how ({said['about']})."
    )


def _letters_held(said: dict[str, str], place: Place) -> str:
    return (
        "Letters are held in this case. What is held goes to nobody until it is "
        "released; see whether somebody must be told another way."
    )


def _delay_asked_for(said: dict[str, str], place: Place) -> str:
    return (
        f"A delay has been asked for ({said['about']}). Agree or refuse it in "
        "writing, with reasons. An agreement does not move the date: it says why it "
        "is late and what keeps the child safe."
    )


def _delay_agreed(said: dict[str, str], place: Place) -> str:
    until = f" until {said['agreed']}" if said.get("agreed") else ""
    return (
        f"A delay{until} has been agreed ({said['about']}). {NOT_THE_DATE} It says why "
        "it is late and what keeps the child safe."
    )


def _delay_refused(said: dict[str, str], place: Place) -> str:
    return (
        f"The delay that was asked for ({said['about']}) was not agreed. "
        "The date stands."
    )


def _tell_by_hand(said: dict[str, str], place: Place) -> str:
    letter = LETTERS.get(said.get("letter", ""), "letter")
    return (
        f"Give {said['to']} their {letter} about {said['about']} yourself: writing to "
        "them by e-mail is not safe, or not possible. Record how it was done."
    )


def _decide_what_to_send(said: dict[str, str], place: Place) -> str:
    letter = LETTERS.get(said.get("letter", ""), "letter")
    return (
        f"Decide what {said['to']} may be told about {said['about']}, and record it. "
        f"Their {letter} has not been sent."
    )


def _no_longer_invited(said: dict[str, str], place: Place) -> str:
    return (
        f"{said['to']} is no longer invited to {said['about']}, and no letter has been "
        "sent about it. If they had heard of it, decide what they may be told, see "
        "that somebody tells them safely, and record how it was done."
    )


def _decide_what_to_tell(said: dict[str, str], place: Place) -> str:
    return (
        f"{said['to']} is not to come to {said['about']}, and no invitation goes to "
        "them any more. Settle the list of those invited anew, and decide what they "
        "are told."
    )


def _give_part_by_hand(said: dict[str, str], place: Place) -> str:
    letter = LETTERS.get(said.get("letter", ""), "letter")
    return (
        f"Give {said['to']} the part of their {letter} about {said['about']} that was "
        "decided, and no more. Record when it was done."
    )


def _eighteen_nears(said: dict[str, str], place: Place) -> str:
    when = f" on {said['on']}" if said.get("on") else " soon"
    return (
        f"{said['about']} turns 18{when}. A {place.plan} would end that day by "
        "itself: agree now what follows."
    )


def _question(said: dict[str, str], question: str) -> str:
    return (
        f"{question} ({said['about']}). It is kept as it was recorded: please check it "
        "against the order, and correct it if it is wrong."
    )


QUESTIONS = {
    "order-over-eight-days": "The emergency protection order runs over eight days",
    "second-extension": "The emergency protection order was extended a second time",
    "extension-over-seven-days": "The extension of the order runs over seven days",
    "extended-after-it-ended": "The order was extended after it had ended",
    "starts-before-it-was-made": "The child assessment order starts before it was made",
}
TASKS: dict[str, Callable[[dict[str, str], Place], str]] = {
    "letter-failed": _letter_failed,
    "letters-held": _letters_held,
    "delay-asked-for": _delay_asked_for,
    "delay-agreed": _delay_agreed,
    "delay-refused": _delay_refused,
    "tell-by-hand": _tell_by_hand,
    "decide-what-to-send": _decide_what_to_send,
    "decide-what-to-tell": _decide_what_to_tell,
    "give-part-by-hand": _give_part_by_hand,
    "no-longer-invited": _no_longer_invited,
    "eighteen-nears": _eighteen_nears,
}
