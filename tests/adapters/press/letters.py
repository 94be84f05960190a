"""One letter with everything in it that a document can say, in nine languages."""

# ruff: noqa: RUF001 (the marks of other languages are meant)

from __future__ import annotations

from dataclasses import dataclass

from adapters.press.speech import CldrSpeech
from domain.documents.model import (
    Block,
    Bullets,
    Columns,
    Document,
    Heading,
    Paragraph,
    Particulars,
)
from domain.documents.opened import Grid, Items, Opened, Rows, Text, opened
from domain.documents.values import (
    AtMoment,
    OnDay,
    Personal,
    Phrase,
    Piece,
    Sort,
    phrase,
)
from tests.dates import day, instant

READER = "mother"
ADDRESS = "Amina Khan\n12 High Street\nFlat 3\nYork\nYO1 7AB"
#: What somebody may have typed to make something of a letter that it is not.
HOSTILE = (
    '#read("/etc/passwd")',
    "#panic",
    "$x^2$",
    "]",
    "`code` ```raw```",
    "<script>alert(1)</script>",
    "{{7*7}} {% raw %}",
    '=HYPERLINK("http://x.example","y")',
    "\\u{41} \\*",
    "*bold* _leaning_ @label <label> // /* -- ~",
    "a\u202eb",
    "Kind regards\r\nBcc: all@council.example",
)


@dataclass(frozen=True)
class Words:
    """The same short letter in the words of one language."""

    title: str
    heading: str
    sentence: str
    meeting: str
    bring: tuple[str, str]
    where: str
    when: str
    phone: str
    head: tuple[str, str, str]
    visit: str


WORDS = {
    "en": Words(
        "A meeting about your family",
        "When and where",
        "We want to talk with you about what will keep your children safe.",
        "The meeting is on ",
        ("You can bring somebody with you.", "We will pay for your journey."),
        "Where",
        "When",
        "Telephone",
        ("What is due", "From whom", "By when"),
        "A visit at home",
    ),
    "cy": Words(
        "Cyfarfod am eich teulu",
        "Pryd a ble",
        "Rydym am siarad â chi am yr hyn a fydd yn cadw eich plant yn ddiogel.",
        "Mae’r cyfarfod ar ",
        ("Gallwch ddod â rhywun gyda chi.", "Byddwn yn talu am eich taith."),
        "Ble",
        "Pryd",
        "Ffôn",
        ("Beth sydd i’w wneud", "Gan bwy", "Erbyn pryd"),
        "Ymweliad â’r tŷ",
    ),
    "pl": Words(
        "Spotkanie w sprawie Państwa rodziny",
        "Kiedy i gdzie",
        "Chcemy porozmawiać o tym, co zapewni Państwa dzieciom bezpieczeństwo.",
        "Spotkanie odbędzie się: ",
        ("Mogą Państwo przyjść z kimś bliskim.", "Zwrócimy koszt dojazdu."),
        "Gdzie",
        "Kiedy",
        "Telefon",
        ("Co należy zrobić", "Kto", "Do kiedy"),
        "Wizyta w domu",
    ),
    "ro": Words(
        "O întâlnire despre familia dumneavoastră",
        "Când și unde",
        "Vrem să vorbim cu dumneavoastră despre siguranța copiilor.",
        "Întâlnirea are loc ",
        ("Puteți veni însoțit de cineva.", "Vă plătim drumul până la noi."),
        "Unde",
        "Când",
        "Telefon",
        ("Ce trebuie făcut", "De către cine", "Până când"),
        "O vizită acasă",
    ),
    "ur": Words(
        "آپ کے خاندان کے بارے میں ملاقات",
        "کب اور کہاں",
        "ہم آپ سے بات کرنا چاہتے ہیں کہ آپ کے بچے کیسے محفوظ رہیں گے۔",
        "ملاقات کا دن: ",
        ("آپ کسی کو اپنے ساتھ لا سکتے ہیں۔", "ہم آپ کے سفر کا خرچ دیں گے۔"),
        "کہاں",
        "کب",
        "ٹیلی فون",
        ("کیا کرنا ہے", "کون کرے گا", "کب تک"),
        "گھر پر ملاقات",
    ),
    "ar": Words(
        "اجتماع بخصوص عائلتكم",
        "متى وأين",
        "نود أن نتحدث معكم عما يحافظ على سلامة أطفالكم.",
        "موعد الاجتماع: ",
        ("يمكنكم إحضار شخص معكم.", "سندفع تكاليف سفركم."),
        "أين",
        "متى",
        "الهاتف",
        ("المطلوب", "ممن", "حتى متى"),
        "زيارة منزلية",
    ),
    "pa": Words(
        "ਤੁਹਾਡੇ ਪਰਿਵਾਰ ਬਾਰੇ ਮੀਟਿੰਗ",
        "ਕਦੋਂ ਅਤੇ ਕਿੱਥੇ",
        "ਅਸੀਂ ਤੁਹਾਡੇ ਨਾਲ ਗੱਲ ਕਰਨਾ ਚਾਹੁੰਦੇ ਹਾਂ ਕਿ ਬੱਚੇ ਕਿਵੇਂ ਸੁਰੱਖਿਅਤ ਰਹਿਣਗੇ।",
        "ਮੀਟਿੰਗ ਦਾ ਦਿਨ: ",
        ("ਤੁਸੀਂ ਕਿਸੇ ਨੂੰ ਨਾਲ ਲਿਆ ਸਕਦੇ ਹੋ।", "ਅਸੀਂ ਤੁਹਾਡੇ ਸਫ਼ਰ ਦਾ ਖਰਚਾ ਦੇਵਾਂਗੇ।"),
        "ਕਿੱਥੇ",
        "ਕਦੋਂ",
        "ਟੈਲੀਫ਼ੋਨ",
        ("ਕੀ ਕਰਨਾ ਹੈ", "ਕਿਸ ਨੇ", "ਕਦੋਂ ਤੱਕ"),
        "ਘਰ ਮਿਲਣ ਆਉਣਾ",
    ),
    "bn": Words(
        "আপনার পরিবার নিয়ে একটি সভা",
        "কখন এবং কোথায়",
        "আপনার সন্তানেরা কীভাবে নিরাপদ থাকবে তা নিয়ে আমরা কথা বলতে চাই।",
        "সভার দিন: ",
        ("আপনি কাউকে সঙ্গে আনতে পারেন।", "আমরা আপনার যাতায়াতের খরচ দেব।"),
        "কোথায়",
        "কখন",
        "টেলিফোন",
        ("কী করতে হবে", "কে করবেন", "কবের মধ্যে"),
        "বাড়িতে সাক্ষাৎ",
    ),
    "ti": Words(
        "ብዛዕባ ስድራቤትኩም ኣኼባ",
        "መዓስን ኣበይን",
        "ደቅኹም ብኸመይ ብድሕነት ከም ዝነብሩ ምሳኹም ክንዛረብ ንደሊ።",
        "ኣኼባ ዝካየደሉ መዓልቲ፦ ",
        ("ሰብ ሒዝኩም ክትመጹ ትኽእሉ ኢኹም።", "ናይ ጉዕዞ ወጻኢ ክንከፍል ኢና።"),
        "ኣበይ",
        "መዓስ",
        "ተሌፎን",
        ("እንታይ ይግበር", "ብመን", "ክሳብ መዓስ"),
        "ናይ ገዛ ምብጻሕ",
    ),
}
LANGUAGES = tuple(WORDS)
RIGHT_TO_LEFT = frozenset({"ur", "ar"})


