"""Headings of reports, of the record and of a plan, in Welsh: those used in Wales."""

from __future__ import annotations

from typing import Final

REPORTS: Final[dict[str, str]] = {
    "enquiry-or-assessment-report": "Adroddiad yr ymchwiliad neu'r asesiad",
    "the-concerns": "Y pryderon",
    "what-is-known-of-the-concerns": "Yr hyn sy'n hysbys am y pryderon",
    "the-child-and-the-family": "Y plentyn a'r teulu",
    "people-around-the-child": "Pobl o gwmpas y plentyn",
    "what-the-examination-found": "Canfyddiadau'r archwiliad",
    "adults-of-concern": "Oedolion sy'n peri pryder",
    "earlier-concerns": "Yr hyn oedd yn hysbys o'r blaen",
    "investigations": "Yr hyn sy'n cael ei ymchwilio",
    "interview-of-the-child": "Cyfweliad â'r plentyn",
    "disruption": "Yr hyn a wneir i atal y rhai sy'n achosi niwed",
    "signs-and-impact": "Arwyddion, a'u heffaith ar y plentyn",
    "family-vulnerabilities": "Yr hyn sy'n gwneud y teulu'n agored i niwed",
    "what-child-and-parents-want": "Yr hyn y mae'r plentyn a'r rhieni ei eisiau",
    "agreement-in-the-family": "Yr hyn y mae'r teulu'n cytuno arno ai peidio",
}
RECORD: Final[dict[str, str]] = {
    "concerns-and-enquiry-information": "Y pryderon a chanfyddiadau'r ymholiadau",
    "strengths-and-protective-factors": "Cryfderau a ffactorau amddiffynnol",
    "findings-of-the-enquiry-so-far": "Canfyddiadau'r ymholiad hyd yma",
    "other-assessments": "Asesiadau eraill",
    "family-history-and-services": "Hanes y teulu a gwasanaethau blaenorol",
    "decided-on-future-safety": "Penderfyniadau ar ddiogelwch y plentyn",
    "decided-on-future-well-being": "Penderfyniadau ar lesiant y plentyn",
    "decided-on-future-development": "Penderfyniadau ar ddatblygiad y plentyn",
    "issues-of-care-before-and-after-birth": "Gofal cyn ac ar ôl geni",
    "how-they-are-met-before-and-after-birth": "Cymorth cyn ac ar ôl geni",
    "health-of-the-child": "Iechyd y plentyn",
    "development-of-the-child": "Datblygiad y plentyn",
    "wellbeing-of-the-child": "Llesiant y plentyn",
    "family-history": "Hanes y teulu",
    "needs-of-child-and-family": "Anghenion y plentyn a'r teulu",
    "capacity-of-the-non-abusing-parents": (
        "Yr hyn y gall y rhieni na wnaethant niwed ei wneud"
    ),
}
PLAN: Final[dict[str, str]] = {
    "plan-actions": "Pwy sy'n gwneud beth",
    "plan-wellbeing": "Beth sy'n helpu'r plentyn a'r teulu",
    "plan-interventions": "Beth fydd yn cael ei wneud",
    "plan-personal-outcomes": "Yr hyn y mae'r plentyn i'w gyflawni",
    "neglect": "Esgeulustod",
    "physical-abuse": "Cam-drin corfforol",
    "sexual-abuse": "Cam-drin rhywiol",
    "emotional-abuse": "Cam-drin emosiynol",
    "child-in-need-plan": "Cynllun plentyn mewn angen",
    "family-help": "Cymorth i deuluoedd",
    "no-further-support": "Dim cymorth pellach",
    "care-and-support-plan": "Cynllun gofal a chymorth",
    "early-help": "Cymorth cynnar",
}
