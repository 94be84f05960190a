"""A workflow runner for rehearsals: the story's time, and letters that end in order.

A server's clock starts today and only runs forward; a story may start years ago. Every
activation carries its time, and a workflow knows no other: so that time is shifted, by
the same amount for the whole life of the case, and waits keep their length.

Several letters go at once, and a server may hand their ends back in any order. Here the
ends are kept back until the last is there and then told in the order in which the case
asked: a story then makes the same facts, under the same numbers, each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from temporalio.bridge.proto.workflow_activation import (
    ResolveActivity,
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_commands import ScheduleActivity
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails, WorkflowRunner
