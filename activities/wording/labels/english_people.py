"""Whom an invitation list thinks of, and what asks for a conference before a birth."""

from __future__ import annotations

from typing import Final

INVITED: Final[dict[str, str]] = {
    "invite-family-and-supporters": "The family and whoever supports them",
    "invite-social-services": "Social services",
    "invite-police": "Police",
    "invite-school": "School, nursery or college",
    "invite-other-education-staff": "Others in education",
    "invite-paediatrician": "Paediatrician",
    "invite-gp": "GP",
    "invite-health-practitioners": "Others in health",
    "invite-child-mental-health": "Mental health service for children",
    "invite-probation": "Probation",
    "invite-youth-offending": "Youth offending service",
    "invite-nspcc": "NSPCC",
    "invite-legal-services": "The council's lawyers",
    "invite-adult-services": "Services for adults",
    "invite-family-support": "Family support or day care",
    "invite-voluntary-organisations": "Voluntary organisations",
    "invite-armed-services": "Armed services",
    "invite-carers": "Carers",
    "invite-midwives": "Midwife",
    "invite-social-workers": "Social workers",
    "invite-schools": "Schools",
    "invite-mental-health-workers": "Mental health workers",
    "invite-housing": "Housing",
    "invite-gps": "GPs",
    "invite-drug-and-alcohol-support": "Help with drugs or alcohol",
    "invite-other-support": "Others who support the family",
}
TRIGGERS: Final[dict[str, str]] = {
    "pre-birth-assessment": "An assessment before the birth",
    "earlier-child-died-or-removed": "An earlier child died or was removed",
    "sibling-on-the-register": "A brother or sister is on the register",
    "person-posing-risk-in-the-home": "Somebody who is a risk lives in the home",
    "adults-difficulties-affect-parenting": "An adult's difficulties affect parenting",
    "mother-under-sixteen": "The mother is under sixteen",
}
