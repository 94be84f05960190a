"""What somebody has to do or to know: each code in one or two sentences."""

from __future__ import annotations

from collections.abc import Callable

from activities.wording.matter import Said
from activities.wording.phrases import NOT_THE_DATE
from activities.wording.place import Place, in_words
from activities.wording.reaching import REACHING, letter_in
from domain.documents.values import Phrase, phrase

Words = Callable[[Said, Place], Phrase]


def to_do(said: Said, place: Place) -> Phrase:
    """One task in words; a code without words of its own is named as it is."""
    task = said.word("task")
    words = TASKS.get(task)
    if words is not None:
        return words(said, place)
    if task in QUESTIONS:
        return _question(said, QUESTIONS[task])
    return phrase(f"{in_words(task).capitalize()}: please look at ", said["about"], ".")


def _letters_held(said: Said, place: Place) -> Phrase:
    return phrase(
        "Letters are held in this case. What is held goes to nobody until it is "
        "released; see whether somebody must be told another way."
    )


def _delay_asked_for(said: Said, place: Place) -> Phrase:
    return phrase(
        "A delay has been asked for (",
        said["about"],
        "). Agree or refuse it in writing, with reasons. An agreement does not move "
        "the date: it says why it is late and what keeps the child safe.",
    )


def _delay_agreed(said: Said, place: Place) -> Phrase:
    agreed = said.get("agreed")
    return phrase(
        "A delay",
        *(phrase(" until ", agreed) if agreed else ()),
        " has been agreed (",
        said["about"],
        f"). {NOT_THE_DATE} It says why it is late and what keeps the child safe.",
    )


def _delay_refused(said: Said, place: Place) -> Phrase:
    return phrase(
        "The delay that was asked for (",
        said["about"],
        ") was not agreed. The date stands.",
    )


def _tell_by_hand(said: Said, place: Place) -> Phrase:
    return phrase(
        "Give ",
        said["to"],
        f" their {letter_in(said, place)} about ",
        said["about"],
        " yourself: writing to them by e-mail is not safe, or not possible. Record "
        "how it was done.",
    )


def _decide_what_to_send(said: Said, place: Place) -> Phrase:
    return phrase(
        "Decide what ",
        said["to"],
        " may be told about ",
        said["about"],
        f", and record it. Their {letter_in(said, place)} has not been sent.",
    )


def _no_longer_invited(said: Said, place: Place) -> Phrase:
    return phrase(
        said["to"],
        " is no longer invited to ",
        said["about"],
        ", and no letter has been sent about it. If they had heard of it, decide what "
        "they may be told, see that somebody tells them safely, and record how it was "
        "done.",
    )


def _decide_what_to_tell(said: Said, place: Place) -> Phrase:
    return phrase(
        said["to"],
        " is not to come to ",
        said["about"],
        ", and no invitation goes to them any more. Settle the list of those invited "
        "anew, and decide what they are told.",
    )


def _give_part_by_hand(said: Said, place: Place) -> Phrase:
    return phrase(
        "Give ",
        said["to"],
        f" the part of their {letter_in(said, place)} about ",
        said["about"],
        " that was decided, and no more. Record when it was done.",
    )


def _eighteen_nears(said: Said, place: Place) -> Phrase:
    on = said.get("on")
    return phrase(
        said["about"],
        " turns 18",
        *(phrase(" on ", on) if on else phrase(" soon")),
        f". A {place.plan} would end that day by itself: agree now what follows.",
    )


def _question(said: Said, question: str) -> Phrase:
    return phrase(
        f"{question} (",
        said["about"],
        "). It is kept as it was recorded: please check it against the order, and "
        "correct it if it is wrong.",
    )


QUESTIONS = {
    "order-over-eight-days": "The emergency protection order runs over eight days",
    "second-extension": "The emergency protection order was extended a second time",
    "extension-over-seven-days": "The extension of the order runs over seven days",
    "extended-after-it-ended": "The order was extended after it had ended",
    "starts-before-it-was-made": "The child assessment order starts before it was made",
}
TASKS: dict[str, Words] = {
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
    **REACHING,
}
