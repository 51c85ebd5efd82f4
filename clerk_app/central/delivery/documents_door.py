"""The endpoint of documents: their bytes, sealed to the desk that asks."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.delivery.documents import Documents
from clerk_app.central.desks import Desks
from clerk_app.central.doors import desk_of
from clerk_app.contract.delivery import DOCUMENTS


class DocumentDoor:
    """Gives documents to the desks of their cases."""

    def __init__(self, desks: Desks, documents: Documents) -> None:
        self._desks = desks
        self._documents = documents

    def routes(self) -> list[Route]:
        """Where it is reached."""
        return [Route(DOCUMENTS + "/{id}", self.give, methods=["GET"])]

    async def give(self, request: Request) -> Response:
        """``GET /v1/documents/{id}``."""
        desk = await desk_of(request, self._desks)
        sealed = await run_in_threadpool(self._documents.sealed, desk, request.path_params["id"])
        return Response(sealed, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})
