"""What a desk's entries about delivery do at the centre: consent, dispatch, hand-over, what came back."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, and_, select

from clerk_app.central import awaited
from clerk_app.central.casework import Done
from clerk_app.central.clock import HOME, local, micros
from clerk_app.central.delivery.events import Presumed, only_presumed
from clerk_app.central.delivery.flow import Flow, Wanted
from clerk_app.central.delivery.outside import policy_of
from clerk_app.central.delivery.tables import DELIVERY
from clerk_app.central.inbox import inboxes as inbox
from clerk_app.central.ledger import received_of
from clerk_app.central.recording import Effect, Recording
from clerk_app.central.schema import ENTRY
from clerk_app.central.shortening import plain
from clerk_app.central.verdicts import ACCEPTED, moment, refused
from clerk_app.contract.cases import PORTAL
from clerk_app.contract.delivery import ID_SIGNS
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.delivery import told_of
from clerk_app.domain.delivery_bodies import ConsentGiven, Dispatched, HandedOver, Noted
from clerk_app.domain.delivery_policy import Addressee, DeliveryPolicy, noting_refused, obstacle
from clerk_app.domain.delivery_states import ENDED, may_follow
from clerk_app.domain.delivery_told import Evidence, StepTold
from clerk_app.domain.values import read_date

_HEX = frozenset("0123456789abcdef")
_DIGEST_SIGNS = 64
_LATE = frozenset({"collected", "refused", "returned"})
_LONGEST = {"title": 200, "text": 500, "number": 60}


def consent(recording: Recording, body: ConsentGiven) -> Done:
    """The citizen agreed to electronic delivery, or took it back: kept with its date and how it was said."""
    number = person_of(recording)
    if not number or read_date(body.on) != body.on or not body.on:
        return refused("malformed", where="consent"), []
    place = (recording.request.municipality, number)
    said = replace(body, on=min(body.on, local(recording.now).date().isoformat()))  # a clock ahead is no later word
    inbox.keep_consent(recording.connection, place, said, recording.desk.code, recording.at)
    return ACCEPTED, []


def dispatch(recording: Recording, body: Dispatched) -> Done:
    """A document is sent; an inbox that is not there is found out here, and the next way taken."""
    policy = policy_of(recording.connection, recording.request.municipality)
    if policy is None:
        return refused("delivery_not_here"), []
    if not _is_sound(body.delivery, body.document) or _row(recording, body.delivery) is not None:
        return refused("malformed", where="delivery"), []
    code = _other_document(recording, body)
    if code:
        return refused(code), []
    flow = Flow(recording.connection, policy, recording.now)
    before = flow.of_document(recording.request, body.document.sha256)
    code = _closed(recording, policy, body, before)
    if code:
        return refused(code, channel=plain(body.channel, 60)), []
    wanted = _wanted(recording, body.delivery, body, body.channel, plain(body.why, 60))
    return ACCEPTED, flow.begin(recording.request, wanted, [_told(recording, body)])


def hand(recording: Recording, body: HandedOver) -> Done:
    """A document was handed over at the counter: a delivery of its own, unless one waits at the counter already."""
    policy = policy_of(recording.connection, recording.request.municipality)
    if policy is None:
        return refused("delivery_not_here"), []
    if not _is_sound(body.delivery, body.document):
        return refused("malformed", where="delivery"), []
    if policy.kind(body.kind) is None:
        return refused("document_kind_unknown"), []
    code = _other_document(recording, body)
    if code:
        return refused(code), []
    flow, step = Flow(recording.connection, policy, recording.now), _told(recording, body)
    row = _row(recording, body.delivery)
    if row is not None and _waits_here(recording, row, body) and may_follow(row.state, step.state):
        return ACCEPTED, flow.go_on(recording.request, row, [step])
    name = body.delivery if row is None else _another_name(recording)
    wanted = _wanted(recording, name, body, "counter", "at_counter")
    sent = StepTold(state="dispatched", at=step.at)
    waited = StepTold(state="available", at=step.at)
    return ACCEPTED, flow.begin(recording.request, wanted, [sent, waited, step])


def note(recording: Recording, body: Noted) -> Done:
    """A slip, a notice or a returned letter says something of a delivery."""
    policy = policy_of(recording.connection, recording.request.municipality)
    row = _row(recording, body.delivery)
    if policy is None or row is None or not _is_of(recording, row):
        return refused("delivery_unknown"), []
    code = noting_refused(row.channel, body.state)
    if code:
        return refused(code), []
    at = _noted_at(body.on, _done_at(recording), row.at)
    step = _bounded(told_of(body, at, recording.desk.code, recording.row.seq))
    flow = Flow(recording.connection, policy, recording.now)
    if may_follow(row.state, body.state):
        return ACCEPTED, flow.go_on(recording.request, row, [step])
    if _beats_silence(only_presumed(recording.connection, policy, row), step):
        return ACCEPTED, flow.correct(recording.request, row, step)
    return refused("delivery_step_impossible", state=row.state, to=body.state), []


def _beats_silence(presumed: Presumed | None, step: StepTold) -> bool:
    """Whether a slip that came late says what happened before silence counted: paper beats a presumption."""
    if presumed is None or step.state not in _LATE:
        return False
    return may_follow(presumed.state, step.state) and local(step.at).date() <= presumed.until


def person_of(recording: Recording) -> str:
    """The number of the applicant; empty once what was received is erased."""
    request = recording.request
    kept = recording.received or received_of(recording.connection, request)
    return plain(kept.applicant.id_number, 20) if kept is not None else ""


def _closed(recording: Recording, policy: DeliveryPolicy, body: Dispatched, rows: Sequence[Row[Any]]) -> str:
    """Why this document may not go this way now, as a code."""
    if any(row.state == "delivered" for row in rows):
        return "already_delivered"
    if any(row.state not in ENDED for row in rows):
        return "delivery_under_way"
    number, request = person_of(recording), recording.request
    agreed = inbox.agrees(recording.connection, request.municipality, number, online=request.desk == PORTAL)
    code = obstacle(policy, body.channel, body.kind, Addressee(consent=agreed))
    return "" if code == "notice_is_last" and rows else code


def _wanted(recording: Recording, name: str, body: Dispatched | HandedOver, channel: str, why: str) -> Wanted:
    return Wanted(
        id=name,
        sha256=body.document.sha256,
        title=plain(body.document.title, _LONGEST["title"]),
        kind=body.kind,
        channel=channel,
        person=person_of(recording),
        why=why,
    )


def _row(recording: Recording, name: str) -> Row[Any] | None:
    asked = and_(DELIVERY.c.municipality == recording.request.municipality, DELIVERY.c.id == plain(name, ID_SIGNS))
    return recording.connection.execute(select(DELIVERY).where(asked)).one_or_none()


def _other_document(recording: Recording, body: Dispatched | HandedOver) -> str:
    """Why this is no document of the case, or not of that kind, as a code; what a desk only uploaded has any kind.

    A kind decides how a document may be sent and which term begins with it, so it is never the sender's to choose.
    """
    asked = (recording.connection, recording.request, body.document.sha256)
    known = awaited.known(*asked)
    if known is None:
        return "" if awaited.is_here(*asked) else "document_unknown"
    return "document_kind_other" if known.kind and known.kind != body.kind else ""


def _is_of(recording: Recording, row: Row[Any]) -> bool:
    """Whether a delivery belongs to the case that the entry is about."""
    return bool((row.desk, row.seq) == (recording.request.desk, recording.request.seq))


def _waits_here(recording: Recording, row: Row[Any], body: HandedOver) -> bool:
    """Whether this delivery is the one that a hand-over ends: of this case, of this document, at the counter."""
    same = _is_of(recording, row) and row.sha256 == body.document.sha256
    return bool(same and row.channel == "counter")


def _another_name(recording: Recording) -> str:
    """A name for what was handed over although its delivery had ended: the next that nobody has taken."""
    return next(name for name in _names(recording) if _row(recording, name) is None)


def _names(recording: Recording) -> Iterator[str]:
    for nth in itertools.count():
        yield hashlib.sha256(f"{recording.desk.code} {recording.row.seq} {nth}".encode()).hexdigest()[:ID_SIGNS]


def _told(recording: Recording, body: Dispatched | HandedOver) -> StepTold:
    return _bounded(told_of(body, _done_at(recording), recording.desk.code, recording.row.seq))


def _done_at(recording: Recording) -> int:
    """When it was done: an entry from before its request began has a clock that lies, and counts from the arrival.

    A desk without a line records all of it before anything arrives; that stays as it was recorded.
    """
    arrived = min(int(recording.request.arrived), recording.now)
    return recording.at if recording.at >= _began(recording) else max(recording.at, arrived)


def _began(recording: Recording) -> int:
    """Before this nothing was done: its request was not received yet, or its desk was none."""
    request, enrolled = recording.request, int(recording.desk.enrolled)
    mine = and_(ENTRY.c.municipality == request.municipality, ENTRY.c.desk == request.desk)
    row = recording.connection.execute(select(ENTRY).where(mine, ENTRY.c.seq == request.seq)).one_or_none()
    return max(enrolled, moment(row, request.arrived)) if row is not None else enrolled


def _bounded(step: StepTold) -> StepTold:
    """A step with as much of its evidence as is kept and told."""
    evidence = step.evidence
    kept = Evidence(
        kind=evidence.kind,
        number=plain(evidence.number, _LONGEST["number"]),
        text=plain(evidence.text, _LONGEST["text"]),
        sha256=evidence.sha256 if _is_digest(evidence.sha256) else "",
    )
    return StepTold(state=step.state, at=step.at, evidence=kept, desk=step.desk, entry=step.entry)


def _noted_at(on: str, recorded: int, begun: int) -> int:
    """The day that stands on a slip, not after it was recorded and not before the delivery began."""
    day = read_date(on)
    noon = micros(datetime.combine(date.fromisoformat(day), time(12), HOME)) if day else recorded
    return max(min(noon, recorded), min(begun, recorded))


def _is_sound(name: str, document: EnclosureRef) -> bool:
    return len(name) == ID_SIGNS and set(name) <= _HEX and _is_digest(document.sha256)


def _is_digest(text: str) -> bool:
    return len(text) == _DIGEST_SIGNS and set(text) <= _HEX


DELIVERY_EFFECTS: dict[type, Effect] = {ConsentGiven: consent, Dispatched: dispatch, HandedOver: hand, Noted: note}
