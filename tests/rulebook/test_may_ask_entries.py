"""Who may ask for what is data: of every kind, by entries checked when read."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.rulebooks import load_rulebook, published
from adapters.terms import OVERLAY, TermsNamed, terms_named
from adapters.toml_files import RulebookInvalid
from domain.asking.complete import KINDS, unknown, unsaid
from domain.errors import BadInput
from domain.terms import sealed
from rulebook.schema import MayAsk
from tests.rulebook.test_loading import BOOK, publish

ENTRY = """
[[may_ask]]
key = "may-add-child"
citation = "Northtown procedures, 4.4"
says = "A manager alone adds a child."
request = "add-child"
roles = ["first-line-manager"]
"""
BASES = sorted({id for id, _, _ in published()} - {"common", OVERLAY})


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("concern", [False, True])
def test_every_kind_of_request_has_an_entry_in_every_rulebook(
    base: str, concern: bool
) -> None:
    named = TermsNamed(rulebook=base, sexual_abuse_concern=concern)
    terms = terms_named(named)

    assert terms.may_ask.keys() == KINDS
    assert unsaid(terms) == ()


@pytest.mark.parametrize("base", BASES)
def test_an_older_edition_that_a_new_case_asks_for_has_them_too(base: str) -> None:
    oldest = min(version for id, version, _ in published() if id == base)

    assert unsaid(terms_named(TermsNamed(rulebook=f"{base}@{oldest}"))) == ()


def test_an_entry_says_where_it_comes_from_and_the_common_ones_keep_no_rule() -> None:
    entries = load_rulebook("common").may_ask

    assert {entry.request for entry in entries} == KINDS
    assert all(entry.citation and entry.says for entry in entries)
    assert not any(entry.ids for entry in entries)
    assert len({entry.says for entry in entries}) == len(entries)


@pytest.mark.parametrize(
    ("base", "ids"),
    [
        ("wales", {"WA-17", "WA-18", "WA-41"}),
        ("pan-sussex", {"SX-29"}),
        ("guernsey", {"T4-13", "T4-17", "T4-21", "T4-24"}),
        ("york", {"YK-19", "YK-21", "YK-52"}),
        ("csa-pathway", {"CS-66"}),
    ],
)
def test_what_differs_in_a_place_is_under_a_rule_of_its_source(
    base: str, ids: set[str]
) -> None:
    entries = load_rulebook(base).may_ask

    assert {id for entry in entries for id in entry.ids} == ids
    assert all(entry.ids for entry in entries)


def test_a_council_says_itself_who_may_ask(tmp_path: Path) -> None:
    folder = publish(tmp_path, BOOK + ENTRY)

    terms = terms_named(TermsNamed(rulebook="northtown"), [folder])

    assert terms.may_ask["add-child"] == ("first-line-manager",)
    assert terms.may_ask["approve-delay"] == ("service-manager",)


def test_that_nobody_may_is_said_with_no_role(tmp_path: Path) -> None:
    nobody = ENTRY.replace('["first-line-manager"]', "[]")
    folder = publish(tmp_path, BOOK + nobody)

    terms = terms_named(TermsNamed(rulebook="northtown"), [folder])

    assert terms.may_ask["add-child"] == ()
    assert unsaid(terms) == ()


def test_terms_that_forget_a_kind_are_not_begun_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    common = load_rulebook("common")
    left = tuple(e for e in common.may_ask if e.request != "record-birth")
    short = common.model_copy(update={"may_ask": left})
    monkeypatch.setattr(
        "adapters.terms.load_rulebook",
        lambda name, folders: short if name == "common" else load_rulebook(name),
    )
    with pytest.raises(BadInput, match="who may ask for record-birth: give each"):
        terms_named(TermsNamed(rulebook="york"))


def test_terms_from_before_it_was_said_forget_nothing() -> None:
    terms = terms_named(TermsNamed(rulebook="york"))
    before = sealed(terms.model_copy(update={"may_ask": {}}))

    assert unsaid(before) == ()


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('"add-child"', '"add-chid"', "may_ask, entry 1: .*write the key as may-"),
        ("first-line-manager", "line-manager", "may_ask, roles: write codes of roles"),
        ('["first', '["chair", "chair", "first', "name each role once"),
        ('says = "A manager alone adds a child."', "", "says"),
    ],
)
def test_an_entry_with_a_slip_is_refused_when_it_is_read(
    tmp_path: Path, was: str, now: str, said: str
) -> None:
    folder = publish(tmp_path, BOOK + ENTRY.replace(was, now))

    with pytest.raises(RulebookInvalid, match=said):
        load_rulebook("northtown", [folder])


def test_a_kind_that_there_is_not_is_refused_when_it_is_read(tmp_path: Path) -> None:
    folder = publish(tmp_path, BOOK + ENTRY.replace("add-child", "add-chid"))

    with pytest.raises(RulebookInvalid, match="may_ask, request: write a kind"):
        load_rulebook("northtown", [folder])
    assert unknown(["add-chid", "add-child"]) == ("add-chid",)


def test_an_entry_is_found_by_the_kind_of_request() -> None:
    found = MayAsk(
        key="may-add-child",
        citation="Somewhere",
        says="Somebody.",
        request="add-child",
        roles=(),
    )
    assert found.segregated == ()
