"""A process holds terms once, however many cases carry them; altered ones apart."""

from __future__ import annotations

from domain.reading import read_case
from domain.terms import one_copy
from tests.domain.builders import a_case


def test_cases_that_are_handed_over_share_one_copy_of_their_terms() -> None:
    body = a_case("york").model_dump_json().encode()
    first, second = read_case(body), read_case(body)
    assert first == second == a_case("york")
    assert first.terms is second.terms


def test_terms_that_say_something_else_under_the_same_digest_stay_their_own() -> None:
    terms = one_copy(a_case("york").terms)
    altered = terms.model_copy(update={"look_again": 21})
    assert one_copy(altered) is altered
    assert one_copy(terms) is terms
