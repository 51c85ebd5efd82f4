"""The contract as OpenAPI 3.1, made from its own structs; parcels and answers are specified in ``parcel.md``.

``python -m clerk_app.central.openapi`` writes ``docs/contract/openapi.json``; a test fails while it differs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from clerk_app.central import portal_operations
from clerk_app.central.operations import SECURITY, paths_of
from clerk_app.contract import exchange as paths
from clerk_app.contract.answers import Answers, Findings, Registered, Status
from clerk_app.contract.cases import Amended, Case, Handed, Payment, Supplemented, Withdrawn
from clerk_app.contract.enclosures import LARGEST, OFFSET_HEADER, upload_size
from clerk_app.contract.enrolment import Anchor, EnrolmentAnswer, EnrolmentRequest
from clerk_app.contract.exchange import LONGEST_HOLD, PROBLEM_TYPE, STREAM_TYPE, Problem, Summary
from clerk_app.contract.reference import Colleague, DeskCertificate, Item, Municipality, ReferenceAnswer
from clerk_app.contract.signin import EscrowDeposit, Grant, SignInAnswer, SignInRequest
from clerk_app.domain.catalogue import Service
from clerk_app.domain.kinds import KINDS

VERSION = "1.0.0"
TARGET = Path(__file__).parents[2] / "docs" / "contract" / "openapi.json"

type _Json = dict[str, Any]

_BODIES = tuple(dict.fromkeys(KINDS.values()))
_SENT = (
    Anchor,
    EnrolmentRequest,
    EnrolmentAnswer,
    SignInRequest,
    SignInAnswer,
    EscrowDeposit,
    ReferenceAnswer,
    Problem,
)
_CHANGES = (Registered, Status, Findings, Case, Handed, Amended, Supplemented, Withdrawn, Payment)
_INSIDE = (Grant, Item, Municipality, DeskCertificate, Colleague, Service, Answers, *_CHANGES)
_JSON_TYPE = "application/json"
_OFFSET = {"name": OFFSET_HEADER, "in": "header", "required": True, "schema": {"type": "integer"}}
_LENGTH = {
    "name": "Upload-Length",
    "in": "header",
    "required": True,
    "schema": {"type": "integer", "maximum": upload_size(LARGEST)},
}


def document() -> bytes:
    """The whole document, the same bytes every time."""
    filed = [struct for operation in portal_operations.OPERATIONS for struct in operation.structs()]
    models = dict.fromkeys((*_SENT, *filed, *_INSIDE, *_BODIES, Summary))
    _, schemas = msgspec.json.schema_components(models, ref_template="#/components/schemas/{name}")
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": "Šalter: the centre",
            "version": VERSION,
            "description": "What a desk and its centre say to each other. Parcels and answers: see parcel.md.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "https://centre.example"}],
        "paths": _door_paths() | _line_paths() | paths_of(portal_operations.OPERATIONS),
        "components": {
            "schemas": schemas,
            "responses": {"Problem": _answer("What went wrong, by code (RFC 9457).", "Problem", PROBLEM_TYPE)},
            "securitySchemes": SECURITY,
        },
    }
    return (json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def write(target: Path = TARGET) -> None:
    """Write the document where the repository keeps it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(document())


def _door_paths() -> _Json:
    """What a person waits for: enrolment and sign-in."""
    return {
        paths.ANCHOR: {"get": _open("The centre's public keys and CA", ok=_answer("The anchor.", "Anchor"))},
        paths.ENROLMENTS: {
            "post": _open(
                "Become a desk by a one-time code",
                body=_body("EnrolmentRequest"),
                ok=_answer("The new desk.", "EnrolmentAnswer"),
                status="201",
            )
        },
        paths.SIGN_INS: {
            "post": _proven(
                "Sign a clerk in",
                body=_body("SignInRequest"),
                ok=_answer("A grant, and the key if wanted.", "SignInAnswer"),
            )
        },
        paths.ESCROW: {
            "post": _proven("Leave the desk's database key in escrow", body=_body("EscrowDeposit"), ok=_nothing())
        },
    }


