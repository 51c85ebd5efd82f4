"""A row of the table becomes what the document says of one operation."""

from __future__ import annotations

from clerk_app.central.operations import PROBLEM, Operation, parameter, paths_of
from clerk_app.contract.exchange import Problem

ROW = Operation(
    method="post",
    path="/v1/things/{id}",
    summary="Make a thing",
    caller="client",
    takes=Problem,
    example={"type": "x"},
    gives={"type": "object"},
    says="It.",
    status=201,
    parameters=(parameter("id", "path", {"type": "string"}, "Which.", "7"),),
    headers={"Location": {"schema": {"type": "string"}}},
    problems={409: "`taken`."},
)


def test_a_row_says_who_calls_what_is_taken_and_what_comes_back() -> None:
    said = ROW.described()
    assert said["security"] == [{"bearer": []}]
    assert said["requestBody"]["required"]
    assert said["requestBody"]["content"]["application/json"] == {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "example": {"type": "x"},
    }
    assert said["responses"]["201"]["content"] == {"application/json": {"schema": {"type": "object"}}}
    assert said["responses"]["201"]["headers"] == {"Location": {"schema": {"type": "string"}}}
    assert said["responses"]["409"] == PROBLEM | {"description": "`taken`."}
    (given,) = said["parameters"]
    assert (given["required"], given["description"], given["example"]) == (True, "Which.", "7")
    assert ROW.structs() == [Problem]


def test_a_desk_proves_itself_and_bytes_are_bytes() -> None:
    row = Operation(method="put", path="/v1/x", summary="x", takes="application/octet-stream", needed=False, status=204)
    said = row.described()
    assert said["security"] == [{"deskProof": []}]
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    assert said["requestBody"] == {"required": False, "content": content}
    assert said["responses"]["204"] == {"description": "Done."}
    assert not parameter("q", "query", {})["required"]
    assert set(paths_of((ROW, row))) == {"/v1/things/{id}", "/v1/x"}


def test_anyone_may_call_what_asks_for_nothing() -> None:
    assert "security" not in Operation(method="get", path="/", summary="x", caller="anyone").described()
