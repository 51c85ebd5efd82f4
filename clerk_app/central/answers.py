"""``GET /v1/answers``: signed, sealed answers as there is something to say; the first at once."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from clerk_app.central import feed, sending, told
from clerk_app.central.bell import Bell, office_of
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk, Desks
from clerk_app.central.doors import desk_of
from clerk_app.central.ezup import effects as ezup
from clerk_app.central.keys import CentreKeys
from clerk_app.central.quarantine import order_of
from clerk_app.central.reference import Revision
from clerk_app.central.relay import office_keys
from clerk_app.central.schema import DESK
from clerk_app.central.sending import MOST_PARAMS
from clerk_app.central.shortening import shortened
from clerk_app.central.standing import Standing
from clerk_app.central.steps import Steps
from clerk_app.central.verdicts import Verdict
from clerk_app.contract import answers as wire
from clerk_app.contract import canonical, link
from clerk_app.contract.answers import Answers, Change, Order, Result
from clerk_app.contract.cases import Case, Earlier
from clerk_app.contract.exchange import LINK, LONGEST_HOLD, NOTHING_NEW, STREAM_TYPE
from clerk_app.contract.parcel import framed
from clerk_app.domain.errors import Invalid

MOST_TOLD = 512 * 1024
"""Bytes of changes in one answer, before it is packed: with results and seal it is no longer than a parcel may be."""
_DESK = select(DESK).where(DESK.c.municipality == bindparam("in_municipality"), DESK.c.code == bindparam("of_desk"))
_AROUND = 60  # bytes around the body of one change at most
NOTHING = (0, 0)
_UNHELD = {"X-Accel-Buffering": "no"}  # nginx would keep small answers until the stream ends


@dataclass(frozen=True, slots=True)
class Heard:
    """How far a desk has heard: feed position, sending number, the chain, reference data, and what is lacking here."""

    position: int
    have: int
    chain_ok_to: int = -1
    reference: int = 0
    lacks: tuple[int, int] = NOTHING
    order: Order = ""
    office_key: int = 0


class Answering:
    """Builds what a desk has not heard yet."""

    def __init__(self, database: Database, keys: CentreKeys, catalogue: Catalogue, now: Now, steps: Steps) -> None:
        self._database = database
        self._keys = keys
        self._catalogue = catalogue
        self.now = now
        self._steps = steps
        self.revision = Revision(keys.municipality)
        self.standing = Standing(database.commits)

    def next(self, desk: Desk, heard: Heard, *, revised: bool = False) -> Answers:
        """Everything behind ``heard``, at most 200 rows of the feed or ``MOST_TOLD``; ``more`` says that more wait.

        ``revised``: by the reference data of this moment.
        """
        municipality = self._keys.municipality
        with self._database.read() as connection:
            row = _row(connection, municipality, desk.code)
            results, have = sending.results_behind(connection, row, heard.have)
            order = order_of(row)
            if order:
                return self._to_stopped(row, heard, have, results, order)
            position = feed.end(connection, municipality)
            behind = position > heard.position
            news = feed.after(connection, municipality, desk.lineage, desk.office, heard.position) if behind else ()
            revision = (self.revision.newest if revised else self.revision.of)(connection)
            key = 0 if row.fenced is not None else office_keys.generation(connection, municipality, desk.office)
            told = self._told(connection, desk, news[: feed.MOST])
            many, news = len(news) > len(told), news[: len(told)]
        own = [one for one in news if one.desk == desk.code]  # of the desks it replaced it hears changes only
        more = many or have < row.have
        return Answers(
            desk=desk.code,
            have=have,
            chain_ok_to=row.chain_ok_to,
            position=news[-1].position if many else max(position, heard.position),
            now=self.now(),
            results=[*map(_result, results), *_results_of(own)],
            changes=[change for change in told if change is not None],
            alarms=[canonical.decode(one.body, str) for one in own if one.kind == "alarm"],
            more=more,
            chain_head=row.chain_head[: wire.HEAD_BYTES] if row.chain_ok_to not in (0, heard.chain_ok_to) else b"",
            reference=revision if revision != heard.reference else 0,
            need_base=_lacks(row) if _lacks(row) != heard.lacks else None,
            office_key=key if key != heard.office_key else 0,
        )

    def for_relay(self, desk: Desk, heard: Heard) -> Answers:
        """The same, saying what was asked with: a relay might keep back the one before it."""
        return msgspec.structs.replace(self.next(desk, heard), asked=(heard.position, heard.have))

    def _to_stopped(self, row: Row[Any], heard: Heard, have: int, results: Sequence[Row[Any]], order: Order) -> Answers:
        """A stopped desk may still bring what it has, and hears no more than that this has come."""
        return Answers(
            desk=row.code,
            have=have,
            chain_ok_to=row.chain_ok_to,
            position=heard.position,
            now=self.now(),
            results=[*map(_result, results)],
            more=have < row.have,
            order=order,
        )

    def _told(self, connection: Connection, desk: Desk, news: Sequence[Row[Any]]) -> list[Change | None]:
        """What is told of each of these rows, as far as one answer goes: at least of the first."""
        told: list[Change | None] = []
        size = 0
        for one in news:
            change = self._change(connection, desk, one)
            size += len(change.body if change is not None else one.body)
            if told and size > MOST_TOLD:
                break
            told.append(change)
        return told

    def _change(self, connection: Connection, desk: Desk, one: Row[Any]) -> Change | None:
        """A row of the feed as this desk hears it: of what another desk received it is told the whole when it enters.

        Nothing of what is no change, or of a case that is there no longer.
        """
        own = one.desk in desk.lineage
        if one.kind in ("result", "alarm") or (own and one.kind in ("entered", "gone")):
            return None
        if own or one.kind not in ("registered", "entered"):
            body = self._body(connection, desk, one)
            return Change(one.position, one.kind, one.desk, one.seq, one.version, body)
        case = told.case_of(connection, self._catalogue, one, self.now())
        if case is None:
            return None
        raw = shortened(canonical.encode(case), MOST_TOLD)
        earlier = self._earlier(connection, desk, one, MOST_TOLD - len(raw))
        if earlier:
            raw = canonical.encode(canonical.decode(raw, Case).with_earlier(earlier))
        return Change(one.position, "case", one.desk, one.seq, one.version, msgspec.Raw(raw))

    def _body(self, connection: Connection, desk: Desk, one: Row[Any]) -> msgspec.Raw:
        """A change as it is told; with what a register said, to whoever asked it."""
        raw = one.body
        if one.kind == "ezup":
            raw = ezup.with_payload(connection, self._keys.municipality, desk.lineage, raw)
        return msgspec.Raw(shortened(raw, MOST_TOLD))

    def _earlier(self, connection: Connection, desk: Desk, one: Row[Any], room: int) -> tuple[Earlier, ...]:
        """What a desk has not heard of a case that enters; of more than there is room for the newest."""
        heard: list[Earlier] = []
        for row in reversed(told.unheard(connection, one)):
            body = self._body(connection, desk, row)
            room -= len(body) + _AROUND
            if room < 0:
                break
            heard.append(Earlier(row.version, row.kind, body))
        return tuple(reversed(heard))

    def is_told(self, desk: Desk, heard: Heard) -> bool:
        """Whether a desk has heard everything, but perhaps that a little of the feed has passed for others.

        ``heard.reference`` is the sum of how far reference data have come and of the generation of the office's key:
        both only grow, so that neither moves unseen.
        """
        before = self.standing.asking()
        answers = self.next(desk, replace(heard, reference=0), revised=True)
        if answers.reference + answers.office_key != heard.reference:
            return False
        behind = answers.position - heard.position
        known = msgspec.structs.replace(answers, reference=0, office_key=0)
        told = behind < feed.MOST and not _says_something(known, replace(heard, chain_ok_to=answers.chain_ok_to))
        if told:
            self.standing.found(before, desk, heard.position, answers.position)
        return told

    def sealed(self, desk: Desk, answers: Answers) -> bytes:
        """The answer as it stands on the stream."""
        self._steps("before_answer")
        return framed(wire.make(answers, desk.seal_public, self._keys.sign))


class AnswerStream:
    """The endpoint."""

    def __init__(self, desks: Desks, answering: Answering, bell: Bell) -> None:
        self._desks = desks
        self._answering = answering
        self._bell = bell

    async def get(self, request: Request) -> Response:
        """Stream answers for ``hold`` seconds; 0 gives one."""
        desk = await desk_of(request, self._desks)
        program = request.headers.get("user-agent", "")
        query = request.query_params
        told = link.read(query.get(LINK, ""))
        if told is not None or self._desks.is_news(desk.code, self._answering.now()):
            await run_in_threadpool(self._desks.seen, desk.code, program, self._answering.now(), told)
        heard = Heard(
            number(query.get("position", "0")),
            number(query.get("have", "0")),
            reference=number(query.get("reference", "0")),
        )
        hold = min(number(query.get("hold", "0")), LONGEST_HOLD)
        if not hold and heard.reference and await self._is_told(desk, heard):
            return Response(status_code=NOTHING_NEW)
        heard = replace(heard, reference=0)  # all of what is not about cases is told to whom something is told
        return StreamingResponse(self._stream(desk, heard, hold), headers=_UNHELD, media_type=STREAM_TYPE)

    async def _is_told(self, desk: Desk, heard: Heard) -> bool:
        """Whether a desk has heard everything, by what is known here, or by the database."""
        known = self._answering.standing.is_told(desk, heard.position, heard.have, heard.reference)
        return known or await run_in_threadpool(self._answering.is_told, desk, heard)

    async def _stream(self, desk: Desk, heard: Heard, hold: int) -> AsyncIterator[bytes]:
        end = time.monotonic() + hold
        with self._bell.listening((*desk.lineage, office_of(desk.office))) as ring:
            spoken = False
            while True:
                answers, raw = await run_in_threadpool(self._said, desk, heard, anyway=not spoken)
                if raw:
                    yield raw
                    spoken = True
                heard = _after(heard, answers)
                left = end - time.monotonic()
                if left <= 0 or self._bell.stopped:
                    return
                if not answers.more:
                    await ring.wait(left)

    def _said(self, desk: Desk, heard: Heard, *, anyway: bool) -> tuple[Answers, bytes]:
        """The next answer, and its bytes where it says something or one is to be given ``anyway``."""
        answers = self._answering.next(desk, heard)
        told = anyway or _says_something(answers, heard)
        return answers, self._answering.sealed(desk, answers) if told else b""


def _after(heard: Heard, answers: Answers) -> Heard:
    return Heard(
        answers.position,
        answers.have,
        answers.chain_ok_to,
        answers.reference or heard.reference,
        heard.lacks if answers.need_base is None else answers.need_base,
        answers.order,
        answers.office_key or heard.office_key,
    )


def _lacks(desk: Row[Any]) -> tuple[int, int]:
    return desk.lacks_base, desk.lacks_dictionary


def _says_something(answers: Answers, heard: Heard) -> bool:
    """Whether an answer tells more than that the feed has moved for others."""
    moved = (answers.have, answers.chain_ok_to) != (heard.have, heard.chain_ok_to)
    told = answers.results or answers.changes or answers.alarms or answers.reference or answers.office_key
    lacking = (answers.need_base or NOTHING) != NOTHING
    return moved or bool(told) or lacking or answers.order != heard.order


def _row(connection: Connection, municipality: str, code: str) -> Row[Any]:
    return connection.execute(_DESK, {"in_municipality": municipality, "of_desk": code}).one()


def _result(row: Row[Any]) -> Result:
    return Result(
        row.seq, row.outcome, row.code, canonical.decode(shortened(row.params.encode(), MOST_PARAMS), dict[str, str])
    )


def _results_of(news: Sequence[Row[Any]]) -> list[Result]:
    found = []
    for one in news:
        if one.kind == "result":
            verdict = canonical.decode(shortened(one.body, MOST_PARAMS), Verdict)
            found.append(Result(one.seq, verdict.outcome, verdict.code, verdict.params))
    return found


def number(text: str) -> int:
    """A whole number of a query; raises ``Invalid('malformed')``."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Invalid("malformed", what="query", where="number")
    return int(text)
