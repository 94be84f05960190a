"""Workflow runners for tests: the worker's own, with something done on the way past.

What goes in is an activation (jobs and the time), what comes out a completion (the
commands). At this place both are decoded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import (
    WorkflowInstance,
    WorkflowInstanceDetails,
    WorkflowRunner,
)
from temporalio.workflow import Info

Before = Callable[[WorkflowActivation], None]
After = Callable[[WorkflowActivation, WorkflowActivationCompletion], None]


def let_past(
    activation: WorkflowActivation, completion: WorkflowActivationCompletion
) -> None:
    """Nothing is done to what comes out."""


@dataclass(frozen=True)
class Watched(WorkflowRunner):
    """Another runner whose cases are watched; `before` may change an activation."""

    inner: WorkflowRunner
    before: Before
    after: After = let_past

    def prepare_workflow(self, defn: Any) -> None:
        self.inner.prepare_workflow(defn)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        return _Watched(self.inner.create_instance(det), self.before, self.after)

    def set_worker_level_failure_exception_types(
        self, types: Sequence[type[BaseException]]
    ) -> None:
        self.inner.set_worker_level_failure_exception_types(types)


def at_another_time(inner: WorkflowRunner, shift: timedelta) -> WorkflowRunner:
    """Every case lives `shift` later than the server's clock; durations are the same.

    So tests name dates with their weekday, and stay true whenever they are run.
    """

    def shifted(activation: WorkflowActivation) -> None:
        if activation.HasField("timestamp"):
            told = activation.timestamp.ToDatetime(tzinfo=UTC)
            activation.timestamp.FromDatetime(told + shift)

    return Watched(inner, shifted)


@dataclass(frozen=True)
class _Watched(WorkflowInstance):
    inner: WorkflowInstance
    before: Before
    after: After

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        self.before(act)
        completion = self.inner.activate(act)
        self.after(act, completion)
        return completion

    def get_serialization_context(
        self, command_info: Any
    ) -> SerializationContext | None:
        return self.inner.get_serialization_context(command_info)

    def get_external_store_context(
        self, command_info: Any
    ) -> StorageDriverStoreContext:
        return self.inner.get_external_store_context(command_info)

    def get_info(self) -> Info:
        return self.inner.get_info()

    def get_thread_id(self) -> int | None:
        return self.inner.get_thread_id()
