"""What the person who invites is reminded of: the authority, and where to look."""

from __future__ import annotations

import pytest

from adapters.rulebooks import load_rulebook
from rulebook.schema import Before, Prompt


def reminders(rule: str) -> list[Prompt]:
    return [p for p in load_rulebook("york").prompts if rule in p.ids]


@pytest.mark.rule("YK-16")
def test_the_authority_behind_everybody_s_coming_is_named_with_its_address() -> None:
    (authority,) = reminders("YK-16")

    assert authority.before is Before.INVITE
    assert "Working Together" in authority.says
    assert authority.link is not None
    assert authority.link.startswith("https://www.gov.uk/")


@pytest.mark.rule("YK-54")
def test_each_place_to_look_has_its_address_and_says_that_it_may_be_dead() -> None:
    found = reminders("YK-54")

    assert [prompt.key for prompt in found] == [
        "documents-and-forms",
        "partnership-site",
        "partnership-newsletter",
        "partnership-on-twitter",
    ]
    assert len({prompt.link for prompt in found}) == len(found)
    for prompt in found:
        assert prompt.before is Before.INVITE
        assert prompt.link is not None
        assert "may be dead" in prompt.says
