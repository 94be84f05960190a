"""Parts that several documents share: who was there, who does what, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from activities.wording.blocks import bullets, paragraph, table, under
from activities.wording.languages import language_name
from activities.wording.matter import Matter, Said
from activities.wording.place import in_words
from activities.wording.sentences import by_when
from domain.documents.model import Block
from domain.documents.values import Personal, Phrase, Value, phrase

#: What is said of an action where anybody wrote it down.
MORE = ("method", "intended")


def somebody(role: str, value: Value) -> Phrase:
    """A role, and in brackets the name or the agency where the reader may know it."""
    return phrase(role, " (", value, ")") if value else phrase(role)


def worded_code(value: Value) -> Phrase:
    """What somebody wrote as they wrote it; a code in words."""
    return phrase(in_words(value)) if isinstance(value, str) else phrase(value)


def own_version(matter: Matter) -> Iterator[Block]:
    """When it comes in the reader's language, and who goes through it until then."""
    for said in matter.only("own-version"):
        due = said["due"]
        when = phrase(" by the end of ", due) if due else ()
        role = matter.place.role(said.word("goes-through"))
        yield paragraph(
            f"Your version in {language_name(said.word('language'))} will come",
            *(when or phrase(" as soon as it is ready")),
            ". Until then this one counts, and ",
            *somebody(f"the {role}", said.get("name")),
            " goes through it with you.",
        )


def attended(matter: Matter) -> Iterator[Block]:
    """Who was there, by role and agency."""
    came = (_who(said, matter) for said in matter.only("attended"))
    return under(matter.labels.label("attended"), bullets(came))


def _who(said: Said, matter: Matter) -> Phrase:
    return somebody(matter.labels.role(said.word("who")), _agency(said.get("agency")))


def _agency(value: Value) -> Value:
    """By its code, as people read it: "language service"."""
    if isinstance(value, Personal):
        return value.model_copy(update={"text": in_words(value.text)})
    return in_words(value) if isinstance(value, str) else value


def also_invited(matter: Matter) -> tuple[Phrase, ...]:
    """The others who were invited, by role and agency alone."""
    return tuple(_who(said, matter) for said in matter.only("also-invited"))


def absent(matter: Matter) -> Iterator[Block]:
    """Who was invited and did not come, and why."""
    lines = matter.only("absent")
    rows = (
        phrase(
            f"{matter.labels.role(said.word('who'))}: ",
            *worded_code(said.get("why") or "not-recorded"),
        )
        for said in lines
    )
    return under(matter.labels.label("absent"), bullets(rows))


def decisions(matter: Matter) -> Iterator[Block]:
    """What was decided about each child, in a table."""
    labels = matter.labels
    head = [labels.label(key) for key in ("child", "decided", "category")]
    return table(head, (_decision(said, matter) for said in matter.only("decided")))


def _decision(said: Said, matter: Matter) -> Sequence[Phrase]:
    categories = said.known("categories").split()
    names = ", ".join(matter.labels.heading(key) for key in categories)
    decided = matter.labels.outcome(said.word("decided"))
    return phrase(said["child"]), phrase(decided), phrase(names or "none")


def actions(matter: Matter) -> Iterator[Block]:
    """Who does what by when; how and what for, where that was written down."""
    lines = matter.only("action")
    more = [name for name in MORE if any(said.get(name) for said in lines)]
    labels = matter.labels
    head = [labels.label(key) for key in ("action", "who", "by-when", *more)]
    rows = (
        (*_action(said, matter), *(phrase(said.get(name)) for name in more))
        for said in lines
    )
    return under(labels.label("who-does-what"), table(head, rows))


def _action(said: Said, matter: Matter) -> Sequence[Phrase]:
    who = said.word("who")
    whose = matter.labels.role(who) if who else "to be agreed"
    return phrase(said["what"]), phrase(whose), _by(said)


def _by(said: Said) -> Phrase:
    on, by = said.get("on"), said.get("by")
    if on and by:
        return phrase(on, " (", by, ")")
    return phrase(on or by)


def what_comes_next(matter: Matter) -> Iterator[Block]:
    """The meetings that come next, each with its date or why it has none.

    What is the same for several children is said once.
    """
    items = (
        phrase(f"{matter.labels.next(said.word('what'))}: ", *by_when(said), ".")
        for said in matter.only("due")
    )
    return under(matter.labels.label("next"), bullets(dict.fromkeys(items)))


def wishes(matter: Matter, code: str, label: str) -> Iterator[Block]:
    """What people wrote on every line of one code, as a list under its label."""
    written = (phrase(said["what"]) for said in matter.only(code))
    return under(matter.labels.label(label), bullets(written))
