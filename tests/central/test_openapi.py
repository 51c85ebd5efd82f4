"""The published contract is the one that the code speaks."""

from __future__ import annotations

import json

from starlette.routing import Route

from clerk_app.central.app import Outside, application
from clerk_app.central.openapi import TARGET, document, write
from tests.central.conftest import TEXTS, Running


def test_the_published_document_is_the_generated_one() -> None:
    assert TARGET.read_bytes() == document(), "run: python -m clerk_app.central.openapi"


def test_writing_gives_the_same_bytes(tmp_path) -> None:
    write(tmp_path / "contract" / "openapi.json")
    assert (tmp_path / "contract" / "openapi.json").read_bytes() == document()


def test_every_endpoint_is_described_and_every_described_one_is_served(shared: Running) -> None:
    described = {
        (path, method.upper()) for path, methods in json.loads(document())["paths"].items() for method in methods
    }
    served = {
        (route.path, method)
        for route in application(shared.central.parts, Outside(texts=TEXTS)).routes
        if isinstance(route, Route) and route.path.startswith("/v1/")
        for method in (route.methods or ())
        if not (method == "HEAD" and "GET" in (route.methods or ()))  # comes with GET by itself
    }
    assert described == served


def test_every_reference_leads_somewhere() -> None:
    whole = json.loads(document())
    text = document().decode()
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named
    assert named <= set(whole["components"]["schemas"])