def personal(text: str, sort: Sort = Sort.NAME) -> Personal:
    return Personal(text=text, sort=sort, of="mother", seen_by=(READER,))


MONDAY = OnDay(on=day("Mon 2027-01-04"))
MEETING = AtMoment(at=instant("Mon 2027-07-12 09:30Z"), zone="Europe/London")


def document(language: str = "en") -> Document:
    """The letter before it is opened, with all blocks and all sorts of value."""
    return Document(
        kind="invitation",
        case="CASE-1",
        reader=READER,
        greets=personal("Amina Khan"),
        title=WORDS[language].title,
        language=language,
        blocks=(*_words(language), *_tables(language), *_hostile()),
    )


def letter(language: str = "en") -> Opened:
    """What the reader gets."""
    return opened(document(language), [READER], CldrSpeech())


def _words(language: str) -> tuple[Block, ...]:
    words = WORDS[language]
    written = personal(f"{words.sentence} {words.bring[0]}", Sort.WORDS)
    return (
        Paragraph(text=phrase(words.sentence)),
        Paragraph(text=phrase(words.meeting, MEETING, ".")),
        Heading(text=phrase(words.heading)),
        Bullets(items=tuple(map(phrase, words.bring))),
        Paragraph(text=phrase(personal("John Smith"), " (", personal("محمد علی"), ")")),
        Paragraph(text=phrase(written)),
    )


def _tables(language: str) -> tuple[Block, ...]:
    words = WORDS[language]
    known: tuple[tuple[str, Piece], ...] = (
        (words.when, MEETING),
        (words.where, personal("12 High Street, York YO1 7AB", Sort.ADDRESS)),
        (words.where, personal("Room 4, Civic Centre", Sort.PLACE)),
        (words.where, personal("Northtown Council", Sort.AGENCY)),
        (words.phone, personal("01273 555 010", Sort.CONTACT)),
    )
    row: tuple[Phrase, ...] = (
        phrase(words.visit),
        phrase(personal("Sam Taylor")),
        phrase(MONDAY),
    )
    return (
        Particulars(rows=tuple((phrase(a), phrase(b)) for a, b in known)),
        Columns(head=tuple(map(phrase, words.head)), rows=(row, row)),
    )


def _hostile() -> tuple[Block, ...]:
    typed = tuple(phrase(personal(text, Sort.WORDS)) for text in HOSTILE)
    return (
        Bullets(items=typed),
        Columns(head=(typed[0], typed[1]), rows=((typed[5], typed[6]),)),
    )


def texts(document: Opened) -> list[str]:
    """Every text of it, in order."""
    found = [document.title, document.greets]
    for block in document.blocks:
        match block:
            case Text(text=text):
                found.append(text)
            case Items(items=items):
                found += items
            case Rows(rows=rows):
                found += [text for row in rows for text in row]
            case Grid(head=head, rows=lines):
                found += [*head, *(text for line in lines for text in line)]
    return found
