from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from io import StringIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from activities.ports import CalendarFiles
from adapters.calendar_files import IcalendarFiles
from domain.letters import Appointment
from tests.dates import instant

NOW = instant("Mon 2027-01-04 08:00Z")
FILES: CalendarFiles = IcalendarFiles("no-reply@vigil.example")
LONDON = "Europe/London"
MEETING = Appointment(
    uid="0f3c9a-conf-1@vigil.example",
    revision=0,
    starts_at=instant("Mon 2027-03-29 09:00Z"),
    zone=LONDON,
)


def made(appointment: Appointment = MEETING, place: str = "") -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(FILES.file(appointment, place, NOW))
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return calendar, event


def changed(**change: object) -> Appointment:
    return MEETING.model_copy(update=change)


def test_a_file_says_when_and_where_and_nothing_of_what() -> None:
    calendar, event = made(place="Room 4")

    assert calendar["METHOD"] == "REQUEST"
    assert str(event["SUMMARY"]) == "Meeting"
    assert event["CLASS"] == "PRIVATE"
    assert event["LOCATION"] == "Room 4"
    assert event["ORGANIZER"] == "mailto:no-reply@vigil.example"
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTAMP") == NOW
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=2)
    assert {*event} == {
        *("UID", "SEQUENCE", "SUMMARY", "CLASS", "STATUS", "LOCATION", "ORGANIZER"),
        *("DTSTART", "DTEND", "DTSTAMP"),
    }


def test_a_place_that_this_reader_may_not_see_leaves_no_trace() -> None:
    _, event = made()

    assert "LOCATION" not in event


def test_a_meeting_asked_for_moved_and_cancelled_is_one_entry_of_the_calendar() -> None:
    asked = made()
    moved = made(changed(revision=1, starts_at=instant("Tue 2027-03-30 09:00Z")))
    gone = made(changed(revision=2, cancelled=True))

    events = [event for _, event in (asked, moved, gone)]
    assert {str(event["UID"]) for event in events} == {MEETING.uid}
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [calendar["METHOD"] for calendar, _ in (asked, moved, gone)] == [
        "REQUEST",
        "REQUEST",
        "CANCEL",
    ]
    assert events[2]["STATUS"] == "CANCELLED"


def test_the_same_appointment_at_the_same_instant_is_the_same_bytes() -> None:
    again = IcalendarFiles("no-reply@vigil.example")

    assert FILES.file(MEETING, "Room 4", NOW) == again.file(MEETING, "Room 4", NOW)


@pytest.mark.parametrize(
    ("starts", "local"),
    [
        ("Sat 2027-03-27 10:00Z", "2027-03-27T10:00:00+00:00"),
        ("Sun 2027-03-28 00:30Z", "2027-03-28T00:30:00+00:00"),
        ("Sun 2027-03-28 01:00Z", "2027-03-28T02:00:00+01:00"),
        ("Sun 2027-03-28 09:00Z", "2027-03-28T10:00:00+01:00"),
        ("Mon 2027-03-29 09:00Z", "2027-03-29T10:00:00+01:00"),
        ("Sat 2027-10-30 09:00Z", "2027-10-30T10:00:00+01:00"),
        ("Sun 2027-10-31 10:00Z", "2027-10-31T10:00:00+00:00"),
        ("Mon 2027-11-01 10:00Z", "2027-11-01T10:00:00+00:00"),
    ],
)
def test_a_meeting_beside_a_change_of_the_clock_keeps_its_hour(
    starts: str, local: str
) -> None:
    """Read with the file's own time zone, as a calendar that knows no other does."""
    raw = FILES.file(changed(starts_at=instant(starts)), "", NOW)
    _, event = made(changed(starts_at=instant(starts)))
    clock = event.decoded("DTSTART").replace(tzinfo=None)
    theirs = clock.replace(tzinfo=_zone_in(raw))

    assert event["DTSTART"].params["TZID"] == LONDON
    assert theirs.isoformat() == local
    assert theirs == instant(starts)


def test_a_meeting_across_a_change_of_the_clock_ends_when_it_is_over() -> None:
    """22:00 on Saturday 27 March 2027, for eight hours: until 07:00 on Sunday."""
    night = changed(starts_at=instant("Sat 2027-03-27 22:00Z"), minutes=480)
    _, event = made(night)

    assert event.decoded("DTEND").isoformat() == "2027-03-28T07:00:00+01:00"


def _zone_in(raw: bytes) -> tzinfo:
    """The time zone that the file itself brings, read by another library."""
    zone = tz.tzical(StringIO(raw.decode().replace("\r\n", "\n"))).get(LONDON)
    assert zone is not None
    return zone


HOSTILE = [
    "x@y.uk\n.ics:",
    "Room 4\r\nATTENDEE:mailto:marguerite@home.example",
    "END:VEVENT\nBEGIN:VEVENT",
    "a;b,c\\d\\n",
    "\x00\x0b\x0c\x1c\x85\u2028\u2029",
    ";TZID=x:" * 40,
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("where", ["place", "uid"])
def test_nothing_that_somebody_wrote_becomes_a_line_of_the_file(
    hostile: str, where: str
) -> None:
    given = changed(uid=hostile) if where == "uid" else MEETING
    raw = FILES.file(given, hostile if where == "place" else "", NOW)
    unfolded = raw.decode().replace("\r\n ", "")
    lines = [line.partition(":")[0].split(";")[0] for line in unfolded.split("\r\n")]

    assert lines.count("BEGIN") == lines.count("END") == 6
    assert "ATTENDEE" not in lines
    assert ".ics" not in lines


@given(st.text(max_size=200))
def test_any_place_comes_back_as_it_was_on_one_line(place: str) -> None:
    _, event = made(place=place)
    plain = "".join(" " if _steers(c) else c for c in place)

    assert str(event.get("LOCATION", "")) == " ".join(plain.split())


def _steers(character: str) -> bool:
    return character in "\u2028\u2029" or not (
        character.isprintable() or ord(character) > 0x9F
    )


def test_a_time_zone_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        FILES.file(changed(zone="Europe/Atlantis"), "", NOW)


def test_the_zone_of_an_appointment_is_the_reader_s_own() -> None:
    _, event = made(changed(zone="Europe/Guernsey"))
    there = datetime(2027, 3, 29, 10, tzinfo=ZoneInfo("Europe/Guernsey"))

    assert event["DTSTART"].params["TZID"] == "Europe/Guernsey"
    assert event.decoded("DTSTART") == there
