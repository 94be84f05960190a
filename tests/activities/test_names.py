"""Which activity carries which effect, under the names that histories know."""

from __future__ import annotations

from activities.documents import Documents
from activities.following import Following
from activities.invitations import Invitations
from activities.ledger import Record
from activities.plan_distribution import PlanDistribution
from activities.reminders import Reminders
from activities.translations import Translations
from domain.correspondence import CONTENT
from domain.correspondence.drawn import IS, SAYS
from domain.documents.kinds import ON_REQUEST
from domain.effects import EffectKind
from workflows.delivery import ERRANDS

NAMES = {
    Invitations.invite: "invitation.send",
    Invitations.cancel: "invitation.cancel",
    PlanDistribution.distribute: "plan-copy.send",
    Translations.request: "translation.request",
    Reminders.digest: "staff.digest",
    Reminders.escalate: "staff.escalate",
    Reminders.assign_task: "staff.assign-task",
    Documents.send: "document.send",
    Following.follow_up: "delivery.follow-up",
    Following.recall: "letters.recall",
    Record.append: "record.append",
}
#: These bring nobody a letter: one asks about a letter, the other takes it back.
NO_LETTERS = {EffectKind.FOLLOW_UP, EffectKind.RECALL}


def test_every_kind_of_effect_has_an_activity_and_every_letter_its_lines() -> None:
    assert set(ERRANDS) == set(EffectKind)
    assert set(CONTENT) == set(EffectKind) - NO_LETTERS - {EffectKind.DOCUMENT}
    assert set(IS) == set(CONTENT)
    assert set(SAYS) >= set(IS.values()) | ON_REQUEST


def test_the_names_under_which_histories_know_the_activities_never_change() -> None:
    known = {
        method: getattr(method, "__temporal_activity_definition").name
        for method in NAMES
    }

    assert known == NAMES
    carried = {errand.method for errand in ERRANDS.values()}
    assert carried == set(NAMES) - {Record.append}
