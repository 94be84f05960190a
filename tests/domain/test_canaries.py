"""No letter gives away what was planted: 150 families, every letter to everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

import domain.clearance.rules as rules
import domain.correspondence.drawn as drawn
from domain.clearance.subject import Subject, What
from domain.documents.kinds import DocumentKind
from tests.domain.canaries import planted
from tests.domain.canary_letters import (
    given_out,
    leaks,
    letters_of,
    shown_too_widely,
    texts_of,
)

#: `make canaries` looks at ten thousand.
FAMILIES = range(80)
#: In one of so few families a rule that is missing shows already.
SOME = range(30)


def given_away(families: range) -> Counter[str]:
    found: Counter[str] = Counter()
    for number in families:
        family = planted(number)
        for letter in letters_of(family):
            found.update(leaks(family, letter, texts_of(letter)))
    return found


def shown_to_others(families: range) -> Counter[str]:
    found: Counter[str] = Counter()
    for number in families:
        family = planted(number)
        if not family.typed:
            for letter in letters_of(family):
                found.update(shown_too_widely(family, letter))
    return found


def noticed(look: Callable[[range], Counter[str]], families: range) -> bool:
    """Whether anything is found, looking no further than the first that shows it."""
    return any(look(range(number, number + 1)) for number in families)


@pytest.mark.timeout(600)
def test_no_letter_says_what_one_of_its_readers_may_not_see() -> None:
    found: Counter[str] = Counter()
    kinds: Counter[str | None] = Counter()
    for number in FAMILIES:
        family = planted(number)
        for letter in letters_of(family):
            kinds[letter.document] += 1
            found.update(leaks(family, letter, texts_of(letter)))
            found.update(given_out(family, letter))
            if not family.typed:
                found.update(shown_too_widely(family, letter))

    assert found == Counter()
    made = set(DocumentKind) - {DocumentKind.REPORT_TEMPLATE}
    assert set(kinds) == made
    assert min(kinds.values()) >= len(FAMILIES) // 20


@pytest.mark.parametrize(
    "code",
    [rule.code for rule in rules.NEVER if rule.code in {"kept-away", "secret-place"}],
)
def test_a_rule_of_whom_never_that_is_missing_is_noticed(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tuple(rule for rule in rules.NEVER if rule.code != code)
    monkeypatch.setattr(rules, "NEVER", left)

    assert noticed(shown_to_others, SOME)


@pytest.mark.parametrize("what", [What.CHILDS_NAME, What.CHILDS_WORDS, What.VENUE])
def test_a_rule_that_lets_everybody_see_something_is_noticed(
    what: What, monkeypatch: pytest.MonkeyPatch
) -> None:
    def everybody(subject: Subject) -> frozenset[str]:
        people = {p.ref for p in subject.case.people}
        return frozenset(people | {"translation-desk"})

    anyone = rules.Rule("anyone", "a rule too many", everybody)
    monkeypatch.setitem(rules.MAY_SEE, what, (*rules.MAY_SEE[what], anyone))

    assert noticed(shown_to_others, SOME)


def test_without_the_second_look_what_was_typed_goes_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawn, "secrets_among", lambda *_: ())

    assert any(given_away(range(n, n + 1))["contact"] for n in SOME)


def test_a_reader_too_few_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "readers_of", lambda case, ref, channel: (ref,))

    assert noticed(given_away, range(100))
