"""A row of the table of operations becomes the piece of the document that it says."""

from __future__ import annotations

from clerk_app.central.operations import Operation, parameter, paths_of
from clerk_app.contract.exchange import Problem

ONE = Operation(
    method="post",
    path="/v1/x/{y}",
    summary="Do it",
    caller="client",
    takes=Problem,
    gives={"type": "string"},
    status=201,
    parameters=(parameter("y", "path", {"type": "string"}),),
    problems={404: "`gone`."},
)


def test_everything_that_is_said_is_described() -> None:
    described = paths_of((ONE,))["/v1/x/{y}"]["post"]
    assert set(described["responses"]) == {"201", "404", "default"}
    assert described["responses"]["404"]["description"] == "`gone`."
    assert described["security"] == [{"bearer": []}]
    assert described["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/Problem")
    assert described["parameters"][0]["required"]


def test_bytes_and_nobody_in_particular() -> None:
    plain = Operation(method="get", path="/v1/z", summary="See", caller="anyone", gives="application/x").described()
    assert plain["responses"]["200"]["content"]["application/x"]["schema"]["format"] == "binary"
    assert "security" not in plain
    assert ONE.structs() == [Problem]
