"""The endpoints of payments: ``/v1/payments``, for whoever moves the money and shows a bearer token."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.bell import Bell
from clerk_app.central.doors import body_of, drain
from clerk_app.central.payments.reports import Payments
from clerk_app.central.registry.clients import Clients
from clerk_app.contract import canonical
from clerk_app.contract.payments import (
    ORDER,
    ORDERS,
    PAYMENTS_BODY,
    PROOFS,
    REPORTS,
    OrdersSeen,
    OrdersWanted,
    PaymentReport,
    ProofAttached,
)
from clerk_app.domain.errors import CounterError, Refused


class PaymentsDoor:
    """The endpoints."""

    def __init__(self, clients: Clients, payments: Payments, bell: Bell) -> None:
        self._clients = clients
        self._payments = payments
        self._bell = bell

    def routes(self) -> list[Route]:
        """Where each of them answers."""
        return [
            Route(ORDERS, self.orders, methods=["POST"]),
            Route(REPORTS, self.report, methods=["POST"]),
            Route(ORDER, self.order, methods=["GET"]),
            Route(PROOFS, self.attach, methods=["POST"]),
        ]

    async def orders(self, request: Request) -> Response:
        """``POST /v1/payments/orders``."""
        await self._client(request)
        wanted = await body_of(request, OrdersWanted)
        return _json(OrdersSeen(await run_in_threadpool(self._payments.orders, wanted.number)))

    async def order(self, request: Request) -> Response:
        """``GET /v1/payments/orders/{order}``."""
        await self._client(request)
        return _json(await run_in_threadpool(self._payments.order, request.path_params["order"]))

    async def report(self, request: Request) -> Response:
        """``POST /v1/payments/reports``."""
        client = await self._client(request)
        told = await body_of(request, PaymentReport)
        taken = await run_in_threadpool(self._payments.report, client, told)
        self._heard(taken.order)
        return _json(taken)

    async def attach(self, request: Request) -> Response:
        """``POST /v1/payments/orders/{order}/proofs``."""
        client = await self._client(request)
        told = await body_of(request, ProofAttached)
        seen = await run_in_threadpool(self._payments.attach, client, request.path_params["order"], told)
        self._heard(seen.id)
        return _json(seen)

    def _heard(self, order: str) -> None:
        """Let the desk that received the request hear at once; an order's id begins with the desk's code."""
        self._bell.ring([order.partition("-")[0]] if order else [])

    async def _client(self, request: Request) -> str:
        """Whom the token stands for; what was sent is read first, so that the answer is heard."""
        try:
            client = await run_in_threadpool(self._clients.of, request.headers.get("Authorization", ""))
            if client.body != PAYMENTS_BODY:
                raise Refused("not_permitted")
        except CounterError:
            await drain(request.stream())
            raise
        return client.name


def _json(value: object) -> Response:
    return Response(canonical.encode(value), media_type="application/json")
