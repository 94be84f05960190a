"""A name is found as a word, an address however it is spaced; a common word is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.clearance.bare import gives_away
from domain.clearance.reached import contacts_of
from domain.clearance.signs import of_address, of_contact, of_name, of_place
from tests.domain.builders import a_person


def says(text: str, signs: Iterator[str]) -> bool:
    return gives_away(text, tuple(signs))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Emma Doe", "Ask Emma first."),
        ("Emma Doe", "ask emma first"),
        ("Emma Doe", "EMMA's room"),
        ("Emma Doe", "Emma  DOE"),
        ("Odile Brandt", "odile.brandt@harbour.example"),
        ("Odile Brandt", "O d i l e B r a n d t"),
        ("Will Hunt", "He saw Will there."),
        ("Will Hunt", "WILL is there."),
        ("May", "When May is home."),
        ("Rose", "Rose helps her."),
        ("Anne-Marie Roe", "Annemarie sleeps."),
        ("Anne-Marie Roe", "Anne Marie sleeps."),
        ("Sinéad O'Brien", "Sinead OBrien"),
        ("Sinéad O'Brien", "Mrs O\u2019Brien"),
        ("Jo", "Then Jo came."),
        ("Tobias", "Zapytaj Tobiasa."),
        ("Tobias", "To\u00adbi\u200bas sleeps."),
        ("Tobias", "\uff34obias sleeps."),
        ("عائشة", "وعائشة هنا"),
    ],
)
def test_a_name_is_found_wherever_it_is_a_word(name: str, text: str) -> None:
    assert says(text, of_name(name))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Emma", "It is a dilemma."),
        ("Emma", "Them, mainly."),
        ("Mark", "A remark about markets."),
        ("Mark", "They mark the day."),
        ("Rose", "He rose. Prose. Roses are in the primrose bed."),
        ("Will Young", "They will see the young people."),
        ("May", "It may be on 6 May 2027, or in May."),
        ("April", "From 12th of April; April 2027; until April."),
        ("Alan", "At a lane near the canal."),
        ("Ali Khan", "alive, a link, and a khanate"),
        ("Jo", "a job in jo-burg"),
        ("Baby of Ann", "The baby of somebody."),
        ("Child van der Berg", "The child, the van and der Weg."),
        ("Hope", "We hope so."),
        ("", "Anything at all."),
    ],
)
def test_a_name_is_not_found_in_other_words(name: str, text: str) -> None:
    assert not says(text, of_name(name))


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("7 Larkspur Yard, Ryde, PO33 2AB", "at 7 LARKSPUR  yard"),
        ("7 Larkspur Yard, Ryde, PO33 2AB", "near L a r k s p u r Y a r d"),
        ("7 Larkspur Yard, Ryde, PO33 2AB", "po332ab"),
        ("12 High Street, Reading, RG1 1AA", "12, High Street"),
        ("Flat 3, 4 Church Lane, Ryde", "4 Church Lane"),
        ("Rose Cottage, Ryde", "at Rose Cottage"),
        ("3 Elm St", "3 Elm St."),
    ],
)
def test_an_address_is_found_however_it_is_spaced(post: str, text: str) -> None:
    assert says(text, contacts_of(a_person("p-1", post=post)))


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("Flat 3, 4 Church Lane, Ryde", "Come to flat 3."),
        ("12 High Street, Reading", "The hub in the High Street"),
        ("The Cottage, Bath", "at the cottage"),
        ("Unit 2", "Unit 2 is full"),
        ("3 Elm St", "helmsteads"),
    ],
)
def test_what_is_in_every_address_is_not_found(post: str, text: str) -> None:
    assert not says(text, contacts_of(a_person("p-1", post=post)))


@pytest.mark.parametrize(
    "common", ["Room 4", "Civic Centre", "Civic Centre, room 2", "school", "police"]
)
def test_a_place_that_is_called_as_everywhere_is_no_secret(common: str) -> None:
    assert list(of_place(common)) == []


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("Guildhall", "in the guildhall"),
        ("Reading", "She lives in Reading."),
        ("harbour-refuge", "the Harbour Refuge"),
        ("mind", "at Mind"),
    ],
)
def test_a_place_with_a_name_of_its_own_is_found(place: str, text: str) -> None:
    assert says(text, of_place(place))


@pytest.mark.parametrize(
    ("place", "text"),
    [("Reading", "reading and writing"), ("mind", "remind her, never mind")],
)
def test_a_place_is_not_found_in_words_of_every_day(place: str, text: str) -> None:
    assert not says(text, of_place(place))


def test_a_year_is_no_telephone_number_and_a_number_is() -> None:
    assert list(of_contact("2027")) == []
    assert says("Ring 0 7 7 0 0 9 0 0 1 2 3", of_contact("700900123"))


def test_a_number_of_a_house_with_its_street_is_found_though_both_are_common() -> None:
    assert says("12 high street", of_address("12 High Street"))
    assert not says("112 Highs Treetops", of_address("12 High Street, Ryde"))
