"""Whose a payload is: the namespace, the workflow and the use that it is sealed for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    ActivitySerializationContext,
    SerializationContext,
    WorkflowSerializationContext,
)

#: How payloads are sealed now; those of before carry nothing of this.
SEAL: Final = "vigil-seal"
BOUND: Final = b"bound/1"
UNBOUND: Final = b"unbound/1"

NAMESPACE: Final = "vigil-namespace"
WORKFLOW: Final = "vigil-workflow"
PURPOSE: Final = "vigil-purpose"

_CASE: Final = "case/"


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a payload is at home. `purpose`: the workflow's own, or an activity's."""

    namespace: str
    workflow_id: str
    purpose: str

    @classmethod
    def of(cls, context: SerializationContext) -> Binding | None:
        """What Temporal says the payload belongs to; None when to no workflow."""
        match context:
            case WorkflowSerializationContext(namespace, workflow_id):
                return cls(namespace, workflow_id, "workflow")
            case ActivitySerializationContext() if context.workflow_id is not None:
                return cls(context.namespace, context.workflow_id, "activity")
            case _:
                return None

    @classmethod
    def carried(cls, payload: Payload) -> Binding | None:
        """What a payload says of itself, in clear; None for one sealed for nobody."""
        if payload.metadata.get(SEAL) != BOUND:
            return None
        said = [
            payload.metadata.get(name, b"").decode("utf-8", "replace")
            for name in (NAMESPACE, WORKFLOW, PURPOSE)
        ]
        return cls(*said)

    def is_on(self, payload: Payload) -> bool:
        """Whether the payload says that it is at home here."""
        carried = payload.metadata
        return all(
            carried.get(name) == said for name, said in _written(self)[1].items()
        )

    @property
    def case_ref(self) -> str:
        """Whose key seals it: the case's reference, or a workflow that is no case's."""
        return self.workflow_id.removeprefix(_CASE)

    def about(self) -> bytes:
        """The associated data: without these very words it does not open."""
        return _written(self)[0]

    def metadata(self) -> dict[str, bytes]:
        """What the payload carries in clear."""
        return _written(self)[1]


@lru_cache(maxsize=4096)
def _written(home: Binding) -> tuple[bytes, dict[str, bytes]]:
    """As associated data, and as metadata: asked for with every payload."""
    said = ["vigil/payload/2", home.namespace, home.workflow_id, home.purpose]
    return json.dumps(said).encode(), {
        SEAL: BOUND,
        NAMESPACE: home.namespace.encode(),
        WORKFLOW: home.workflow_id.encode(),
        PURPOSE: home.purpose.encode(),
    }
