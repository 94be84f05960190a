"""One leaf can be shown to be among many, and no other can be shown in its place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.evidence.commitment import NONE, commitment, parted, salted
from domain.evidence.seals import SealedHead, leaf, root
from domain.evidence.tree import Beside, node, top, way_up

SIZES = (1, 2, 3, 4, 5, 7, 8, 9, 31)


def leaves(count: int) -> list[str]:
    return [f"{number:064x}" for number in range(count)]


def climbed(leaf: str, way: Sequence[Beside]) -> str:
    """The top that this way leads to from this leaf."""
    for side, digest in way:
        leaf = node(digest, leaf) if side == "left" else node(leaf, digest)
    return leaf


@pytest.mark.parametrize("count", SIZES)
def test_from_every_leaf_its_own_way_leads_to_the_top_and_no_other_leaf_s(
    count: int,
) -> None:
    every = leaves(count)
    for index, one in enumerate(every):
        way = way_up(every, index)
        assert climbed(one, way) == top(every)
        assert climbed("f" * 64, way) != top(every)
        assert len(way) <= count.bit_length()


@pytest.mark.parametrize("count", SIZES)
def test_a_leaf_more_less_changed_or_moved_makes_another_top(count: int) -> None:
    every = leaves(count)
    others = (
        [*every, "f" * 64],
        [*every, every[-1]],
        ["f" * 64, *every[1:]],
        every[1:],
        [*every[1:], every[0]] if count > 1 else [],
    )

    assert top(every) not in {top(other) for other in others}


def test_a_seal_is_one_hash_of_its_heads_in_whatever_order_they_were_read() -> None:
    heads = [SealedHead("facts", f"CP-{n}", n, "a" * 64) for n in (1, 2, 3)]

    assert root(7, heads) == root(7, reversed(heads))
    assert root(7, heads) != root(8, heads)
    way = way_up([leaf(7, head) for head in heads], 1)
    assert climbed(leaf(7, heads[1]), way) == root(7, heads)


def test_a_commitment_is_of_these_words_under_this_salt_and_can_be_parted_again() -> (
    None
):
    salt, words = b"s" * 32, b'{"kind": "case-closed"}'

    assert commitment(salt, words) != commitment(b"t" * 32, words)
    assert commitment(salt, words) != commitment(salt, words + b" ")
    held = salted(salt, words)
    assert parted(held, commitment(salt, words)) == (salt, words)


def test_what_a_release_before_sealed_has_no_salt() -> None:
    assert parted(b'{"kind": "case-closed"}', NONE) == (b"", b'{"kind": "case-closed"}')
