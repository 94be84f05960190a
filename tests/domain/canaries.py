"""Families with planted secrets, each by a number: the same number, the same family."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, NamedTuple

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.record.delays import Delay, RiskCheck, Safeguard
from domain.record.people import RoleHeld
from domain.record.safety import Document, Sharing, SharingDecision
from domain.record.translations import Translation
from domain.terms import Terms, sealed
from rulebook.schema import LetterTimes
from tests.dates import day
from tests.domain.builders import OPENED, a_case, a_child, a_person, practice
from tests.domain.canary_conferences import BOOKED, HELD, Conferring, fingerprint
from tests.domain.canary_secrets import (
    CHAIR,
    DESK,
    FAMILY,
    INSIDER,
    MANAGER,
    MOTHER,
    ONE,
    PARENTS,
    STEP,
    TEACHER,
    TWO,
    VISITOR,
    WORKER,
    Canary,
)

TIMES = LetterTimes(
    email=2,
    text=1,
    post=5,
    print=1,
    visits="social-worker",
    visits_professionals="business-support",
    goes_through="social-worker",
)


class Planted(NamedTuple):
    """One family. `typed`: what somebody typed into the plans, if anything."""

    case: Case
    canaries: tuple[Canary, ...]
    together: tuple[frozenset[str], ...]
    typed: str
    number: int

    def readers(self, ref: str) -> frozenset[str]:
        """Whoever reads what this one is sent."""
        return frozenset({ref}).union(*(pair for pair in self.together if ref in pair))


@cache
def followed(rulebook: str = "pan-sussex") -> Terms:
    """The newest terms, with a council that says how letters are followed."""
    terms = practice(rulebook)
    return sealed(terms.model_copy(update={"letters": TIMES}))


def planted(seed: int) -> Planted:
    """A family by a number: the same number is the same family."""
    return _Planting(Random(seed), seed).family()


class _Planting(Conferring):
    """The case of a family, with every secret in its place."""

    def family(self) -> Planted:
        return Planted(
            self._case(),
            tuple(self.canaries()),
            self.together,
            self.typed,
            self.number,
        )

    def _case(self) -> Case:
        return a_case(
            terms=followed(),
            children=self._children(),
            people=tuple(self._people()),
            roles=tuple(
                RoleHeld(role=role, person=person, since=OPENED)
                for role, person in (
                    ("social-worker", WORKER),
                    ("chair", CHAIR),
                    ("first-line-manager", MANAGER),
                    ("translation-desk", DESK),
                )
            ),
            conferences=(self.held(), self.to_come()),
            plans=tuple(self.plan(child) for child in (ONE, TWO)),
            delays=(self._delay(),),
            sharing=self._decisions(),
            translations=(self._translation(),),
        )

    def _children(self) -> tuple[Any, ...]:
        return (
            a_child(
                ONE, name=self.names[ONE], parents=PARENTS[ONE], school=self.school
            ),
            a_child(
                TWO,
                name=self.names[TWO],
                born=day("Tue 2020-09-01"),
                parents=PARENTS[TWO],
            ),
        )

    def _people(self) -> Iterator[Any]:
        for ref in FAMILY:
            yield a_person(ref, kind="family", **self._relative(ref))
        mail, agency = "help@advice.example", "advice"
        if self.hidden:
            domain = self.secrets[self.hidden]["email"].partition("@")[2]
            mail, agency = f"help@{domain}", self.agency
        yield a_person(
            INSIDER, name=self.insider, agency=agency, email=mail, relation="advocate"
        )
        yield a_person(TEACHER, agency=self.school, relation="teacher")
        yield a_person(VISITOR, agency="health", relation="health-visitor")
        for ref in (WORKER, CHAIR, MANAGER, DESK):
            yield a_person(ref, agency="social-work", email=f"{ref}@council.example")

    def _relative(self, ref: str) -> dict[str, Any]:
        known = {k: v for k, v in self.secrets[ref].items() if k != "street"}
        pair = next((p for p in self.together if ref in p), frozenset({ref}))
        hides = ref == self.hidden
        barred = ref == STEP and self.step_barred
        return {
            **known,
            "name": f"Name of {ref}",
            "relation": ref.removeprefix("p-"),
            "address_secret": hides,
            "agency": self.agency if hides else None,
            "shares_mailbox_with": tuple(sorted(pair - {ref})),
            "of_concern_about": (TWO,) if barred else (),
        }

    def _delay(self) -> Delay:
        kept = tuple(
            Safeguard(child=c, action=f"See {self.said[c]} daily.") for c in (ONE, TWO)
        )
        return Delay(
            ref="delay-1",
            children=(ONE, TWO),
            asked_at=BOOKED,
            agreed_at=BOOKED,
            agreed_on=day("Mon 2027-01-11"),
            checks=(RiskCheck(due_on=day("Mon 2027-01-04"), set_at=BOOKED),),
            safeguards=kept,
            words=fingerprint("why"),
        )

    def _decisions(self) -> tuple[SharingDecision, ...]:
        if not self.decided:
            return ()
        return tuple(
            SharingDecision(
                person=STEP,
                document=document,
                about="conf-1",
                shares=Sharing.WHOLE,
                decided_at=HELD,
                by=WORKER,
                children=(TWO,),
                barred=(STEP,),
            )
            for document in Document
        )

    def _translation(self) -> Translation:
        return Translation(
            ref="tr-1",
            document=DocumentKind.PLAN,
            about="conf-1",
            child=ONE,
            language="ur",
            source="0" * 64,
            asked_at=HELD,
            readers=(MOTHER,),
        )
