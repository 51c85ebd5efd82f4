"""What an endpoint's row of the OpenAPI table says, and the piece of the document that it becomes.

Each system keeps its rows in a file of its own (``line_operations``, ``registry_operations``); ``openapi`` joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from clerk_app.contract.exchange import PROBLEM_TYPE, PROOF_HEADER
from clerk_app.contract.relay import RELAY_PROOF_HEADER

type Json = dict[str, Any]

JSON_TYPE = "application/json"
SECURITY: dict[str, Json] = {
    "deskProof": {
        "type": "apiKey",
        "in": "header",
        "name": PROOF_HEADER,
        "description": "Desk code, a space, and base64url of a 12-byte nonce and the desk's Ed25519 "
        'signature over "salter desk proof 1", code, method, target and nonce, joined by line feeds.',
    },
    "relayProof": {
        "type": "apiKey",
        "in": "header",
        "name": RELAY_PROOF_HEADER,
        "description": "The relay's name, a space, and base64url of a 12-byte nonce and the relay's Ed25519 signature "
        'over "salter relay of a centre 1", name, method, target and nonce, joined by line feeds.',
    },
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token: of `POST /v1/registry/tokens`, for the portal of `POST /v1/portal/sessions`.",
    },
}
_SHOWN = {
    "desk": ("deskProof",),
    "relay": ("relayProof",),
    "carrier": ("deskProof", "relayProof"),
    "client": ("bearer",),
}
PROBLEM = {
    "description": "What went wrong, by code (RFC 9457).",
    "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation: who may call it, what it takes and what it answers.

    ``takes`` and ``gives``: a struct of the contract, a JSON Schema, the name of a media type for bytes, or nothing;
    ``needed``: whether something must be taken; ``example``: of what is taken.
    ``or_else``: another status that is no problem → what it says, with nothing given.
    ``problems``: status → its codes, for the reader; whatever else goes wrong is a problem too.
    """

    method: Literal["get", "head", "post", "put", "patch"]
    path: str
    summary: str
    caller: Literal["anyone", "desk", "relay", "client", "carrier"] = "desk"
    takes: type | Json | str | None = None
    needed: bool = True
    example: Json | None = None
    gives: type | Json | str | None = None
    says: str = "Done."
    status: int = 200
    parameters: tuple[Json, ...] = ()
    headers: Mapping[str, Json] = field(default_factory=dict)
    or_else: Mapping[int, str] = field(default_factory=dict)
    problems: Mapping[int, str] = field(default_factory=dict)

    def described(self) -> Json:
        """The operation as the document has it."""
        answer: Json = {"description": self.says}
        if self.gives is not None:
            answer["content"] = _content(self.gives)
        if self.headers:
            answer["headers"] = dict(self.headers)
        whole: Json = {
            "summary": self.summary,
            "responses": {
                str(self.status): answer,
                **{str(status): {"description": says} for status, says in sorted(self.or_else.items())},
                **{str(status): PROBLEM | {"description": codes} for status, codes in sorted(self.problems.items())},
                "default": {"$ref": "#/components/responses/Problem"},
            },
        }
        if self.parameters:
            whole["parameters"] = list(self.parameters)
        if self.takes is not None:
            content = _content(self.takes)
            if self.example is not None:
                content[JSON_TYPE]["example"] = self.example
            whole["requestBody"] = {"required": self.needed, "content": content}
        if self.caller != "anyone":
            whole["security"] = [{scheme: []} for scheme in _SHOWN[self.caller]]
        return whole

    def structs(self) -> list[type]:
        """The structs that the components must have."""
        return [one for one in (self.takes, self.gives) if isinstance(one, type)]


def parameter(
    name: str, where: Literal["path", "query", "header"], schema: Json, description: str = "", example: str = ""
) -> Json:
    """A parameter; only those of a query may be left out."""
    said = {key: text for key, text in (("description", description), ("example", example)) if text}
    return {"name": name, "in": where, "required": where != "query", "schema": schema, **said}


def paths_of(operations: Iterable[Operation]) -> Json:
    """The document's paths."""
    paths: dict[str, Json] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = operation.described()
    return paths


def _content(of: type | Json | str) -> Json:
    if isinstance(of, str):
        return {of: {"schema": {"type": "string", "format": "binary"}}}
    schema = {"$ref": f"#/components/schemas/{of.__name__}"} if isinstance(of, type) else of
    return {JSON_TYPE: {"schema": schema}}
