"""A child's outline plan. It begins with what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from activities.wording.blocks import bullets, paragraph, particulars, under
from activities.wording.matter import Matter, Said
from activities.wording.parts import (
    actions,
    own_version,
    somebody,
    what_comes_next,
    wishes,
)
from activities.wording.sentences import WHICH_CHILD, decided
from domain.documents.model import Block
from domain.documents.values import Personal, Phrase, phrase


def outline_plan(matter: Matter) -> Iterator[Block]:
    said = matter.first("plan")
    yield paragraph(decided(said, matter))
    yield from own_version(matter)
    yield _one_child(said, matter)
    yield from _particulars(said, matter)
    yield from wishes(matter, "wanted", "outcomes")
    yield from wishes(matter, "intervention", "interventions")
    yield from actions(matter)
    yield from wishes(matter, "contingency", "contingency")
    yield from wishes(matter, "wellbeing", "wellbeing")
    yield from _core_group(matter)
    yield from what_comes_next(matter)


def _one_child(said: Said, matter: Matter) -> Block:
    child = said["child"]
    if isinstance(child, Personal):
        return paragraph("This copy is about one child only: ", child, ".")
    which = f" {WHICH_CHILD}" if matter.is_family else ""
    return paragraph(
        "This copy is about one child only, with the reference ", child, f".{which}"
    )


def _particulars(said: Said, matter: Matter) -> Iterator[Block]:
    labels = matter.labels
    called = phrase(labels.conference(said.word("conference")))
    return particulars(
        (
            (labels.label("conference"), called),
            (labels.label("held"), phrase(said["held"])),
            *_categories(matter),
            *_leads(matter),
        )
    )


def _categories(matter: Matter) -> Iterator[tuple[str, Phrase]]:
    for said in matter.only("category"):
        category = matter.labels.heading(said.word("category"))
        yield matter.labels.label("category"), phrase(category)


def _leads(matter: Matter) -> Iterator[tuple[str, Phrase]]:
    for said in matter.only("key-worker"):
        role = matter.labels.role(said.word("role"))
        yield matter.labels.label("key-worker"), somebody(role, said.get("name"))


def _core_group(matter: Matter) -> Iterator[Block]:
    members = (
        somebody(matter.labels.role(said.word("who")), said.get("name"))
        for said in matter.only("core-group-member")
    )
    return under(matter.labels.label("core-group"), bullets(members))