def _line_paths() -> _Json:
    """The steady work."""
    digest = {
        "name": "sha256",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }
    return {
        paths.EXCHANGE: {
            "post": _proven(
                "Send parcels back to back, each preceded by its length in 4 bytes; each is committed as it arrives",
                body=_raw(STREAM_TYPE),
                ok=_answer("What became of each parcel.", "Summary"),
            )
        },
        paths.ANSWERS: {"get": {**_proven("Hear the centre", ok=_stream()), "parameters": _listening()}},
        paths.REFERENCE: {
            "get": _proven("All reference data", ok=_answer("Signed items.", "ReferenceAnswer")),
            "post": _proven(
                "Reference data newer than the versions given by name",
                body={_JSON_TYPE: {"schema": {"type": "object", "additionalProperties": {"type": "integer"}}}},
                ok=_answer("Signed items.", "ReferenceAnswer"),
            ),
        },
        f"{paths.ENCLOSURES}/{{sha256}}": {
            "parameters": [digest],
            "head": _proven("How much of an upload has arrived", ok=_offset()),
            "patch": {
                **_proven("Go on with an upload", body=_raw("application/octet-stream"), ok=_offset()),
                "parameters": [_OFFSET, _LENGTH],
            },
        },
        paths.HEALTH: {"get": _open("Whether the centre works", ok=_plain("It does; its clock in microseconds UTC."))},
    }


def _open(summary: str, *, ok: _Json, body: _Json | None = None, status: str = "200") -> _Json:
    """An operation that needs no proof."""
    operation: _Json = {
        "summary": summary,
        "responses": {status: ok, "default": {"$ref": "#/components/responses/Problem"}},
    }
    if body is not None:
        operation["requestBody"] = {"required": True, "content": body}
    return operation


def _proven(summary: str, *, ok: _Json, body: _Json | None = None) -> _Json:
    """An operation of a desk that proves itself."""
    status = "200" if "content" in ok else "204"
    return {**_open(summary, ok=ok, body=body, status=status), "security": [{"deskProof": []}]}


def _listening() -> list[_Json]:
    """The query of the answers stream."""
    number = {"type": "integer", "minimum": 0, "default": 0}
    return [
        {"name": "position", "in": "query", "schema": number, "description": "How far of the feed the desk has heard."},
        {"name": "have", "in": "query", "schema": number, "description": "Sending numbers known to have arrived."},
        {"name": "hold", "in": "query", "schema": {**number, "maximum": LONGEST_HOLD}, "description": "Seconds."},
    ]


def _body(name: str) -> _Json:
    return {_JSON_TYPE: {"schema": _ref(name)}}


def _raw(kind: str) -> _Json:
    return {kind: {"schema": {"type": "string", "format": "binary"}}}


def _answer(description: str, name: str, kind: str = _JSON_TYPE) -> _Json:
    return {"description": description, "content": {kind: {"schema": _ref(name)}}}


def _plain(description: str) -> _Json:
    schema = {"type": "object", "properties": {"now": {"type": "integer"}}, "required": ["now"]}
    return {"description": description, "content": {_JSON_TYPE: {"schema": schema}}}


def _stream() -> _Json:
    return {
        "description": "Signed, sealed answers, each preceded by its length in 4 bytes.",
        "content": _raw(STREAM_TYPE),
    }


def _offset() -> _Json:
    said = {"description": "Bytes that have arrived, or -1 when the upload is complete.", "schema": {"type": "integer"}}
    return {"description": "The offset to go on from.", "headers": {OFFSET_HEADER: said}}


def _nothing() -> _Json:
    return {"description": "Done."}


def _ref(name: str) -> _Json:
    return {"$ref": f"#/components/schemas/{name}"}


if __name__ == "__main__":
    write()
