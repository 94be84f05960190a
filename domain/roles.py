"""The roles that people hold in a case: every code, in one place.

Who may ask for what in which of them is said by the rulebooks (`may_ask`) and asked in
`domain.asking`. What each place calls them is a matter of words, not of codes.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    INTAKE = "intake"
    SOCIAL_WORKER = "social-worker"
    FIRST_LINE_MANAGER = "first-line-manager"
    AUTHORISED_MANAGER = "authorised-manager"
    INVITATIONS_MANAGER = "invitations-manager"
    CHAIR = "chair"
    KEY_WORKER = "key-worker"
    COORDINATOR = "coordinator"
    RECORD_TAKER = "record-taker"
    BUSINESS_SUPPORT = "business-support"
    TRANSLATION_DESK = "translation-desk"
    INTERPRETER = "interpreter"
    PARTNER_AGENCY = "partner-agency"
    GUARDIAN = "guardian"
    ADVOCATE = "advocate"
    SUPPORTER = "supporter"
    OFFICER_IN_THE_CASE = "officer-in-the-case"
    OUT_OF_HOURS_TEAM = "out-of-hours-team"
    SERVICE_MANAGER = "service-manager"
    SYSTEM_OPERATOR = "system-operator"
    AUDITOR = "auditor"
