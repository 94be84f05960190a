"""Every kind of document as its reader reads it, from the first word to the last.

The texts stand in `as_read/`, so that whoever knows the work can read them too.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from domain.documents.kinds import DocumentKind
from domain.letters import Channel, Letter, Line
from tests.activities.wording.by_hand import letter, read
from tests.activities.wording.samples import INVITED, LINES, REPORT

AS_READ = Path(__file__).parent / "as_read"
#: In which part each kind is read by staff; the others are read by the family.
STAFF = {
    DocumentKind.REMINDER: "key-worker",
    DocumentKind.ESCALATION: "first-line-manager",
    DocumentKind.TASK: "social-worker",
    DocumentKind.TRANSLATION_REQUEST: "translation-desk",
    DocumentKind.DELAY_AGREEMENT: "",
    DocumentKind.REPORT_TEMPLATE: "",
}


class Read(NamedTuple):
    """A text to be read: of which kind, where, in which language, by which way."""

    kind: DocumentKind
    procedures: str = "pan-sussex"
    language: str = "en"
    channel: Channel = Channel.EMAIL

    @property
    def file(self) -> Path:
        return AS_READ / f"{'.'.join(self)}.txt"


def sent(
    kind: DocumentKind,
    *lines: Line,
    procedures: str = "pan-sussex",
    language: str = "en",
    channel: Channel = Channel.EMAIL,
) -> Letter:
    """A letter with these lines, or else with every line that it can have."""
    return letter(
        kind,
        *(lines or LINES[kind]),
        part="professional" if kind in STAFF else "family",
        role=STAFF.get(kind, ""),
        procedures=procedures,
        language=language,
        channel=channel,
    )


EVERYWHERE = (
    DocumentKind.INVITATION,
    DocumentKind.PLAN,
    DocumentKind.DECISION_SUMMARY,
    DocumentKind.REMINDER,
)
READ = (
    *(Read(kind) for kind in DocumentKind),
    *(Read(kind, "wales") for kind in EVERYWHERE),
    *(Read(kind, "guernsey") for kind in EVERYWHERE),
    *(Read(kind, "wales", "cy") for kind in DocumentKind),
    Read(DocumentKind.INVITATION, channel=Channel.TEXT),
    Read(DocumentKind.CANCELLATION, channel=Channel.TEXT),
)


@pytest.mark.parametrize("which", READ, ids=lambda which: which.file.stem)
def test_a_document_reads_from_its_title_to_its_last_word_as_agreed(
    which: Read,
) -> None:
    kind, procedures, language, channel = which
    told = sent(kind, procedures=procedures, language=language, channel=channel)

    assert read(told) == which.file.read_text(encoding="utf-8")


def test_no_agreed_text_is_left_that_nothing_reads() -> None:
    assert {path.name for path in AS_READ.iterdir()} == {
        *(which.file.name for which in READ),
        "invitation-to-write.txt",
        "what-goes-with-it.txt",
    }


@pytest.mark.parametrize(
    ("number", "file"), [(0, "invitation-to-write.txt"), (1, "what-goes-with-it.txt")]
)
def test_whoever_writes_a_report_is_told_its_dates_and_gets_its_headings(
    number: int, file: str
) -> None:
    told = letter(DocumentKind.INVITATION, *INVITED, *REPORT, part="professional")

    assert read(told, number) == (AS_READ / file).read_text(encoding="utf-8")
