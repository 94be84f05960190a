"""A family's words go over a sealed connection, or stay on this machine."""

from __future__ import annotations

import pytest

from adapters.sealed_address import is_sealed_or_here


@pytest.mark.parametrize(
    "url",
    [
        "https://notify.example",
        "HTTPS://notify.example:8443/v2/",
        "https://[2001:db8::1]/",
        "http://localhost",
        "http://LOCALHOST:1/",
        "http://127.0.0.1:8080/translate",
        "http://[::1]:5000",
    ],
)
def test_a_sealed_connection_and_this_machine_are_taken(url: str) -> None:
    assert is_sealed_or_here(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "https:///v2",
        "notify.example",
        "ftp://localhost",
        "http://notify.example",
        "http://127.0.0.1.notify.example",
        "http://localhost.notify.example",
        "http://[::2]",
    ],
)
def test_what_others_could_read_on_the_way_is_refused(url: str) -> None:
    assert not is_sealed_or_here(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost@notify.example",
        "http://notify.example\\@localhost",
        "https://user:word@notify.example",
        "http://local\thost",
        "https://notify.example\n",
        "https://[notify.example",
        "https://notify.example:port",
        "http://localhost:99999",
    ],
)
def test_an_address_that_could_be_read_in_two_ways_is_refused(url: str) -> None:
    assert not is_sealed_or_here(url)
