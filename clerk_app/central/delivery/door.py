"""The operator's hand on simulated recipients: what became of a delivery, whether somebody has an inbox."""

from __future__ import annotations

from typing import Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.delivery.outside import Deliveries
from clerk_app.central.doors import body_of
from clerk_app.central.inbox.inboxes import Inbox
from clerk_app.central.operator.guard import on_loopback
from clerk_app.contract import canonical
from clerk_app.domain.delivery_told import Evidence, EvidenceKind
from clerk_app.domain.errors import Refused

OPERATOR_DELIVERIES = "/operator/deliveries"
OPERATOR_INBOXES = "/operator/inboxes"


class Happened(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of the delivery under way in the case with this number; ``text`` says more."""

    number: str
    state: Literal["opened", "refused", "notice_left", "collected", "returned", "failed"]
    evidence: EvidenceKind = "receipt"
    text: str = ""


class InboxSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a person has an inbox from now on, and whether notices about it come back."""

    person: str
    open: bool
    bounces: bool = False

    def __repr__(self) -> str:
        """Without the person."""
        return "InboxSet()"


class DeliveryDoor:
    """On loopback only, and only where the demonstration's handler is."""

    def __init__(self, deliveries: Deliveries, inbox: Inbox) -> None:
        self._deliveries = deliveries
        self._inbox = inbox

    def routes(self) -> list[Route]:
        """Where it is reached."""
        return [
            Route(OPERATOR_DELIVERIES, self.happened, methods=["POST"]),
            Route(OPERATOR_INBOXES, self.set_inbox, methods=["POST"]),
        ]

    async def happened(self, request: Request) -> Response:
        """``POST /operator/deliveries``."""
        if not on_loopback(request):
            raise Refused("this_machine_only")
        wanted = await body_of(request, Happened)
        evidence = Evidence(kind=wanted.evidence, text=wanted.text)
        await run_in_threadpool(self._deliveries.happened_to, wanted.number, wanted.state, evidence)
        return _done()

    async def set_inbox(self, request: Request) -> Response:
        """``POST /operator/inboxes``."""
        if not on_loopback(request):
            raise Refused("this_machine_only")
        wanted = await body_of(request, InboxSet)
        await run_in_threadpool(
            lambda: self._inbox.set_open(wanted.person, is_open=wanted.open, bounces=wanted.bounces)
        )
        return _done()


def _done() -> Response:
    return Response(canonical.encode({"done": True}), media_type="application/json")
