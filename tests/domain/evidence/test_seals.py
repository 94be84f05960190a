"""A seal stands for exactly the heads it sealed, and for its place among the seals."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.evidence.seals import Seal, SealedHead, first_seal, root, seal_link

names = st.text("abcK-0123", min_size=1, max_size=4)
heads = st.lists(
    st.builds(
        SealedHead, st.sampled_from(["facts", "audit"]), names, st.integers(1, 9), names
    ),
    min_size=1,
    max_size=6,
    unique=True,
)
SEAL = Seal(2, "2026-11-23T09:30:00+00:00", 3, "f" * 64, "k1")


@given(heads, st.randoms())
def test_the_root_does_not_depend_on_the_order_in_which_heads_are_read(
    sealed: list[SealedHead], chance: Random
) -> None:
    shuffled = sealed.copy()
    chance.shuffle(shuffled)

    assert root(1, shuffled) == root(1, sealed)


@given(heads, st.integers(0, 5), names)
def test_any_change_to_what_is_sealed_changes_the_root(
    sealed: list[SealedHead], at: int, other: str
) -> None:
    assume(at < len(sealed))
    head = sealed[at]
    changed = [
        head._replace(chain=other),
        head._replace(digest=other),
        head._replace(last_no=head.last_no + 1),
    ]
    rest = [*sealed[:at], *sealed[at + 1 :]]

    for now in changed:
        if now not in sealed:
            assert root(1, [*rest, now]) != root(1, sealed)
    assert root(1, rest) != root(1, sealed) != root(2, sealed)


@pytest.mark.parametrize(
    "other",
    [
        SEAL._replace(no=3),
        SEAL._replace(at="2026-11-23T09:31:00+00:00"),
        SEAL._replace(heads=4),
        SEAL._replace(root="e" * 64),
        SEAL._replace(key_id="k2"),
    ],
)
def test_a_seal_s_link_binds_everything_in_it_and_the_seal_before(other: Seal) -> None:
    link = seal_link(first_seal(), SEAL)

    assert seal_link(first_seal(), other) != link
    assert seal_link(link, SEAL) != link
