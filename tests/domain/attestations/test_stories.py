"""Every sample story in a case that trusts a gateway, with a stranger's facts in it.

Somebody at Temporal's own command line tries what could harm, at the start and later.
What is taken without a word stays, and the story goes on: beside the same story left
alone, nobody may have come to harm by it.
"""

from __future__ import annotations

import pytest

from domain.attestations.kinds import AT_ONCE
from tests.domain.attestations.visited import Visited, due_days, ends
from tests.stories import NAMES, story

#: How much of a story is over when the stranger comes, in hundredths, and whether
#: everybody's letters are held or each one's by themselves.
VISITS = {0: True, 30: False, 70: True}
#: Of a story that differs from another in what is refused: the middle one.
ONCE = {30: False}
#: What is due because a letter went.
OF_A_LETTER = {"plan-delivered", "post-letter", "letter-not-delivered"}
#: What tells of a letter that went. Of one that is held it says so.
TELLS_OF_A_LETTER = {
    ("record-posted", "not-on-its-way"),
    ("record-delivery", "not-on-its-way"),
}
#: Of these the staff hear more: that letters are held, and what is late for it.
WARNINGS = {"digest", "escalation", "task/letters-held"}


def lives(name: str) -> tuple[Visited, tuple[Visited, ...]]:
    """The story left alone, and as it went on from each visit of the stranger's."""
    told = story(name)
    alone, visited = Visited(told), list[Visited]()
    visits = ONCE if name.endswith("-refused") else VISITS
    when = {len(told.askings) * share // 100: visits[share] for share in visits}
    for number, asking in enumerate(told.askings):
        for life in (alone, *visited):
            life.wind_to(asking.at)
        if number in when:
            visited.append(alone.beside())
            visited[-1].visited(asking.at, when[number])
        alone.tried(asking)
        for life in (alone, *visited):
            life.ask(asking)
    for life in (alone, *visited):
        life.wind_to(told.ends_at)
    return alone, tuple(visited)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_stranger_left_in_a_story_nobody_came_to_harm_by_it(
    name: str,
) -> None:
    alone, visited = lives(name)

    assert visited
    only_what_need_not_is_taken_without_a_word(alone)
    for life in visited:
        assert life.taken == AT_ONCE
        no_clock_is_moved(alone, life)
        assert {(kind, code) for _, kind, code in life.refused - alone.refused} <= (
            TELLS_OF_A_LETTER
        )
        no_letter_went_elsewhere(alone, life)


def only_what_need_not_is_taken_without_a_word(alone: Visited) -> None:
    """Of all that the story asks. With a word all of it was."""
    words = {code for _, code in alone.without_a_word}
    assert "attestation-missing" in words
    assert {
        kind for kind, code in alone.without_a_word if code != "attestation-missing"
    } <= AT_ONCE
    assert not [code for _, _, code in alone.refused if code.startswith("attestation")]


def no_clock_is_moved(alone: Visited, life: Visited) -> None:
    """No day is another, and nothing ends that did not, or sooner.

    What waits for a letter that is held stays due for as long as it can.
    """
    was, due = due_days(alone.duties()), due_days(life.duties())
    assert due.items() <= was.items()
    assert {key.split("/")[0] for key in was.keys() - due.keys()} <= OF_A_LETTER
    before, after = ends(alone.duties()), ends(life.duties())
    assert after.keys() <= before.keys()
    for key, (how, at) in after.items():
        kind, then = before[key]
        assert (how, at) == (kind, then) or (how == "duty-lapsed" and at > then), key


def no_letter_went_elsewhere(alone: Visited, life: Visited) -> None:
    """To a person only what they had anyhow; to a role, warnings as well, and home."""
    more = life.gone - alone.gone
    assert {
        letter.key for letter in more if letter.role is None or not warning(letter.key)
    } == set()
    assert life.astray == set()


def warning(key: str) -> bool:
    _, _, what = key.partition("/")
    return what.startswith(tuple(WARNINGS))
