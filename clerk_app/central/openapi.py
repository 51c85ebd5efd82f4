"""The contract as OpenAPI 3.1, made from its own structs; parcels and answers are specified in ``parcel.md``.

``python -m clerk_app.central.openapi`` writes ``docs/contract/openapi.json``; a test fails while it differs.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from clerk_app.central import line_operations
from clerk_app.central.delivery import operations as delivery_operations
from clerk_app.central.eid import operations as eid_operations
from clerk_app.central.ezup import operations as ezup_operations
from clerk_app.central.inbox import operations as inbox_operations
from clerk_app.central.lists import operations as list_operations
from clerk_app.central.operations import PROBLEM, SECURITY, Json, paths_of
from clerk_app.central.payments import operations as payments_operations
from clerk_app.central.portal import operations as portal_operations
from clerk_app.central.registry import operations as registry_operations
from clerk_app.central.relay import operations as relay_operations
from clerk_app.central.trust import operations as trust_operations
from clerk_app.contract.answers import Answers, Findings, Registered, Status
from clerk_app.contract.cases import Amended, Case, Handed, Payment, Supplemented, Withdrawn
from clerk_app.contract.changes import CASE_CHANGES
from clerk_app.contract.eid import EidParameters
from clerk_app.contract.exchange import Problem
from clerk_app.contract.lists import ListInfo, ListPage
from clerk_app.contract.reference import Colleague, DeskCertificate, Item, Municipality
from clerk_app.contract.relay import OfficeKey
from clerk_app.contract.signin import Grant
from clerk_app.domain.catalogue import Service
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.domain.eid import EidPolicy
from clerk_app.domain.kinds import KINDS
from clerk_app.domain.payments import PaymentPolicy

VERSION = "1.1.0"
TARGET = Path(__file__).parents[2] / "docs" / "contract" / "openapi.json"
OPERATIONS = (
    *line_operations.OPERATIONS,
    *eid_operations.OPERATIONS,
    *ezup_operations.OPERATIONS,
    *list_operations.OPERATIONS,
    *portal_operations.OPERATIONS,
    *registry_operations.OPERATIONS,
    *trust_operations.OPERATIONS,
    *payments_operations.OPERATIONS,
    *inbox_operations.OPERATIONS,
    *delivery_operations.OPERATIONS,
    *relay_operations.OPERATIONS,
)
_CHANGES = (Registered, Status, Findings, Case, Handed, Amended, Supplemented, Withdrawn, Payment)
_INSIDE = (
    ListInfo,
    ListPage,
    EidParameters,
    EidPolicy,
    PaymentPolicy,
    DeliveryPolicy,
    Grant,
    OfficeKey,
    Item,
    Municipality,
    DeskCertificate,
    Colleague,
    Service,
    Answers,
    *_CHANGES,
    *CASE_CHANGES.values(),
)
"""What signed and sealed bytes hold."""

_BASE64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
_BASE64_KEY = "^[A-Za-z0-9+/]{43}=$"  # 32 bytes


def document() -> bytes:
    """The whole document, the same bytes every time."""
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": "Šalter: the centre",
            "version": VERSION,
            "description": "What a desk and its centre say to each other, and the registry for other software. "
            "Parcels and answers: see parcel.md.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "https://centre.example"}],
        "paths": paths_of(OPERATIONS),
        "components": {
            "schemas": _schemas(),
            "responses": {"Problem": PROBLEM},
            "securitySchemes": SECURITY,
        },
    }
    return (json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def write(target: Path = TARGET) -> None:
    """Write the document where the repository keeps it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(document())


def _schemas() -> Json:
    """Every struct that is sent, sealed or kept, once."""
    sent = [struct for operation in OPERATIONS for struct in operation.structs()]
    models = dict.fromkeys((*sent, Problem, *_INSIDE, *KINDS.values()))
    _, schemas = msgspec.json.schema_components(models, ref_template="#/components/schemas/{name}")
    for schema in schemas.values():
        properties = schema.get("properties", {}).values()
        for said in (*properties, *(said["items"] for said in properties if isinstance(said.get("items"), dict))):
            if said.get("contentEncoding") == "base64":  # a note alone: what is meant by it is said in full
                said["pattern"] = _BASE64_KEY if said.get("minLength") == 44 else _BASE64
    return schemas


if __name__ == "__main__":
    write()
