"""The engine's namespace: there, and keeping what has ended for as long as we say.

The record is the ledger's; what the engine keeps of a case that has ended is a copy
that nobody needs for long. An open case is never touched by this.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import structlog
from google.protobuf.duration_pb2 import Duration
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    RegisterNamespaceRequest,
    UpdateNamespaceRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from rulebook.schema import RetentionPolicy

log = structlog.get_logger(__name__)
PURPOSE: Final = "Vigil: child protection cases"


async def engine_keeps(client: Client) -> timedelta:
    """For how long the engine keeps a case that has ended. Raises RPCError."""
    found = await client.workflow_service.describe_namespace(
        DescribeNamespaceRequest(namespace=client.namespace)
    )
    return found.config.workflow_execution_retention_ttl.ToTimedelta()


async def ensure_namespace(client: Client, keeps: timedelta) -> bool:
    """Make the namespace, or set for how long it keeps what has ended.

    True when something was changed. Raises RPCError, as where the program may not.
    """
    try:
        if await engine_keeps(client) == keeps:
            return False
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        await _register(client, keeps)
        return True
    config = NamespaceConfig(workflow_execution_retention_ttl=_duration(keeps))
    await client.workflow_service.update_namespace(
        UpdateNamespaceRequest(namespace=client.namespace, config=config)
    )
    return True


async def keep_for(client: Client, policy: RetentionPolicy) -> None:
    """As the council's table has it; where the program may not, that is logged.

    A worker may be let in to work and to nothing else: then whoever runs the engine
    sets it, and 'vigil doctor' says so until it is right. Raises any other RPCError.
    """
    try:
        await ensure_namespace(client, timedelta(days=policy.engine_history))
    except RPCError as error:
        if error.status is not RPCStatusCode.PERMISSION_DENIED:
            raise
        log.warning("namespace_retention_not_set")


async def _register(client: Client, keeps: timedelta) -> None:
    try:
        await client.workflow_service.register_namespace(
            RegisterNamespaceRequest(
                namespace=client.namespace,
                description=PURPOSE,
                workflow_execution_retention_period=_duration(keeps),
            )
        )
    except RPCError as error:
        # Two workers begin at once: the other one has just made it.
        if error.status is not RPCStatusCode.ALREADY_EXISTS:
            raise


def _duration(time: timedelta) -> Duration:
    given = Duration()
    given.FromTimedelta(time)
    return given
