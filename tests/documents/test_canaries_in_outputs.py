"""No output says what one of its readers may not see: mail, PDF, DOCX, calendar, text.

The families have planted secrets. `make canaries` looks at ten thousand of them.
"""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

import domain.clearance.rules as rules
import domain.correspondence.drawn as drawn
from domain.clearance.subject import Subject, What
from domain.documents.kinds import DocumentKind
from domain.documents.opened import Opened, Text
from domain.documents.values import Personal, Sort
from domain.letters import Appointment, Channel, Letter
from tests.dates import instant
from tests.documents.forms import forms
from tests.documents.giving_away import Told, given_away, looked_at
from tests.domain.canaries import Planted, planted
from tests.domain.canary_secrets import GRAN

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

WHOLE, OPENED = range(60), range(60, 860)
#: Of each family, so that there is time for many.
LETTERS = 2
#: In so few families something that is missing shows already.
SOME = range(60)


def test_no_form_of_a_letter_gives_away_a_secret() -> None:
    told = looked_at(WHOLE, LETTERS)

    assert told.leaks == Counter()
    assert sum(told.letters.values()) > len(WHOLE)
    assert told.stopped["not-cleared"]
    rare = {DocumentKind.REPORT_TEMPLATE, DocumentKind.EXCLUSION_LETTER}
    assert set(DocumentKind) - rare <= set(told.letters)


def test_no_letter_as_it_is_opened_gives_away_a_secret() -> None:
    told = looked_at(OPENED, 1, whole=False)

    assert told.leaks == Counter()
    assert sum(told.letters.values()) > 0.7 * len(OPENED)
    assert set(told.letters) == set(DocumentKind) - {DocumentKind.REPORT_TEMPLATE}


def among_some() -> Told:
    return looked_at(SOME, 12, whole=False)


def test_without_the_second_look_secrets_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawn, "secrets_among", lambda *_: ())

    assert among_some().leaks["contact in plain text"]


def test_with_a_rule_too_many_secrets_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def everybody(subject: Subject) -> frozenset[str]:
        return frozenset({p.ref for p in subject.case.people} | {"translation-desk"})

    anyone = rules.Rule("anyone", "a rule that is one too many", everybody)
    words = (*rules.MAY_SEE[What.CHILDS_WORDS], anyone)
    monkeypatch.setitem(rules.MAY_SEE, What.CHILDS_WORDS, words)

    assert among_some().leaks["words in plain text"]


def test_with_a_rule_too_few_secrets_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    left = tuple(rule for rule in rules.NEVER if rule.code != "secret-place")
    monkeypatch.setattr(rules, "NEVER", left)
    monkeypatch.setattr(drawn, "secrets_among", lambda *_: ())

    found = among_some().leaks

    assert found["insider in plain text"]
    assert found["agency in plain text"]


def test_with_a_reader_too_few_secrets_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawn, "readers_of", lambda case, ref, channel: (ref,))

    assert sum(among_some().leaks.values())


def saying(text: str, channel: Channel, family: Planted) -> tuple[Letter, Opened]:
    """A letter to the grandmother that says this, whatever she may see."""
    address = {
        Channel.EMAIL: "gran@home.example",
        Channel.TEXT: "07700 900123",
        Channel.POST: "1 Elm Row, York",
    }
    letter = Letter(
        key="CP-1/x",
        case=family.case.ref,
        kind="document",
        to=GRAN,
        name="Gran",
        address=address[channel],
        channel=channel,
        document=DocumentKind.INVITATION,
        readers=(GRAN,),
        appointment=Appointment(
            uid="u@vigil.example",
            revision=1,
            starts_at=instant("Mon 2027-01-11 10:00Z"),
            zone="Europe/London",
            place=Personal(text=text, sort=Sort.PLACE, of="c", seen_by=(GRAN,)),
        ),
    )
    opened = Opened(
        kind=DocumentKind.INVITATION,
        case=family.case.ref,
        reader=GRAN,
        title="A letter",
        language="en",
        blocks=(Text(block="paragraph", text=f"At {text}, she says."),),
    )
    return letter, opened


@pytest.mark.parametrize(
    ("channel", "where"),
    [
        (Channel.EMAIL, {"text/plain", "text/html", "text/calendar", "notify"}),
        (Channel.TEXT, {"notify"}),
        (Channel.POST, set()),
    ],
)
def test_a_secret_is_found_in_whatever_form_it_has(
    channel: Channel, where: set[str]
) -> None:
    family = planted(0)
    (secret, *_) = [c for c in family.canaries if c.sort == "words"]
    letter, opened = saying(secret.text, channel, family)
    said = asyncio.run(forms(letter, (opened,)))

    found = set(given_away(family, letter, said))

    always = {"opened", "plain text", "page", "pdf", "docx", "calendar"}
    assert {f"words in {form}" for form in always | where} <= found


@pytest.mark.parametrize("form", ["header", "file name", "print queue"])
def test_what_is_seen_outside_a_letter_is_searched_too(form: str) -> None:
    """The title is the subject; a key that is no hash would be a name."""
    family = planted(0)
    letter, opened = saying("nothing", Channel.EMAIL, family)
    posted, _ = saying("nothing", Channel.POST, family)
    said = asyncio.run(forms(letter, (opened,)))
    said += asyncio.run(forms(posted, (opened,)))

    assert form in {each.name for each in said}
    assert all(each.text for each in said if each.name == form)
