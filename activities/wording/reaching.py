"""Tasks about letters and translations on their way: what to do, and what was done."""

from __future__ import annotations

from collections.abc import Callable

from activities.wording.documents_named import name_of
from activities.wording.matter import Said
from activities.wording.place import Place, in_words
from domain.documents.values import Phrase, Value, phrase

Words = Callable[[Said, Place], Phrase]


def letter_in(said: Said, place: Place) -> str:
    """What the letter that a task is about is called."""
    kind = said.known("letter")
    return name_of(kind, place) if kind else "letter"


def _letter_failed(said: Said, place: Place) -> Phrase:
    return phrase(
        f"The {letter_in(said, place)}",
        *_whom(said, place),
        f" could not be delivered{_why(said)}. See that it reaches them another safe "
        "way, and record how (",
        said["about"],
        ").",
    )


def _delivery_failed(said: Said, place: Place) -> Phrase:
    return phrase(
        f"The {letter_in(said, place)}",
        *_whom(said, place),
        f" did not arrive by one way{_why(said)}. The next way is being tried, and "
        "you will be told if nothing reaches them (",
        said["about"],
        ").",
    )


def _whom(said: Said, place: Place) -> Phrase:
    role = said.known("role")
    to = f"the {place.role(role)}" if role else said.get("to")
    return phrase(" to ", to) if to else ()


def _why(said: Said) -> str:
    why = said.known("why")
    return f" ({in_words(why)})" if why else ""


def _visit(said: Said, place: Place) -> Phrase:
    return phrase(
        "No letter has reached ",
        _them(said),
        ". Go and see them, if that is safe: give them their "
        f"{letter_in(said, place)} about ",
        said["about"],
        " yourself, and record how it was done.",
    )


def _print_and_post(said: Said, place: Place) -> Phrase:
    return phrase(
        f"Print the {letter_in(said, place)} to ",
        _them(said),
        " and post it (",
        said["about"],
        "). Record the day on which it was posted.",
    )


def _take_back_printed(said: Said, place: Place) -> Phrase:
    return phrase(
        f"Take the printed {letter_in(said, place)} to ",
        _them(said),
        " out of the post (",
        said["about"],
        "): it is not to go. Destroy it and record that it did not go; or record that "
        "it had gone already, and tell the social worker at once.",
    )


def _went_out_after_all(said: Said, place: Place) -> Phrase:
    return phrase(
        f"The {letter_in(said, place)} to ",
        _them(said),
        " was stopped, and had gone out all the same (",
        said["about"],
        "). It may have reached an address that is no longer theirs, or say what is no "
        "longer so. Tell the social worker at once, see that nobody comes to harm by "
        "it, and record what was done.",
    )


def _whether_it_arrived(said: Said, place: Place) -> Phrase:
    return phrase(
        f"Nobody has said whether the {letter_in(said, place)} reached ",
        _them(said),
        " (",
        said["about"],
        "), and its carrier never will. Ask them, if that is safe, and record whether "
        "it arrived.",
    )


def _them(said: Said) -> Value:
    return said.get("to") or "them"


def _translation_chased(said: Said, place: Place) -> Phrase:
    return phrase(
        "A translation has not come back yet (",
        said["about"],
        "). Ask the translator for it, and say in the case when it will come.",
    )


def _translation_cancelled(said: Said, place: Place) -> Phrase:
    return phrase(
        "A translation is not needed any more (",
        said["about"],
        "). Tell the translator to stop. What has been made of it goes to nobody.",
    )


def _check_translation(said: Said, place: Place) -> Phrase:
    return phrase(
        "A translation has come back (",
        said["about"],
        "). See that it is checked against its text by somebody who neither made it "
        "nor handed it in. Until then it goes to nobody.",
    )


def _translation_rejected(said: Said, place: Place) -> Phrase:
    return phrase(
        "A translation was checked and is not right (",
        said["about"],
        "). Have it put right, and hand it in again. It goes to nobody as it is.",
    )


REACHING: dict[str, Words] = {
    "letter-failed": _letter_failed,
    "delivery-failed": _delivery_failed,
    "visit": _visit,
    "print-and-post": _print_and_post,
    "take-back-printed": _take_back_printed,
    "went-out-after-it-was-stopped": _went_out_after_all,
    "ask-whether-it-arrived": _whether_it_arrived,
    "translation-chased": _translation_chased,
    "translation-cancelled": _translation_cancelled,
    "check-translation": _check_translation,
    "translation-rejected": _translation_rejected,
}
