"""Letters to people: when, where, what was decided, and what they are asked for."""

from __future__ import annotations

from activities.wording.languages import language
from activities.wording.matter import Matter, Said, in_words_alone
from activities.wording.phrases import locally
from activities.wording.place import Place, in_words
from activities.wording.sentences import (
    ACT_NOW,
    BRING_SOMEBODY,
    CERTIFIED,
    EXPECTED,
    NEW_DATE,
    NEW_INVITATION,
    PRIVATE,
    REPORTS,
    STILL_COUNTS,
    WHAT_IT_IS,
    WHICH_CHILD,
    by_when,
    decided,
)


def invite(matter: Matter) -> list[str]:
    said = matter.first("invitation")
    called = matter.place.conference(said.word("conference"))
    where = said.word("where") or "you will be told"
    parts = [
        f"You are invited to the {called} in case {matter.case}.",
        f"When: {said.word('when')}\nWhere: {where}",
    ]
    if said.word("revision") != "1":
        parts.append(NEW_DATE)
    others = _also_invited(matter)
    if matter.is_family:
        return [*parts, WHAT_IT_IS, BRING_SOMEBODY, *others]
    expected = [EXPECTED[each.word("how")] for each in matter.only("expected")]
    return [*parts, *expected, *_reports(matter), *others, ACT_NOW]


def _also_invited(matter: Matter) -> list[str]:
    """The others, by their part and agency alone."""
    others = [_other(said, matter) for said in matter.only("also-invited")]
    return ["\n".join(("Also invited", *others, PRIVATE))] if others else []


def _other(said: Said, matter: Matter) -> str:
    agency = said.word("agency")
    of = f" ({in_words(agency)})" if agency else ""
    return f"- {matter.place.role(said.word('who'))}{of}"


def _reports(matter: Matter) -> list[str]:
    dates = [_report_date(said, matter.place) for said in matter.only("report-date")]
    templates = [
        f"- Write it on the report template {said.word('template')}. If you do not "
        "have it, ask the conference coordinator."
        for said in matter.only("report-template")
    ]
    lines = [*dates, *templates]
    return ["\n".join(("Your report", *lines))] if lines else []


def _report_date(said: Said, place: Place) -> str:
    what = said.word("what")
    step = REPORTS.get(what, place.due(what))
    by = in_words_alone(by_when(said))
    return f"- {step}: {by}{locally(said.word('force'))}."


def call_off(matter: Matter) -> list[str]:
    if matter.only("no-longer-invited"):
        return _no_longer_invited(matter)
    said = matter.first("cancellation")
    called = matter.place.conference(said.word("conference"))
    when = said.word("when")
    parts = [
        f"The {called} in case {matter.case} will not be held on {when}.",
        NEW_INVITATION,
    ]
    return parts if matter.is_family else [*parts, ACT_NOW]


def _no_longer_invited(matter: Matter) -> list[str]:
    """To a professional: the conference goes on without them."""
    said = matter.first("no-longer-invited")
    called = matter.place.conference(said.word("conference"))
    when = f" on {said.word('when')}" if said.word("when") else ""
    return [
        f"You are no longer asked to come to the {called}{when} in case {matter.case}.",
        STILL_COUNTS,
    ]


def plan_copy(matter: Matter) -> list[str]:
    """It begins with what was decided."""
    parts = [decided(matter.first("plan"), matter), _which(matter)]
    wanted = [f"- {wish.word('what')}" for wish in matter.only("wanted")]
    if wanted:
        parts.append("\n".join(("What is to be better for the child", *wanted)))
    actions = [_action(act, matter.place) for act in matter.only("action")]
    if actions:
        parts.append("\n".join(("Who does what", *actions)))
    return parts


def _which(matter: Matter) -> str:
    said = matter.first("plan")
    called = matter.place.conference(said.word("conference"))
    about = (
        f"That was decided at the {called} held on {said.word('held')}. "
        f"This copy is about one child only, with the reference {said.word('child')}."
    )
    return f"{about} {WHICH_CHILD}" if matter.is_family else about


def _action(said: Said, place: Place) -> str:
    who = place.role(said.word("who")) if said.word("who") else "to be agreed"
    by = said.word("by") or "not set"
    return f"- {said.word('what')}\n  Who: {who}. By when: {by}."


def translation_request(matter: Matter) -> list[str]:
    said = matter.first("translation")
    called = matter.place.conference(said.word("conference"))
    return [
        f"A translation into {language(said.word('language'))} is needed.",
        f"What: the plan of the child with the reference {said.word('child')}, from "
        f"the {called} held on {said.word('held')}.",
        CERTIFIED.format(case=matter.case),
    ]
