"""The operation of delivery: a document's bytes."""

from __future__ import annotations

from clerk_app.central.operations import Operation, parameter
from clerk_app.contract.delivery import DOCUMENTS

OPERATIONS = (
    Operation(
        method="get",
        path=DOCUMENTS + "/{id}",
        summary="A document of a case",
        gives="application/octet-stream",
        says="The document sealed (HPKE) to the desk that asked and bound to its id.",
        parameters=(
            parameter(
                "id",
                "path",
                {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "Told by the change `document`.",
                "0" * 32,
            ),
        ),
        problems={404: "`document_unknown`: no case of this desk or its office has it."},
    ),
)
