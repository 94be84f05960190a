"""A date that had been missed was found by a correction to have been kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.facts.duties import MissWithdrawn
from domain.facts.keeping import Corrected
from domain.gaming.life import Life
from domain.gaming.sign import Pattern, Sign, sign

CODE: Final = "miss-withdrawn"


def _signs(life: Life) -> Iterator[Sign]:
    """By a correction alone: what was done in time and told late is nothing unusual."""
    whose: dict[str, str | None] = {}
    for step in life.steps:
        whose.update({clock.key: clock.child for clock in step.clocks})
        if not step.holds(Corrected):
            continue
        said = [each for each in step.told if isinstance(each.fact, Corrected)]
        gone = {
            each.fact.key: each
            for each in step.told
            if isinstance(each.fact, MissWithdrawn)
        }
        if gone:
            children = {whose.get(key) for key in gone}
            yield sign(
                CODE,
                step,
                [*said, *gone.values()],
                f"With this correction {len(gone)} dates that had been missed count "
                "as kept."
                if len(gone) > 1
                else "With this correction a date that had been missed counts as kept.",
                children=(child for child in children if child is not None),
                numbers={"dates": len(gone)},
                dates=(clock for clock in step.clocks if clock.key in gone),
            )


PATTERN: Final = Pattern(
    code=CODE,
    is_a="A date that was on record as missed was corrected, and counts as kept.",
    innocent="It may have been kept, and recorded wrongly: the reason, the evidence "
    "and the second person are on record.",
    source="C28: the miss stays as withdrawn by correction",
    signs=_signs,
)
