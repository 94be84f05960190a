"""Secrets drawn for one family, and who may see each: told apart from the rules.

Every secret is a made-up word that stands nowhere else. Who may see it follows from how
the family was drawn here, never from the code under test.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

MOTHER, FATHER, STEP, GRAN = "p-mother", "p-father", "p-step", "p-gran"
INSIDER, TEACHER, VISITOR = "p-insider", "p-teacher", "p-visitor"
WORKER, CHAIR, MANAGER, DESK = "p-worker", "p-chair", "p-manager", "p-desk"
ONE, TWO = "child-1", "child-2"
FAMILY = (MOTHER, FATHER, STEP, GRAN)
OUTSIDE = (INSIDER, TEACHER, VISITOR)
STAFF = frozenset({WORKER, CHAIR, MANAGER, "team-inbox"})
#: Of which child each of the family is a parent.
PARENTS = {ONE: (MOTHER, FATHER), TWO: (MOTHER, STEP)}
#: Who was at whose part, and is invited to it again.
THERE = {
    ONE: (MOTHER, FATHER, INSIDER, TEACHER, VISITOR),
    TWO: (MOTHER, STEP, GRAN, VISITOR),
}


class Canary(NamedTuple):
    """A secret, all who may see it, and what sort of secret it is."""

    text: str
    may: frozenset[str]
    sort: str

    def stands_in(self, text: str) -> bool:
        return bare(self.text) in bare(text)


def bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


class Words:
    """Words that nobody says: each is given out once."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._given: set[str] = set()

    def one(self) -> str:
        """One more. Those of one family are all different."""
        word = ""
        while word in {"", *self._given}:
            ends = (self._dice.choice("bdfgkmprstvz") + "yu"[i % 2] for i in range(4))
            word = f"Qx{''.join(ends)}"
        self._given.add(word)
        return word


class Drawn:
    """What was drawn for one family: its secrets, and who reads with whom."""

    def __init__(self, dice: Random, number: int) -> None:
        self.dice, self.words, self.number = dice, Words(dice), number
        self.hidden = dice.choice((MOTHER, MOTHER, FATHER, ""))
        self.step_barred = dice.random() < 0.4
        self.decided = self.step_barred and dice.random() < 0.5
        self.together = self._sharing()
        self.secrets: dict[str, dict[str, str]] = {
            ref: self._reached(ref) for ref in (*FAMILY, *OUTSIDE)
        }
        self._one_mailbox()
        self.agency = f"{self.words.one()}-house".lower()
        self.school = f"{self.words.one()}-school".lower()
        self.insider = f"{self.words.one()} {self.words.one()}"
        self.names = {ONE: self.words.one(), TWO: self.words.one()}
        self.said = {ONE: self.words.one(), TWO: self.words.one()}
        self.venue = self._venue()
        self.typed = self._typed()

    def _sharing(self) -> tuple[frozenset[str], ...]:
        if self.dice.random() < 0.5:
            return ()
        return (frozenset(self.dice.sample((FATHER, STEP, GRAN), 2)),)

    def _reached(self, ref: str) -> dict[str, str]:
        street, town, mail = (self.words.one() for _ in range(3))
        number = self.dice.randrange(100_000_000, 1_000_000_000)
        return {
            "post": f"{self.dice.randrange(1, 99)} {street} Yard, {town}, QX9 9QX",
            "phone": f"07{number}",
            "email": f"{mail}@{self.words.one()}.example".lower(),
            "street": street,
        }

    def _one_mailbox(self) -> None:
        for pair in self.together:
            one, other = sorted(pair)
            if self.dice.random() < 0.5:
                self.secrets[other]["email"] = self.secrets[one]["email"]

    def _venue(self) -> str:
        if self.hidden and self.dice.random() < 0.3:
            there = self.secrets[self.hidden]["street"]
            return self.dice.choice((f"{there} Yard", self.agency.replace("-", " ")))
        return f"{self.words.one()} Centre, room 2"

    def _typed(self) -> str:
        """A secret in the middle of a sentence, spaced and written as people do."""
        if self.dice.random() < 0.6:
            return ""
        one = self.dice.choice([s for ref in FAMILY for s in self._of(ref)])
        odd = (str.upper, str.lower, lambda text: " ".join(text), lambda text: text)
        return f"Ask at {self.dice.choice(odd)(one)} first."

    def _of(self, ref: str) -> tuple[str, str, str]:
        known = self.secrets[ref]
        return f"{known['street']} Yard", known["phone"], known["email"]

    def _inside(self) -> frozenset[str]:
        children = {c for c, parents in PARENTS.items() if self.hidden in parents}
        return STAFF | children | {self.hidden, INSIDER}

    def canaries(self) -> Iterator[Canary]:
        barred = {STEP} if self.step_barred else set()
        for ref in FAMILY:
            for text in self._of(ref):
                yield Canary(text, self._may_reach(ref, text), "contact")
        if self.hidden:
            yield from self._hidden()
        for child in (ONE, TWO):
            part = {*PARENTS[child], *THERE[child], child} | STAFF
            told = part - (set() if self.decided and child == TWO else barred)
            yield Canary(self.names[child], frozenset(told), "name")
            yield Canary(self.said[child], frozenset(told), "words")
        if not self._venue_is_secret():
            come = {*THERE[ONE], *THERE[TWO]} - barred
            yield Canary(self.venue, frozenset(come) | STAFF, "venue")

    def _hidden(self) -> Iterator[Canary]:
        inside = self._inside()
        yield Canary(self.agency, inside, "agency")
        yield Canary(self.secrets[self.hidden]["street"], inside, "street")
        yield Canary(self.insider, inside, "insider")
        domain = self.secrets[self.hidden]["email"].partition("@")[2]
        yield Canary(domain, inside | self._same_mail(self.hidden), "domain")
        if self._venue_is_secret():
            yield Canary(self.venue, inside, "secret venue")
        if self.hidden in PARENTS[ONE]:
            known = STAFF | {ONE, self.hidden, TEACHER}
            yield Canary(self.school, known, "school")

    def _same_mail(self, ref: str) -> frozenset[str]:
        mail = self.secrets[ref]["email"]
        return frozenset(p for p in FAMILY if self.secrets[p]["email"] == mail)

    def _may_reach(self, ref: str, text: str) -> frozenset[str]:
        children = {c for c, parents in PARENTS.items() if ref in parents}
        same = self._same_mail(ref) if "@" in text else frozenset()
        if ref == self.hidden:
            return self._inside() | same
        return STAFF | {ref, DESK, *children, *OUTSIDE} | same

    def _venue_is_secret(self) -> bool:
        return "Centre" not in self.venue
