"""Any one change to any chain is found, called what it is, and named at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.evidence.chain import beginning, link, link_by_hash
from domain.evidence.faults import Fault, What
from domain.evidence.walking import End, Laid, Mark, Standing, Walk

START = beginning("facts", "K-1")
LONGEST = 9

Told = tuple[str, str, bytes]
words = st.text(st.characters(codec="utf-8"), max_size=5)
telling = st.lists(
    st.tuples(words, words, st.binary(max_size=5)), min_size=1, max_size=LONGEST
)


def chained(told: Sequence[Told], start: str = START, first: int = 1) -> list[Laid]:
    rows, digest = [], start
    for no, (kind, at, body) in enumerate(told, start=first):
        digest = link(digest, (no, kind, at), body)
        rows.append(Laid((no, kind, at), sha256(body).hexdigest(), digest))
    return rows


def end_of(rows: Sequence[Laid], standing: Standing = Standing.OURS) -> End:
    return End(len(rows), rows[-1].digest, standing)


def fault(
    rows: Sequence[Laid], end: End | None, marks: Sequence[Mark] = ()
) -> Fault | None:
    in_order = sorted(rows, key=lambda row: row.no)

    def laid(after: int) -> Iterator[Laid]:
        return (row for row in in_order if not after or row.no > after)

    return Walk(START, laid, marks).first_fault(end)


def numbered(row: Laid, no: int) -> Laid:
    return row._replace(clear=(no, *row.clear[1:]))


def marked(rows: Sequence[Laid], numbers: Sequence[int]) -> list[Mark]:
    """Seal 1 over the first of these numbers, seal 2 over the next ..."""
    return [Mark(no, rows[no - 1].digest, s) for s, no in enumerate(numbers, start=1)]


@st.composite
def chains(draw: st.DrawFn, at_least: int = 1) -> tuple[list[Laid], int]:
    """A chain, and the number of one of its rows."""
    told = draw(telling.filter(lambda rows: len(rows) >= at_least))
    return chained(told), draw(st.integers(1, len(told)))


@given(telling, st.lists(st.integers(1, LONGEST), unique=True))
def test_a_chain_that_nobody_touched_is_whole(told: list[Told], no: list[int]) -> None:
    rows = chained(told)
    marks = marked(rows, sorted(each for each in no if each <= len(rows)))

    assert fault(rows, end_of(rows), marks) is None


def test_where_nothing_is_there_nothing_is_missing() -> None:
    assert fault([], None) is None
    assert fault([], End(3, "f" * 64)) == Fault(What.GONE, 1, 3)
    assert fault([], None, [Mark(2, "f" * 64, 4)]) == Fault(What.GONE, 1, 2, 4)


@given(chains(), st.sampled_from(["kind", "at", "sealed", "digest"]), words)
def test_a_row_that_was_changed_in_any_column_is_named(
    chain: tuple[list[Laid], int], column: str, now: str
) -> None:
    rows, no = chain
    end, row = end_of(rows), rows[no - 1]
    was = dict(zip(("no", "kind", "at"), row.clear, strict=True))
    changed = {
        "kind": row._replace(clear=(no, now, was["at"])),
        "at": row._replace(clear=(no, was["kind"], now)),
        "sealed": row._replace(sealed=sha256(now.encode()).hexdigest()),
        "digest": row._replace(digest=sha256(now.encode()).hexdigest()),
    }[column]
    assume(changed != row)
    rows[no - 1] = changed

    assert fault(rows, end) == Fault(What.ALTERED, no)


@given(chains(at_least=2))
def test_a_row_that_was_taken_away_is_named(chain: tuple[list[Laid], int]) -> None:
    rows, no = chain
    end, last = end_of(rows), len(rows)
    del rows[no - 1]

    what = What.CUT_SHORT if no == last else What.MISSING
    assert fault(rows, end) == Fault(what, no, no)


@given(chains(at_least=2))
def test_a_row_that_was_taken_away_is_named_when_the_others_closed_up(
    chain: tuple[list[Laid], int],
) -> None:
    rows, no = chain
    assume(no < len(rows))
    end = end_of(rows)
    rest = [numbered(row, row.no - 1) for row in rows[no:]]

    assert fault([*rows[: no - 1], *rest], end) == Fault(What.MISSING, no)


@given(chains(), st.tuples(words, words, st.binary(max_size=5)), st.booleans())
def test_a_row_that_was_put_in_is_named(
    chain: tuple[list[Laid], int], told: Told, fits: bool
) -> None:
    rows, no = chain
    end = end_of(rows)
    before = rows[no - 2].digest if no > 1 else START
    (new,) = chained([told], before, no)
    if not fits:
        new = new._replace(digest="f" * 64)
    assume(new.clear[1:] != rows[no - 1].clear[1:])
    shifted = [numbered(row, row.no + 1) for row in rows[no - 1 :]]
    found = fault([*rows[: no - 1], new, *shifted], end)

    # One whose own link fits is the record's up to itself: the next one shows it.
    assert found is not None
    assert found.no in ((no, no + 1) if fits else (no,))
    assert found.what is not What.REWRITTEN


@given(telling, st.tuples(words, words, st.binary(max_size=5)))
def test_a_row_put_behind_the_last_is_named_even_when_its_link_fits(
    told: list[Told], more: Told
) -> None:
    rows = chained(told)
    longer = chained([*told, more])

    found = fault(longer, end_of(rows))

    assert found == Fault(What.INSERTED, len(rows) + 1)


@given(chains(at_least=2), st.integers(1, LONGEST), st.booleans())
def test_two_rows_that_changed_places_are_named(
    chain: tuple[list[Laid], int], other: int, with_links: bool
) -> None:
    rows, no = chain
    assume(other <= len(rows) and other != no)
    one, two = sorted((no, other))
    end, first, second = end_of(rows), rows[one - 1], rows[two - 1]
    assume(with_links or first.clear[1:] != second.clear[1:])
    rows[one - 1] = numbered(second, one)
    rows[two - 1] = numbered(first, two)
    if not with_links:
        rows[one - 1] = rows[one - 1]._replace(digest=first.digest)
        rows[two - 1] = rows[two - 1]._replace(digest=second.digest)

    assert fault(rows, end) == Fault(What.REORDERED, one)


@given(chains(), st.lists(st.integers(1, LONGEST), unique=True))
def test_rows_replaced_with_links_made_to_fit_are_found_between_two_seals(
    chain: tuple[list[Laid], int], sealed: list[int]
) -> None:
    rows, no = chain
    marks = marked(rows, sorted(each for each in sealed if each <= len(rows)))
    before = rows[no - 2].digest if no > 1 else START
    told = [("forged", "then", b"")] * (len(rows) - no + 1)
    forged = [*rows[: no - 1], *chained(told, before, no)]
    assume(forged[no - 1] != rows[no - 1])

    found = fault(forged, end_of(rows), marks)

    assert found is not None
    assert found.what is What.REWRITTEN
    assert found.until is not None
    assert found.no <= no <= found.until
    later = [mark.last_no for mark in marks if mark.last_no >= no]
    assert found.until == min(later, default=len(rows))


@given(chains(at_least=2), st.booleans())
def test_a_tail_rolled_back_with_its_end_is_found_by_a_seal_and_by_nothing_else(
    chain: tuple[list[Laid], int], sealed: bool
) -> None:
    rows, no = chain
    assume(no < len(rows))
    marks = marked(rows, [len(rows)] if sealed else [no])

    found = fault(rows[:no], end_of(rows[:no]), marks)

    gone = Fault(What.CUT_SHORT, no + 1, len(rows), 1)
    assert found == (gone if sealed else None)


@pytest.mark.parametrize(
    ("standing", "what"),
    [
        (Standing.ALTERED, What.END_ALTERED),
        (Standing.NOT_ADOPTED, What.NOT_ADOPTED),
        (Standing.UNKNOWN_KEY, What.UNKNOWN_KEY),
    ],
)
def test_an_end_that_is_not_known_to_be_ours_is_named(
    standing: Standing, what: What
) -> None:
    rows = chained([("a", "b", b"c"), ("d", "e", b"f")])

    assert fault(rows, end_of(rows, standing)) == Fault(what, 2)
    assert fault(rows, None) == Fault(What.END_MISSING, 2)


def test_a_number_below_the_first_or_twice_was_put_in() -> None:
    rows = chained([("a", "b", b"c"), ("d", "e", b"f")])
    end = end_of(rows)

    assert fault([numbered(rows[0], 0), *rows], end) == Fault(What.INSERTED, 0)
    assert fault([*rows, rows[1]], end) == Fault(What.INSERTED, 2)


def test_a_link_binds_what_went_before_and_every_column() -> None:
    one = link(START, (1, "a", "b"), b"c")

    assert one == link_by_hash(START, (1, "a", "b"), sha256(b"c").hexdigest())
    others = [
        link(one, (1, "a", "b"), b"c"),
        link(START, (2, "a", "b"), b"c"),
        link(START, (1, "ab", ""), b"c"),
        link(START, (1, "a", "b", "c"), b""),
        link(START, ("1", "a", "b"), b"c"),
        link(beginning("audit", "K-1"), (1, "a", "b"), b"c"),
    ]
    assert len({one, *others}) == 1 + len(others)
