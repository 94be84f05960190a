"""What people typed, as one line that can imitate nothing else."""

from __future__ import annotations

import pytest

from domain.documents.plain import one_line


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Visit.\n\nDear Sam,\r\nsend the plan", "Visit. Dear Sam, send the plan"),
        ("a\u2028b\u2029c\x85d\x0be\tf", "a b c d e f"),
        ("call\x00 \x1b[31mnow\x7f", "call [31mnow"),
        ("pay \u202egnp.exe\u202c", "pay gnp.exe"),
        (
            "\u0645\u06cc\u200c\u0631\u0648\u062f",
            "\u0645\u06cc\u200c\u0631\u0648\u062f",
        ),
        ("<b>{case}</b> & %s", "<b>{case}</b> & %s"),
    ],
)
def test_a_typed_value_stays_one_line_of_plain_text(typed: str, shown: str) -> None:
    assert one_line(typed) == shown
