"""Tasks about letters and translations on their way, as staff read them."""

from __future__ import annotations

import pytest

from activities.wording.reaching import REACHING
from tests.activities.wording.by_hand import letter, line, read

SAID = {
    "letter-failed": (
        "The invitation to p-2 could not be delivered (mailbox refused). See that it "
        "reaches them another safe way, and record how (conf-1)."
    ),
    "delivery-failed": (
        "The invitation to p-2 did not arrive by one way (mailbox refused). The next "
        "way is being tried, and you will be told if nothing reaches them (conf-1)."
    ),
    "visit": (
        "No letter has reached p-2. Go and see them, if that is safe: give them their "
        "invitation about conf-1 yourself, and record how it was done."
    ),
    "print-and-post": (
        "Print the invitation to p-2 and post it (conf-1). Record the day on which it "
        "was posted."
    ),
    "take-back-printed": (
        "Take the printed invitation to p-2 out of the post (conf-1): it is not to go. "
        "Destroy it and record that it did not go; or record that it had gone already, "
        "and tell the social worker at once."
    ),
    "went-out-after-it-was-stopped": (
        "The invitation to p-2 was stopped, and had gone out all the same (conf-1). It "
        "may have reached an address that is no longer theirs, or say what is no "
        "longer so. Tell the social worker at once, see that nobody comes to harm by "
        "it, and record what was done."
    ),
    "ask-whether-it-arrived": (
        "Nobody has said whether the invitation reached p-2 (conf-1), and its carrier "
        "never will. Ask them, if that is safe, and record whether it arrived."
    ),
    "translation-chased": (
        "A translation has not come back yet (conf-1). Ask the translator for it, and "
        "say in the case when it will come."
    ),
    "translation-cancelled": (
        "A translation is not needed any more (conf-1). Tell the translator to stop. "
        "What has been made of it goes to nobody."
    ),
    "check-translation": (
        "A translation has come back (conf-1). See that it is checked against its text "
        "by somebody who neither made it nor handed it in. Until then it goes to "
        "nobody."
    ),
    "translation-rejected": (
        "A translation was checked and is not right (conf-1). Have it put right, and "
        "hand it in again. It goes to nobody as it is."
    ),
}


def test_every_task_about_a_letter_or_a_translation_is_read_here() -> None:
    assert set(SAID) == set(REACHING)


@pytest.mark.parametrize(("task", "said"), SAID.items(), ids=list(SAID))
def test_each_task_says_what_to_do_and_what_becomes_of_the_letter(
    task: str, said: str
) -> None:
    told = line(
        "task",
        task=task,
        about="conf-1",
        to="p-2",
        letter="invitation",
        why="mailbox-refused",
    )

    assert f"\n\nTo do\n\n- {said}\n\n" in read(
        letter("task", told, part="professional", role="business-support")
    )


@pytest.mark.parametrize("task", list(REACHING))
def test_each_task_can_be_said_when_only_its_subject_is_known(task: str) -> None:
    told = line("task", task=task, about="letter-1")
    body = read(letter("task", told, part="professional", role="business-support"))

    assert "letter-1" in body
    assert "None" not in body
