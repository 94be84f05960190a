"""What an invitation asks for, whom else it names, and that it no longer stands."""

from __future__ import annotations

from activities.wording.matter import Matter
from activities.wording.place import in_words

EXPECTED = {
    "expected": (
        "Everybody who is invited for their work is expected to come. If you cannot, "
        "tell the conference coordinator why as soon as you know."
    ),
    "priority": (
        "Please put this conference before other work. If you cannot come, tell the "
        "conference coordinator why as soon as you know."
    ),
}
PRIVATE = "Please keep to yourself who is invited."


def expected(matter: Matter) -> list[str]:
    """That they are awaited, in the words of the procedures."""
    return [EXPECTED[said["how"]] for said in matter.only("expected")]


def on_template(matter: Matter) -> list[str]:
    """Which template the report is written on."""
    return [
        f"- Write it on the report template {said['template']}. If you do not have it, "
        "ask the conference coordinator."
        for said in matter.only("report-template")
    ]


def also_invited(matter: Matter) -> list[str]:
    """The others, by their part and agency alone."""
    others = [_other(said, matter) for said in matter.only("also-invited")]
    return ["\n".join(("Also invited", *others, PRIVATE))] if others else []


def _other(said: dict[str, str], matter: Matter) -> str:
    agency = f" ({in_words(said['agency'])})" if said["agency"] else ""
    return f"- {matter.place.role(said['who'])}{agency}"


def no_longer_invited(matter: Matter) -> list[str]:
    """To a professional: the conference goes on without them."""
    said = matter.first("no-longer-invited")
    called = matter.place.conference(said["conference"])
    when = f" on {said['when']}" if said["when"] else ""
    return [
        f"You are no longer asked to come to the {called}{when} in case {matter.case}.",
        "If you know something that matters for the child's safety, it still counts: "
        "tell the social worker.",
    ]
