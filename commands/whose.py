"""For whom something is due, and of what: what tells it from others of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from activities.wording.documents_named import name_of
from activities.wording.languages import language
from commands.letters.keys import KINDS
from commands.words import Place
from domain.translations.shown import TranslationView

#: A letter's key ends in whom it goes to and by which way.
WHOM_AND_WAY: Final = 2
#: Which date of a conference an invitation tells.
A_DATE: Final = re.compile(r"r\d+")


def whose(key: str, who: str, place: Place) -> str:
    """Whom it is due for; of a copy the child, of a letter which one.

    `plan-delivered/conference-1/child-1/chair` is "chair (child-1)".
    """
    _, *of, _ = key.split("/")
    if len(of) > WHOM_AND_WAY and of[0] in KINDS:
        kind, *about = of[:-WHOM_AND_WAY]
        which = (part for part in about if not A_DATE.fullmatch(part))
        return f"{who} ({', '.join((name_of(kind, place), *which))})"
    # What began it is named first: a conference, an enquiry, a plan.
    children = of[1:]
    return f"{who} ({', '.join(children)})" if children else who


def jobs_in_words(jobs: tuple[TranslationView, ...], place: Place) -> dict[str, str]:
    """What the desk is asked for, by the job's reference: the text, whose, into what.

    "t1: outline child protection plan, child-1, Polish (pl)".
    """
    return {job.ref: f"{job.ref}: {_asked_for(job, place)}" for job in jobs}


def _asked_for(job: TranslationView, place: Place) -> str:
    name, of = name_of(job.document, place), job.child or job.about
    return f"{name}, {of}, {language(job.language)}"


def about(key: str, who: str, place: Place, jobs: Mapping[str, str]) -> str:
    """As `whose`; of a translation which one, whoever's household it is for."""
    return jobs.get(key.split("/")[1], "") or whose(key, who, place)
