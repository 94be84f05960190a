"""The random lives get far: most of what is asked is accepted, and it is varied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, given, settings

from tests.domain.plausible.life import Life, lived
from tests.domain.strategies import lives

#: What a life must be seen to reach, if the properties are to mean anything.
FAR = (
    "child-decided",
    "core-group-held",
    "duty-met",
    "deadline-missed",
    "duty-redated",
    "duty-lapsed",
    "child-left",
    "conference-moved",
    "corrected",
    "case-closed",
)


def sampled(count: int) -> Iterator[Life]:
    """Lives as the properties meet them: the same ones each time."""
    found: list[Life] = []

    @settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(lives())
    def find(life: Life) -> None:
        found.append(life)

    find()
    yield from found


def test_most_of_what_is_asked_is_accepted_and_lives_get_far() -> None:
    accepted: Counter[bool] = Counter()
    facts: Counter[str] = Counter()
    for life in sampled(40):
        for step in lived(life):
            facts.update(fact.kind for fact in step.facts)
            if step.asked is not None:
                accepted[step.refused is None] += 1

    assert accepted[True] > accepted.total() / 2
    assert accepted[False] > 0
    assert {kind for kind in FAR if not facts[kind]} == set()
