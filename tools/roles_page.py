"""The page of roles: who may ask for what, everywhere and where a place differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from adapters.rulebooks import load_rulebook
from adapters.terms import COMMON, OVERLAY, TermsNamed, terms_named
from domain.roles import Role
from rulebook.schema import Apart, MayAsk

HEAD: Final = """# Who may ask for what

Everything that can be asked of a case, and the roles that may ask it. What is not named
here is refused, and the refusal says who may. It holds for cases begun under editions
that have these entries (`[[may_ask]]`, from 23 November 2026 on); an older case is as
it was, until it goes over to them (`adopt-terms`).

- **A role is held from one instant to another.** Whoever holds it now may ask, and
  whoever acts for them (`act-for`) from the first instant of that cover to the last.
  Whoever held it and holds it no more may not. Where the case knows of nobody in a
  role, the role that the gateway states is taken.
- **Somebody in two roles asks in the one they state**, and stays one person: nobody
  agrees to what they asked for or countersigns what they wrote, under any of their
  roles.
- **One of the family, somebody who is kept away, or who has died acts in no
  professional role**, whatever role is stated.
- **Several may share** the roles of partner agency, interpreter, translation desk,
  business support, out of hours team, advocate and supporter. Cover of such a role
  that ran out, or another on record in it, puts nobody out of it; to end it
  (`end-role`) does, after their time as well. To call off cover that has not begun
  puts nobody out.
- **What protects at once waits for no handover**, the role is enough: protective
  action, a hold of letters, an emergency or assessment order of the court, concern
  about a brother or sister, and a discussion that opens an enquiry. What moves a date
  or a letter waits for whoever holds the role. Whoever was put out of the role
  (`end-role`) still records protective action and holds letters, and nothing else.
- **A closed case** is asked only what can be asked of it; whether somebody may ask at
  all is said first, so that a stranger learns nothing of the case.
- **The auditor, the system that sends referrals, supporters and guardians change
  nothing**; a guardian may record protective action. The system operator sees codes
  only and changes one thing, which gateways are trusted. To deal with an undelivered
  letter one must know the family, and to change procedures moves what is due: neither
  is a technician's.

This page is generated from the rulebooks: `python -m tools.make_docs`.
"""
PLACES: Final = ("pan-sussex", "york", "wales", "guernsey", OVERLAY)
#: What somebody else must have done, in words.
IN_WORDS: Final = {
    Apart.ASKED: "asked for by somebody else",
    Apart.WRITTEN: "written by somebody else",
    Apart.IN_OWN_NAME: "in one's own name",
    Apart.SECONDED: "seconded by somebody else, a professional of the case",
    Apart.TRANSLATED: "translated and given back by somebody else",
    Apart.OF_ANOTHER: "never about oneself",
    Apart.CHAIRED: "never by whoever chaired the conference",
    Apart.OWN_AGENCY: "by an agency, of its own report alone",
}


def page() -> str:
    """The whole page, in Markdown."""
    common = load_rulebook(COMMON)
    parts = [
        HEAD.strip(),
        f"## Everywhere (`{common.id}@{common.version}`)",
        _table(common.may_ask),
        *(_place(name) for name in PLACES),
        "## By role, under the common entries alone",
        _by_role(common.may_ask),
        "## Whom a gate names, where a place leaves a request to others",
        _gates(),
    ]
    return "\n\n".join(parts) + "\n"


def _place(name: str) -> str:
    book = load_rulebook(name)
    head = f"## What differs: {book.title} (`{book.id}@{book.version}`)"
    return f"{head}\n\n{_table(book.may_ask)}"


def _table(entries: Iterable[MayAsk]) -> str:
    head = "| request | who may ask | somebody else | why | source |"
    return "\n".join([head, "|---|---|---|---|---|", *map(_row, entries)])


def _row(entry: MayAsk) -> str:
    apart = "; ".join(IN_WORDS[each] for each in entry.segregated)
    ids = f"{', '.join(entry.ids)}; " if entry.ids else ""
    who = _words(entry.roles) or "nobody"
    cells = f"`{entry.request}`", who, apart, entry.says, f"{ids}{entry.citation}"
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _by_role(entries: tuple[MayAsk, ...]) -> str:
    rows = []
    for role in Role:
        kinds = sorted(entry.request for entry in entries if role in entry.roles)
        may = ", ".join(f"`{kind}`" for kind in kinds) or "nothing"
        rows.append(f"- **{_words([role])}** (`{role}`, {len(kinds)}): {may}")
    return "\n".join(rows)


def _gates() -> str:
    """As a case's terms have it: the entries themselves stay as they were published."""
    head = "| place | gate | who can put it right |"
    rows = dict.fromkeys(row for name in PLACES[:-1] for row in _gates_of(name))
    return "\n".join([head, "|---|---|---|", *rows])


def _gates_of(name: str) -> Iterator[str]:
    terms = terms_named(TermsNamed(rulebook=name, sexual_abuse_concern=True))
    said = _as_published(name)
    for gate in terms.gates:
        if gate.who != said[gate.key]:
            yield f"| {terms.rulebook.id} | {_words([gate.key])} | {_words(gate.who)} |"


def _as_published(name: str) -> dict[str, tuple[str, ...]]:
    books = map(load_rulebook, (COMMON, OVERLAY, name))
    return {gate.key: gate.who for book in books for gate in book.gates}


def _words(codes: Iterable[str]) -> str:
    return ", ".join(code.replace("-", " ") for code in codes)
