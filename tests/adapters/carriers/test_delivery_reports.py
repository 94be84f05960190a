from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.carriers.delivery_reports import (
    MOST_BYTES,
    Fault,
    NotAReport,
    Report,
    read_report,
)
from adapters.carriers.message_ids import message_id, reference
from domain.letters import Standing

KEY = "CP-1/invitation/conf-1/r1/p-1-1/mail"
REF = reference(KEY)
CANARY = "marguerite@home.example"
ENVELOPE = f"Original-Envelope-Id: {REF}\nReporting-MTA: dns; mx.home.example"


def fate(action: str, status: str) -> str:
    return (
        f"Final-Recipient: rfc822; {CANARY}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {CANARY} unknown"
    )


def report(
    *fates: str,
    about: str = ENVELOPE,
    returned: str = "",
    kind: str = "text/rfc822-headers",
) -> bytes:
    """As mail servers write one (RFC 3464, appendix E)."""
    status = "\n\n".join((about, *fates))
    return (
        "From: Mail Delivery <mailer-daemon@home.example>\n"
        "To: no-reply@vigil.example\nSubject: Delivery Status Notification\n"
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\n\nYour letter to {CANARY} is back.\n\n"
        f"--b\nContent-Type: message/delivery-status\n\n{status}\n\n"
        f"--b\nContent-Type: {kind}\n\n{returned}\n\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("action", "status", "standing"),
    [
        ("delivered", "2.0.0", Standing.DELIVERED),
        ("Delivered", "2.1.5 (recipient ok)", Standing.DELIVERED),
        ("relayed", "2.0.0", Standing.UNCONFIRMED),
        ("expanded", "2.0.0", Standing.UNCONFIRMED),
        ("delayed", "4.4.1", None),
        ("failed", "5.1.1", Standing.PERMANENT_FAILURE),
        ("failed", "5.7.1", Standing.PERMANENT_FAILURE),
        ("failed", "4.2.2", Standing.TEMPORARY_FAILURE),
        ("failed", "4.4.7", Standing.TEMPORARY_FAILURE),
        ("failed", "5.4.7", Standing.TEMPORARY_FAILURE),
    ],
)
def test_a_report_says_which_letter_it_is_about_and_what_became_of_it(
    action: str, status: str, standing: Standing | None
) -> None:
    assert read_report(report(fate(action, status))) == Report(REF, standing)


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_without_the_envelope_s_identity_the_returned_headers_say_which_letter(
    kind: str,
) -> None:
    headers = f"Message-ID: {message_id(KEY, 'vigil.example')}\nTo: {CANARY}\n"
    raw = report(
        fate("failed", "5.1.1"),
        about="Reporting-MTA: dns; mx.home.example",
        returned=headers,
        kind=kind,
    )

    assert read_report(raw).reference == REF


def test_of_several_recipients_that_a_server_made_of_one_the_worst_counts() -> None:
    both = report(fate("delivered", "2.0.0"), fate("failed", "5.1.1"))
    waiting = report(fate("delivered", "2.0.0"), fate("delayed", "4.4.1"))

    assert read_report(both).standing is Standing.PERMANENT_FAILURE
    assert read_report(waiting).standing is None


def plain(subject: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail.set_content(f"{CANARY} is away until Monday 4 January 2027")
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", Fault.NOT_A_REPORT),
        (b"\0\xff" * 50, Fault.NOT_A_REPORT),
        (plain("Out of office"), Fault.NOT_A_REPORT),
        (report(), Fault.NOT_A_REPORT),
        (b"a" * (MOST_BYTES + 1), Fault.TOO_LARGE),
        (report(fate("failed", "5.1.1"), about="X: y"), Fault.WHICH_LETTER),
        (
            report(
                fate("failed", "5.1.1"),
                about="X: y",
                returned=f"Message-ID: <{CANARY}>",
            ),
            Fault.WHICH_LETTER,
        ),
        (report(fate("failed", "5.1.1"), about="X: y\n " + REF), Fault.WHICH_LETTER),
        (report(f"Final-Recipient: rfc822; {CANARY}"), Fault.WHAT_BECAME),
        (report(fate("eaten", "5.1.1")), Fault.WHAT_BECAME),
        (report(fate("failed", "5")), Fault.WHAT_BECAME),
        (report(fate("delivered", "5.1.1")), Fault.WHAT_BECAME),
        (report(fate("failed", "2.0.0")), Fault.WHAT_BECAME),
    ],
)
def test_a_mail_that_tells_nothing_is_refused_with_a_reason_and_without_its_words(
    raw: bytes, fault: Fault
) -> None:
    with pytest.raises(NotAReport) as refused:
        read_report(raw)

    assert refused.value.fault is fault
    assert CANARY not in str(refused.value)


def test_parts_within_parts_within_parts_do_not_exhaust_the_reader() -> None:
    deep = b"".join(
        b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (n, n)
        for n in range(5000)
    )

    with pytest.raises(NotAReport):
        read_report(deep)


@given(st.binary(max_size=400), st.integers(0, 900), st.integers(0, 60))
def test_whatever_is_sent_in_place_of_a_report_is_read_or_refused_by_name(
    noise: bytes, at: int, cut: int
) -> None:
    sound = report(fate("failed", "5.1.1"), returned=f"Message-ID: <{REF}@x>")
    raw = sound[:at] + noise + sound[at + cut :]

    assert _is_a_reference(raw) or _is_refused_by_name(raw)


def _is_a_reference(raw: bytes) -> bool:
    with suppress(NotAReport):
        return len(read_report(raw).reference) == 64
    return False


def _is_refused_by_name(raw: bytes) -> bool:
    with pytest.raises(NotAReport) as refused:
        read_report(raw)
    return refused.value.fault in Fault
