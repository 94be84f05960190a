"""XML from outside, with everything in it that XML can do."""

from __future__ import annotations

import pytest

from adapters.translation.files import read_return
from adapters.translation.refusing import NotAccepted
from adapters.translation.safe_xml import MOST, harmless
from tests.adapters.translation.desk import job

LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)
)
HOSTILE = {
    "entities that grow": f"<!DOCTYPE x [{LAUGHS}]><x>&l9;</x>",
    "a file of this machine": (
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>'
    ),
    "an address to fetch": '<!DOCTYPE x SYSTEM "http://x.example/x.dtd"><x/>',
    "entities of parameters": '<!DOCTYPE x [<!ENTITY % p SYSTEM "p.dtd"> %p;]><x/>',
    "an attribute that grows": f"<!DOCTYPE x [{LAUGHS}]><x a='&l9;'/>",
    "a bare doctype": "<!DOCTYPE x><x/>",
}


def refused(content: bytes) -> str:
    with pytest.raises(NotAccepted) as error:
        harmless(content)
    with pytest.raises(NotAccepted) as again:
        read_return(job(), content)
    assert codes(again.value) == codes(error.value)
    return str(error.value)


def codes(refused: NotAccepted) -> set[str]:
    return {problem.code for problem in refused.problems}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_with_a_doctype_is_refused_before_anything_in_it_is_read(
    what: str, encoding: str
) -> None:
    assert refused(f'<?xml version="1.0"?>\n{HOSTILE[what]}'.encode(encoding)) == (
        "line 2: there is a DOCTYPE; take it out: the file that was given out has none"
    )


def test_a_file_of_a_hundred_megabytes_is_refused_unread() -> None:
    assert refused(b"<x>" + b" " * 100_000_000).startswith("the file: it is too large;")
    assert len(harmless(b"<x>" + b" " * (MOST - 7) + b"</x>")) == MOST


def test_a_file_of_nothing_but_elements_is_refused() -> None:
    assert "it is too large;" in refused(b"<x>" + b"<a/>" * 300_000 + b"</x>")


def test_a_file_deeper_than_any_text_is_refused() -> None:
    assert refused(b"<a>" * 5000 + b"</a>" * 5000) == (
        "line 1: it cannot be read as XLIFF; save it again as XLIFF 2.0 in UTF-8"
    )


@pytest.mark.parametrize(
    "content", [b"<x", b"<x>\xff</x>", b"<x>&f;</x>", b"<x>\0</x>"]
)
def test_a_file_that_is_no_xml_is_refused(content: bytes) -> None:
    assert "it cannot be read as XLIFF;" in refused(content)


def test_an_encoding_that_a_file_gives_itself_is_not_believed() -> None:
    hidden = "<!DOCTYPE x><x/>".encode("utf-7")

    assert "there is a DOCTYPE;" in refused(
        b"<?xml version='1.0' encoding='utf-7'?>" + hidden
    )


def test_what_is_harmless_keeps_its_text_and_its_lines() -> None:
    content = '<?xml version="1.0" encoding="UTF-16"?>\n<x>\n<y>ż &amp; &lt;</y></x>'

    assert harmless(content.encode("utf-16")).decode() == (
        "\n<x>\n<y>ż &amp; &lt;</y></x>"
    )
