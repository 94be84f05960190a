"""A workflow runner for rehearsals: the story's time, and letters that end in order.

A server's clock starts today and only runs forward; a story may start years ago. Every
activation carries its time, and a workflow knows no other: so that time is shifted, by
the same amount for the whole life of the case, and waits keep their length.

Several letters go at once, and a server may hand their ends back in any order. Here the
ends are kept back until the last is there and then told in the order in which the case
asked: a story then makes the same facts, under the same numbers, each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio.bridge.proto.activity_result import ActivityResolution
from temporalio.bridge.proto.workflow_activation import (
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_commands import (
    ScheduleActivity,
    WorkflowCommand,
)
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import (
    WorkflowInstance,
    WorkflowInstanceDetails,
    WorkflowRunner,
)
from temporalio.workflow import Info

from commands.rehearsal.rehearsed import SENT, EffectTold
from domain.letters import Followed, Letter
from workflows import MAIL

CANCELLED = "cancelled"
#: What is asked about a letter: it is none itself, and no story tells of it.
ABOUT_A_LETTER = frozenset({"delivery.follow-up", "letters.recall"})
#: Commands after which a run asks for nothing more, and those that end the case too.
OVER = frozenset({"complete_workflow_execution", "fail_workflow_execution"})
LAST = OVER | {"continue_as_new_workflow_execution"}
#: Something of one run: its id, and the number the run gave it.
Numbered = tuple[str, int]


@dataclass
class Watched:
    """What is seen of one case's runs, as the shifted runner sees it go by.

    `story_starts` is the story's first instant; `shift` what is added to the server's
    time, known once the case has begun. A query is answered as of `asked_at`: a server
    would answer it as of the case's last step. `under_way` are activities and `timers`
    what is waited for until when (the story's time), by run and number.
    """

    story_starts: datetime
    asked_at: datetime
    shift: timedelta | None = None
    busy: bool = False
    over: bool = False
    under_way: set[Numbered] = field(default_factory=set)
    timers: dict[Numbered, datetime] = field(default_factory=dict)
    effects: dict[str, EffectTold] = field(default_factory=dict)

    def wakes_at(self) -> datetime | None:
        """When the case looks next; None once it is over."""
        return min(self.timers.values(), default=None)

    @property
    def settled(self) -> bool:
        """The case waits for its next wake, or is over, and nothing is on its way.

        A case asks for its facts to be recorded as soon as it has any, so then the
        record holds them all. Between two runs it has no timer, and is not settled.
        """
        wake = self.wakes_at()
        waits = self.over if wake is None else wake > self.asked_at
        return waits and not (self.busy or self.under_way)


class ShiftedRunner(WorkflowRunner):
    """Runs workflows as `inner` does, at the story's time."""

    def __init__(self, inner: WorkflowRunner, watched: Watched) -> None:
        self._inner = inner
        self._watched = watched

    def prepare_workflow(self, defn: Any) -> None:
        self._inner.prepare_workflow(defn)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        return _Shifted(self._inner.create_instance(det), self._watched)

    def set_worker_level_failure_exception_types(
        self, types: Sequence[type[BaseException]]
    ) -> None:
        self._inner.set_worker_level_failure_exception_types(types)


class _Shifted(WorkflowInstance):
    """One run. `letters` are under way, or what is asked of them; `ends` kept back."""

    def __init__(self, inner: WorkflowInstance, watched: Watched) -> None:
        self._inner = inner
        self._watched = watched
        self._letters: dict[int, Letter | Followed] = {}
        self._ends: dict[int, WorkflowActivationJob] = {}

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        self._watched.busy = True
        self._shift(act)
        self._keep_back(act)
        completion = self._inner.activate(act)
        for command in completion.successful.commands:
            self._note(act, command)
        self._watched.busy = False
        return completion

    def _shift(self, act: WorkflowActivation) -> None:
        at = act.timestamp.ToDatetime(UTC)
        if self._watched.shift is None:
            self._watched.shift = self._watched.story_starts - at
        asked = all(job.HasField("query_workflow") for job in act.jobs)
        seen = self._watched.asked_at if asked else at + self._watched.shift
        act.timestamp.FromDatetime(seen)

    def _note(self, act: WorkflowActivation, command: WorkflowCommand) -> None:
        run, timers = act.run_id, self._watched.timers
        match command.WhichOneof("variant"):
            case "schedule_activity":
                self._under_way(run, command.schedule_activity)
            case "start_timer":
                waits = command.start_timer.start_to_fire_timeout.ToTimedelta()
                timers[run, command.start_timer.seq] = (
                    act.timestamp.ToDatetime(UTC) + waits
                )
            case "cancel_timer":
                timers.pop((run, command.cancel_timer.seq), None)
            case last if last in LAST:
                self._watched.over = last in OVER
                for timer in [timer for timer in timers if timer[0] == run]:
                    del timers[timer]
            case _:
                pass

    def _under_way(self, run: str, asked: ScheduleActivity) -> None:
        self._watched.under_way.add((run, asked.seq))
        if asked.task_queue == MAIL:
            of = Followed if asked.activity_type in ABOUT_A_LETTER else Letter
            given = of.model_validate_json(asked.arguments[0].data)
            self._letters[asked.seq] = given

    def _keep_back(self, act: WorkflowActivation) -> None:
        """Letters' ends wait for one another; whatever else happened goes through."""
        others = []
        for job in act.jobs:
            if job.HasField("fire_timer"):
                self._watched.timers.pop((act.run_id, job.fire_timer.seq), None)
            ended = job.resolve_activity.seq if job.HasField("resolve_activity") else 0
            self._watched.under_way.discard((act.run_id, ended))
            if ended in self._letters:
                self._ends[ended] = WorkflowActivationJob.FromString(
                    job.SerializeToString()
                )
            else:
                others.append(job)
        if len(others) < len(act.jobs):
            released = self._released(act.timestamp.ToDatetime(UTC))
            del act.jobs[:]
            act.jobs.extend([*others, *released])

    def _released(self, at: datetime) -> list[WorkflowActivationJob]:
        """Every end that was kept back, once none is missing."""
        if len(self._ends) < len(self._letters):
            return []
        released = [self._ends[number] for number in sorted(self._ends)]
        for number in sorted(self._ends):
            letter = self._letters[number]
            if isinstance(letter, Letter):
                self._tell(letter, self._ends[number], at)
        self._ends.clear()
        self._letters.clear()
        return released

    def _tell(self, letter: Letter, job: WorkflowActivationJob, at: datetime) -> None:
        outcome = outcome_of(job.resolve_activity.result)
        if outcome != CANCELLED:
            self._watched.effects[letter.key] = EffectTold(
                key=letter.key,
                kind=letter.kind,
                to=owed_to(letter),
                at=at,
                outcome=outcome,
            )

    def get_serialization_context(
        self, command_info: Any
    ) -> SerializationContext | None:
        return self._inner.get_serialization_context(command_info)

    def get_external_store_context(
        self, command_info: Any
    ) -> StorageDriverStoreContext:
        return self._inner.get_external_store_context(command_info)

    def get_info(self) -> Info:
        return self._inner.get_info()

    def get_thread_id(self) -> int | None:
        return self._inner.get_thread_id()


def outcome_of(result: ActivityResolution) -> str:
    """ "sent", "cancelled", or the code with which the carrier said no."""
    if result.HasField("completed"):
        return SENT
    return CANCELLED if result.HasField("cancelled") else result.failed.failure.message


def owed_to(letter: Letter) -> str:
    """The role that a letter is for, else the person."""
    reader = next((line for line in letter.lines if line.code == "reader"), None)
    role = reader.values.get("role") if reader else None
    return str(role or letter.to)
