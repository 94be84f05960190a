"""What the published rulebooks say, held against the catalogue by hand."""

from __future__ import annotations

import pytest

from adapters.rulebooks import load_rulebook, published
from rulebook.schema import Allowance, Clock, DutyRule, Force, Provision, Rulebook, Unit

WD, DAYS, MONTHS = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS
NO_TIME = None

EVERY_BOOK = [f"{book}@{version}" for book, version, _ in published()]


def of(source: str, *numbers: int) -> list[str]:
    return [f"{source}-{number:02}" for number in numbers]


DEADLINES = [
    *of("SX", 21, 22, 23, 24, 27, 28),
    *of("YK", 15, 28, 29, 31, 35, 36, 38, 39, 47, 50, 51),
    *of("WA", 16, 20, 72),
    *of("CS", 4, 31),
    *of("T4", 14, 15, 16, 19, 20, 21, 22, 24),
]

DELAYS_POSTPONEMENTS_AND_ORDERS = [
    *of("SX", *range(22, 33)),
    *of("YK", *range(35, 52)),
    *of("WA", *range(16, 21)),
    *of("T4", *range(13, 27)),
    *of("CS", 4, 31, 32),
]

CITED_BY = {
    "pan-sussex": "SX",
    "york": "YK",
    "wales": "WA",
    "csa-pathway": "CS",
    "guernsey": "T4",
}

TIMES = [
    ("pan-sussex", "initial-conference", (15, WD)),
    ("pan-sussex", "conference-before-order-expires", (0, Unit.STATED)),
    ("pan-sussex", "conference-after-assessment-order", (0, Unit.IMMEDIATELY)),
    ("pan-sussex", "risk-check", (0, Unit.STATED)),
    ("york", "initial-conference", (15, WD)),
    ("york", "first-review", (3, MONTHS)),
    ("york", "next-review", (6, MONTHS)),
    ("york", "plan-sent", (1, WD)),
    ("york", "first-core-group", (10, WD)),
    ("york", "next-core-group", (1, MONTHS)),
    ("york", "share-report", (1, DAYS, True)),
    ("wales", "initial-conference", (15, WD)),
    ("guernsey", "book-conference", (1, WD)),
    ("guernsey", "explain-process", (5, WD)),
    ("guernsey", "complete-report", (4, WD, True)),
    ("guernsey", "countersign-report", (3, WD, True)),
    ("guernsey", "share-report", (2, WD, True)),
    ("guernsey", "report-to-chair", (1, WD, True)),
    ("csa-pathway", "initial-conference", (15, WD)),
    ("csa-pathway", "tell-family-before", (1, DAYS, True)),
    ("csa-pathway", "share-report-with-child", (1, DAYS, True)),
    ("guernsey", "share-report-with-child", (2, WD, True)),
    ("pan-sussex+reviews", "first-review", (3, MONTHS)),
    ("pan-sussex+reviews", "next-review", (6, MONTHS)),
    ("wales+timescales", "first-core-group", (10, WD)),
    ("wales+timescales", "next-core-group", (1, MONTHS)),
    ("wales+timescales", "next-core-group-at-the-latest", (42, DAYS)),
    ("wales+timescales", "plan-sent", (5, WD)),
    ("wales+timescales", "first-review", (3, MONTHS)),
    ("wales+timescales", "next-review", (6, MONTHS)),
]

SILENCES = [
    ("pan-sussex", "further-initial-conference"),  # SX-18
    ("pan-sussex", "first-core-group"),
    ("pan-sussex", "next-core-group"),
    ("pan-sussex", "first-review"),
    ("pan-sussex", "next-review"),
    ("pan-sussex+reviews", "first-core-group"),
    ("pan-sussex+reviews", "next-core-group"),
    ("york", "submit-report"),  # YK-28
    ("york", "circulate-reports"),  # YK-29
    ("wales", "rearrange-conference"),  # WA-20
    ("wales", "pre-birth-conference"),  # WA-65
    ("wales", "first-core-group"),
    ("wales", "next-core-group"),
    ("wales", "first-review"),
    ("wales", "next-review"),
    ("guernsey", "decide-on-conference"),  # T4-14
    ("guernsey", "send-invitations"),  # T4-16
    ("guernsey", "first-core-group"),  # T4-12
    ("guernsey", "next-core-group"),
    ("guernsey", "first-review"),
    ("guernsey", "next-review"),
    ("york", "prepare-relative"),  # YK-17, YK-23
    ("york", "prepare-child"),  # YK-11
    ("york", "plan-interpreter"),  # YK-52
    ("york", "plan-excluded-views"),  # YK-21
    ("york", "plan-excluded-part"),  # YK-22
    ("york", "give-the-record-in-their-language"),  # YK-53
    ("wales", "chair-answers"),  # WA-17
    ("wales", "invite-guardian"),  # WA-44
    ("wales", "submit-report"),  # WA-58
    ("csa-pathway", "medical-report"),  # CS-24
    ("csa-pathway", "police-report"),  # CS-25
    ("csa-pathway", "prepare-child"),  # CS-36
    ("csa-pathway", "prepare-relative"),  # CS-36
    ("csa-pathway", "first-core-group"),  # CS-58
    ("csa-pathway", "tell-the-outcome"),  # CS-64, CS-65
    ("csa-pathway", "decide-what-they-are-told"),  # CS-66
]


