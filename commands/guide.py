"""`vigil guide`: what a step asks, what to write and think of, and what to remember.

For the step that a case is at, or for the one that is named; of whatever the case's
own procedures say, each line with its source.
"""

from __future__ import annotations

from typing import Annotated, Final

import typer

from commands.guiding import Guide, Line, guide_of
from commands.missing import ASKED, Wording, about_whom, step_in_words, wording_of
from commands.one_case import Ref, view_of
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
from commands.service import case_ref, published_troubles, settings
from commands.words import in_words
from rulebook.schema import Before

STEPS: Final = ", ".join(Before)
NOTHING_SAID: Final = "The procedures of this case say nothing about this step."


@calm
async def guide(
    ref: Ref,
    before: Annotated[
        str | None, typer.Option(help=f"The step: {STEPS}. The next if left out.")
    ] = None,
    json: AsJson = False,
) -> None:
    """What the next step asks: what must be so, what to write, what to remember."""
    known, step, found = case_ref(ref), step_named(before), settings()
    view = await view_of(found, known)
    with published_troubles("VIGIL_RULEBOOK_FOLDERS"):
        wording = wording_of(view, found.rulebook_folders)
    made = guide_of(view, wording, step)
    await seen(found, "guide", known)
    say_json(made.model_dump(mode="json")) if json else tell_guide(made, wording)


def step_named(given: str | None) -> Before | None:
    """The step of that name. Ends in bad input."""
    try:
        return None if given is None else Before(given)
    except ValueError:
        raise Failure(
            Ended.BAD_INPUT, f"write one of {STEPS}", where="--before"
        ) from None


def tell_guide(guide: Guide, wording: Wording) -> None:
    """The guide for a person: gates first, then the lists, then the reminders."""
    say(f"{step_in_words(guide.before)}. Procedures: {', '.join(guide.books)}.")
    if guide.must:
        made = table("What must be so", "Who can do it", "Rule", title="What is asked")
        show(rows(made, (_asked(line, wording) for line in guide.must)))
    for heading, lines in guide.lists.items():
        made = table("", "Rule", title=in_words(heading).capitalize())
        show(rows(made, ((_says(line), _ids(line)) for line in lines)))
    if guide.reminders:
        made = table("", "Rule", title="To remember")
        show(rows(made, ((_says(line), _ids(line)) for line in guide.reminders)))
    if not (guide.must or guide.lists or guide.reminders):
        say(NOTHING_SAID)


def _asked(line: Line, wording: Wording) -> tuple[str, ...]:
    marks = []
    if line.missing is not None:
        about = about_whom(line.missing, wording)
        marks.append(f"Still missing: {about}." if about else "Still missing.")
    if line.stops is False:
        marks.append(ASKED)
    return "\n".join((_says(line), *marks)), wording.whose(line.who), _ids(line)


def _says(line: Line) -> str:
    """What it says, when it applies, where it stands, and where to read on."""
    only = f"Only: {', '.join(map(in_words, line.when))}." if line.when else ""
    parts = (line.says, only, f"({line.citation})", line.link or "")
    return "\n".join(filter(None, parts))


def _ids(line: Line) -> str:
    return "\n".join(line.ids) or "ours"
