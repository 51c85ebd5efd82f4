"""The endpoints of relays, and the one at which a desk fetches its office's key."""

from __future__ import annotations

from sqlalchemy import and_, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.answers import Answering, Heard, number
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk, Desks
from clerk_app.central.doors import body_of, desk_of, drain, target_of
from clerk_app.central.keys import CentreKeys
from clerk_app.central.relay import office_keys
from clerk_app.central.relay.relays import Relay, Relays
from clerk_app.central.schema import DESK
from clerk_app.contract import canonical, relay
from clerk_app.contract.exchange import PROOF_HEADER, STREAM_TYPE
from clerk_app.contract.relay import (
    HAVE_HEADER,
    MORE_HEADER,
    POSITION_HEADER,
    RELAY_PROOF_HEADER,
    OfficeKeyAnswer,
    RelayEnrolmentRequest,
    RelayKey,
)
from clerk_app.domain.errors import CounterError, Refused

_JSON = "application/json"


class RelayDoor:
    """What relays ask."""

    def __init__(self, desks: Desks, relays: Relays, answering: Answering) -> None:
        self._desks = desks
        self._relays = relays
        self._answering = answering

    def routes(self) -> list[Route]:
        """Where they are reached."""
        return [
            Route(relay.ENROLMENTS, self.enrol, methods=["POST"]),
            Route(relay.KEY, self.key, methods=["GET"]),
            Route(relay.ANSWERS, self.answers, methods=["GET"]),
        ]

    async def enrol(self, request: Request) -> Response:
        """``POST /v1/relay/enrolments``."""
        wanted = await body_of(request, RelayEnrolmentRequest)
        made = await run_in_threadpool(self._relays.enrol, wanted)
        return Response(canonical.encode(made), status_code=201, media_type=_JSON)

    async def key(self, request: Request) -> Response:
        """``GET /v1/relay/key``."""
        asking = await relay_of(request, self._relays)
        found: RelayKey = await run_in_threadpool(self._relays.key, asking)
        return Response(canonical.encode(found), media_type=_JSON)

    async def answers(self, request: Request) -> Response:
        """``GET /v1/relay/answers``: one answer to a desk of the relay's office, and how far it goes."""
        asking = await relay_of(request, self._relays)
        query = request.query_params
        desk = await run_in_threadpool(self._desks.get, query.get("desk", ""))
        if desk.office != asking.office:
            raise Refused("desk_elsewhere")
        heard = Heard(number(query.get("position", "0")), number(query.get("have", "0")))
        return await run_in_threadpool(self._answer, desk, heard)

    def _answer(self, desk: Desk, heard: Heard) -> Response:
        made = self._answering.for_relay(desk, heard)
        headers = {
            POSITION_HEADER: str(made.position),
            HAVE_HEADER: str(made.have),
            MORE_HEADER: str(int(made.more)),
        }
        return Response(self._answering.sealed(desk, made), media_type=STREAM_TYPE, headers=headers)


class OfficeKeyDoor:
    """Where a desk fetches the key of its office."""

    def __init__(self, database: Database, keys: CentreKeys, desks: Desks) -> None:
        self._database = database
        self._keys = keys
        self._desks = desks

    def routes(self) -> list[Route]:
        """Where it is reached."""
        return [Route(relay.OFFICE_KEY, self.key, methods=["POST"])]

    async def key(self, request: Request) -> Response:
        """``POST /v1/office-key``: the newest one, sealed to the desk that asks."""
        desk = await desk_of(request, self._desks)
        return Response(canonical.encode(await run_in_threadpool(self._sealed, desk)), media_type=_JSON)

    def _sealed(self, desk: Desk) -> OfficeKeyAnswer:
        this = and_(DESK.c.municipality == self._keys.municipality, DESK.c.code == desk.code)
        with self._database.read() as connection:
            fenced, stopped = connection.execute(select(DESK.c.fenced, DESK.c.stopped).where(this)).one()
            if fenced is not None or stopped is not None:
                raise Refused("desk_fenced" if fenced is not None else "desk_stopped")
            key = office_keys.newest(connection, self._keys, desk.office)
        if key is None:
            raise Refused("office_key_none")
        return relay.seal_key(key, desk.code, desk.seal_public, self._keys.sign)


async def relay_of(request: Request, relays: Relays) -> Relay:
    """The relay that proves itself; raises ``Refused`` after reading some of the body, so that the answer is heard."""
    try:
        proof = request.headers.get(RELAY_PROOF_HEADER, "")
        return await run_in_threadpool(relays.proven, proof, request.method, target_of(request))
    except CounterError:
        await drain(request.stream())
        raise


async def carrier_of(request: Request, desks: Desks, relays: Relays) -> None:
    """Whoever brings parcels proves to be a desk or a relay; raises as either."""
    if PROOF_HEADER not in request.headers and RELAY_PROOF_HEADER in request.headers:
        await relay_of(request, relays)
    else:
        await desk_of(request, desks)