def rule(book: str, key: str) -> DutyRule:
    return next(rule for rule in load_rulebook(book).duties if rule.key == key)


def provisions(book: str) -> dict[str, str]:
    return {p.key: p.value for p in load_rulebook(book).provisions}


def cited(book: Rulebook) -> set[str]:
    return {one for entry in (*book.duties, *book.provisions) for one in entry.ids}


@pytest.mark.parametrize(("book", "key", "time"), TIMES)
def test_a_time_is_the_one_its_source_gives(
    book: str, key: str, time: tuple[int, Unit, bool] | tuple[int, Unit]
) -> None:
    count, unit, before = (*time, False)[:3]
    wanted = Allowance(count=count, unit=unit, before=before)
    assert rule(book, key).allowance == wanted


@pytest.mark.parametrize(("book", "key"), SILENCES)
def test_a_source_that_sets_no_time_is_given_none(book: str, key: str) -> None:
    assert rule(book, key).allowance is NO_TIME


def test_the_two_tables_above_leave_no_time_unread() -> None:
    read = {(book, key) for book, key, _ in TIMES} | set(SILENCES)
    for book in CITED_BY:
        assert {(book, rule.key) for rule in load_rulebook(book).duties} <= read


@pytest.mark.parametrize(
    ("book", "key"),
    [("york", "reports-in-good-time"), ("wales", "time-before-the-birth")],
)
def test_in_good_time_is_never_turned_into_a_number(book: str, key: str) -> None:
    assert provisions(book)[key] == "not-set"  # YK-15, WA-72


def test_every_deadline_of_the_sources_is_kept_by_some_entry() -> None:
    assert len(DEADLINES) == len(set(DEADLINES)) == 30
    kept = set().union(*(cited(load_rulebook(name)) for name in EVERY_BOOK))
    assert set(DEADLINES) <= kept


def test_every_rule_on_delay_postponement_and_order_is_kept_by_some_entry() -> None:
    kept = set().union(*(cited(load_rulebook(name)) for name in EVERY_BOOK))
    assert set(DELAYS_POSTPONEMENTS_AND_ORDERS) <= kept


@pytest.mark.parametrize("name", EVERY_BOOK)
def test_what_no_source_says_is_never_shown_as_its_word(name: str) -> None:
    book = load_rulebook(name)
    entries: tuple[DutyRule | Provision, ...] = (*book.duties, *book.provisions)
    for entry in entries:
        assert entry.citation, entry.key
        assert bool(entry.ids) is (entry.force is Force.STATUTORY), entry.key


@pytest.mark.parametrize(("book", "prefix"), sorted(CITED_BY.items()))
def test_a_place_cites_its_own_source_only(book: str, prefix: str) -> None:
    assert {one[:2] for one in cited(load_rulebook(book))} == {prefix}


def test_what_is_common_to_every_place_has_no_time_and_no_source() -> None:
    common = load_rulebook("common")
    assert common.overlay
    assert cited(common) == set()
    assert {rule.allowance for rule in common.duties} == {NO_TIME}


def test_wales_counts_from_the_last_discussion_and_guernsey_from_none() -> None:
    clocks = {book: load_rulebook(book).clock for book in CITED_BY}
    assert clocks == {
        "pan-sussex": Clock.INITIATING,
        "york": Clock.INITIATING,
        "wales": Clock.LAST,
        "csa-pathway": Clock.INITIATING,
        "guernsey": Clock.NONE,
    }


def test_who_may_agree_to_a_delay_differs_and_by_default_nobody_may() -> None:
    assert provisions("pan-sussex")["delay-authority"] == "authorised-manager"
    assert provisions("wales")["delay-authority"] == "chair"
    assert provisions("common")["delay-authority"] == "nobody"
    for silent in ("york", "guernsey", "csa-pathway"):
        assert "delay-authority" not in provisions(silent)


def test_an_agreed_delay_covers_the_initial_conference_in_sussex_alone() -> None:
    covered = {
        (book, rule.key)
        for book in CITED_BY
        for rule in load_rulebook(book).duties
        if rule.delayable
    }
    assert covered == {
        ("pan-sussex", "initial-conference"),
        ("pan-sussex", "conference-before-order-expires"),
        ("pan-sussex", "conference-after-assessment-order"),
    }


def test_telling_the_family_beforehand_adds_to_a_places_own_sharing() -> None:
    """CS-31 holds everywhere, so no base may have its key and hide it (C2)."""
    bases = [load_rulebook(book) for book in CITED_BY if book != "csa-pathway"]
    keys = {rule.key for book in bases for rule in book.duties}
    assert "tell-family-before" not in keys


def test_public_guidance_changes_nothing_but_what_the_source_left_open() -> None:
    for name in ("pan-sussex+reviews", "wales+timescales"):
        base = {r.key: r for r in load_rulebook(name.partition("+")[0]).duties}
        for entry in load_rulebook(name).duties:
            if entry != base.get(entry.key):
                assert entry.force is Force.LOCAL
                assert entry.key not in base or base[entry.key].allowance is NO_TIME
