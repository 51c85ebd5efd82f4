"""eZUP at the centre: what entries about records do in the transaction that accepts them (DOMAIN §1.2, DESIGN §5).

A query becomes a row that is answered later; the same entry again is answered from the ledger and never asked twice.
What may not be asked is denied just before it would be, and stands in the log all the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, exists, insert, or_, select, update

from clerk_app.central import requests
from clerk_app.central.casework import Done, news_of
from clerk_app.central.clock import DAY
from clerk_app.central.ezup.denial import key_digest
from clerk_app.central.ezup.rules import rules_of
from clerk_app.central.ezup.tables import EZUP_QUERY, EZUP_READING, EZUP_STATEMENT
from clerk_app.central.feed import News
from clerk_app.central.recording import Effect, Recording
from clerk_app.central.schema import DESK, REQUEST
from clerk_app.central.shortening import plain
from clerk_app.central.verdicts import ACCEPTED, LARGEST, refused
from clerk_app.contract import canonical
from clerk_app.domain.ezup_bodies import Asked, Attached, RecordTold, Shown, Stated
from clerk_app.domain.ezup_datasets import EzupRules, case_digest, masked_key

WAITING, ASKING, DONE, DENIED = "waiting", "asking", "done", "denied"
_QUERY = select(EZUP_QUERY).where(
    EZUP_QUERY.c.municipality == bindparam("in_municipality"),
    EZUP_QUERY.c.desk == bindparam("of_desk"),
    EZUP_QUERY.c.seq == bindparam("of_seq"),
)
LOST = exists().where(
    DESK.c.municipality == EZUP_QUERY.c.municipality,
    DESK.c.code == EZUP_QUERY.c.desk,
    or_(DESK.c.fenced.is_not(None), DESK.c.wipe_asked.is_not(None)),
)
"""The desk of a query is not in use any more: what was told it reaches nobody."""
_STANDING = select(EZUP_QUERY.c.seq).where(
    EZUP_QUERY.c.municipality == bindparam("in_municipality"),
    EZUP_QUERY.c.case_desk == bindparam("of_desk"),
    EZUP_QUERY.c.case_seq == bindparam("of_seq"),
    EZUP_QUERY.c.dataset == bindparam("of_dataset"),
    EZUP_QUERY.c.key_digest == bindparam("of_key"),
    EZUP_QUERY.c.attached == 0,
    or_(
        EZUP_QUERY.c.state.in_((WAITING, ASKING)),
        and_(
            EZUP_QUERY.c.state == DONE,
            EZUP_QUERY.c.answered > bindparam("answered_since"),
            or_(EZUP_QUERY.c.payload != "", EZUP_QUERY.c.digest == ""),
        ),
    ),
    ~LOST,
)
"""Made once: a clerk waits for what is asked with each query, and to make a statement costs more than to run it."""


def stated(recording: Recording, body: Stated) -> Done:
    """Keep who obtains each record, as the party says from now on."""
    request = recording.request
    rows = [
        {
            "municipality": request.municipality,
            "desk": recording.desk.code,
            "seq": recording.row.seq,
            "proof": proof,
            "case_desk": request.desk,
            "case_seq": request.seq,
            "by": by,
            "signed": body.signed,
            "made": recording.at,
        }
        for proof, by in {plain(one.proof, 40): one.by for one in body.choices}.items()
    ]
    if rows:
        recording.connection.execute(insert(EZUP_STATEMENT), rows)
    told = RecordTold(
        at=recording.at,
        what="stated",
        choices=body.choices,
        clerk=plain(body.clerk_name or body.clerk, 120),
        desk=recording.desk.code,
    )
    return ACCEPTED, [_news(recording, told)]


def asked(recording: Recording, body: Asked) -> Done:
    """Note the query: it waits for whoever asks the registers; one that another stands in the way of is refused.

    Whether it may be asked is judged then: the request itself may have come in the same parcel.
    """
    request = recording.request
    rules = rules_of(recording.connection, request.municipality)
    if rules is None or rules.dataset(body.dataset) is None:
        return refused("dataset_unknown"), []
    digest = key_digest(recording.connection, request.municipality, body.dataset, body.key)
    if _stands(recording, body.dataset, digest):
        return refused("query_repeated"), []
    recording.connection.execute(insert(EZUP_QUERY), _row(recording, body, digest))
    told = RecordTold(
        at=recording.at,
        what="asked",
        dataset=body.dataset,
        proof=plain(body.proof, 40),
        key=masked_key(body.key_kind, plain(body.key, 40)),
        title=plain(body.title, 200),
        query_desk=recording.desk.code,
        query=recording.row.seq,
        clerk=plain(body.clerk_name or body.clerk, 120),
        desk=recording.desk.code,
        key_digest=case_digest(request.subject, body.dataset, body.key),
    )
    return ACCEPTED, [_news(recording, told)]


def shown(recording: Recording, body: Shown) -> Done:
    """Somebody has read it: the log says who, when, and whether on paper."""
    if not 0 < body.query <= LARGEST:
        return refused("query_unknown"), []
    column = "printed" if body.how == "paper" else "shown"
    noted = update(EZUP_QUERY).where(_own(recording, body.query)).values({column: True})
    if recording.connection.execute(noted).rowcount:
        grant = recording.grant
        row = {
            "municipality": recording.request.municipality,
            "desk": recording.desk.code,
            "seq": recording.row.seq,
            "query": body.query,
            "user": grant.user if grant is not None else "",
            "user_name": plain(body.clerk_name or body.clerk, 120),
            "how": body.how,
            "made": recording.at,
        }
        recording.connection.execute(insert(EZUP_READING).values(row))
    return ACCEPTED, []


def attached(recording: Recording, body: Attached) -> Done:
    """The record is with the case now: policy says how long what was told is kept beyond that."""
    if not 0 < body.query <= LARGEST:
        return refused("query_unknown"), []
    this = _own(recording, body.query)
    row = recording.connection.execute(select(EZUP_QUERY).where(this, EZUP_QUERY.c.state == DONE)).one_or_none()
    if row is None:
        return refused("query_unknown"), []
    if row.attached:
        return refused("record_attached"), []
    rules = rules_of(recording.connection, recording.request.municipality)
    values: dict[str, object] = {"attached": recording.now, "reason": ""}
    if rules is None or not rules.keep_payload_days:
        values["payload"] = ""
    recording.connection.execute(update(EZUP_QUERY).where(this).values(**values))
    by = plain(body.clerk_name or body.clerk, 120)
    told = replace(_told(row, "attached", recording.at), digest=row.digest, clerk=by, desk=recording.desk.code)
    return ACCEPTED, [_news(recording, told)]


EZUP_EFFECTS: dict[type, Effect] = {Stated: stated, Asked: asked, Shown: shown, Attached: attached}


def answer_news(connection: Connection, row: Row[Any], request: Row[Any], at: int) -> News:
    """What the desks of the office hear of an answer: never what it says, which the asking desk alone is told.

    ``request`` is its case as it stands, locked.
    """
    told = replace(_told(row, "answered", at), outcome=row.state, reason=row.reason, digest=row.digest)
    return news_of(request, "ezup", requests.change(connection, request), told)


def dropped_news(connection: Connection, row: Row[Any], request: Row[Any], at: int) -> News:
    """That an answer is not kept any longer, though nobody put it with its case: whoever needs it asks anew.

    ``request`` is its case as it stands, locked.
    """
    told = replace(_told(row, "dropped", at), reason=row.reason)
    return news_of(request, "ezup", requests.change(connection, request), told)


def query(connection: Connection, municipality: str, desk: str, seq: int) -> Row[Any]:
    """One query by the entry that asked."""
    return connection.execute(_QUERY, {"in_municipality": municipality, "of_desk": desk, "of_seq": seq}).one()


def case_of(row: Row[Any]) -> ColumnElement[bool]:
    """The request that a query is about."""
    return and_(
        REQUEST.c.municipality == row.municipality,
        REQUEST.c.desk == row.case_desk,
        REQUEST.c.seq == row.case_seq,
    )


def this_query(municipality: str, desk: str, seq: int) -> ColumnElement[bool]:
    """The row of one query."""
    return and_(EZUP_QUERY.c.municipality == municipality, EZUP_QUERY.c.desk == desk, EZUP_QUERY.c.seq == seq)


def with_payload(connection: Connection, municipality: str, desks: tuple[str, ...], body: bytes) -> bytes:
    """A change as the desk that asked is told it: with what the register said, while that is kept."""
    told = canonical.decode(body, RecordTold)
    if told.what != "answered" or told.query_desk not in desks:
        return body
    asked_ = select(EZUP_QUERY.c.payload).where(this_query(municipality, told.query_desk, told.query))
    payload = connection.execute(asked_).scalar()
    if not payload:
        return body
    known = canonical.decode(payload.encode(), dict[str, str])
    return canonical.encode(replace(told, payload=known))


def _stands(recording: Recording, dataset: str, digest: str) -> bool:
    """Whether a query of the same case for the same record is open, or answered and not with the case yet.

    What nobody can read any more stands in nobody's way: policy has let go of it, or its desk is lost.
    """
    request = recording.request
    rules = rules_of(recording.connection, request.municipality) or EzupRules()
    same = {
        "in_municipality": request.municipality,
        "of_desk": request.desk,
        "of_seq": request.seq,
        "of_dataset": dataset,
        "of_key": digest,
        "answered_since": recording.now - rules.keep_unattached_days * DAY,
    }
    return recording.connection.execute(_STANDING, same).first() is not None


def _row(recording: Recording, body: Asked, digest: str) -> dict[str, object]:
    request, grant, desk = recording.request, recording.grant, recording.desk.code
    statement = f"{desk}-{body.statement}" if body.statement else f"{request.desk}-{request.seq}"
    return {
        "municipality": request.municipality,
        "desk": desk,
        "seq": recording.row.seq,
        "case_desk": request.desk,
        "case_seq": request.seq,
        "number": request.number,
        "procedure": request.service,
        "rap": plain(body.rap, 40),
        "legal_basis": plain(body.legal_basis, 500),
        "purpose": plain(body.purpose, 500),
        "dataset": body.dataset,
        "proof": plain(body.proof, 40),
        "title": plain(body.title, 200),
        "key_kind": body.key_kind,
        "key_shown": masked_key(body.key_kind, plain(body.key, 40)),
        "key_digest": digest,
        "statement": statement[:60],
        "user": grant.user if grant is not None else "",
        "user_name": plain(body.clerk_name or body.clerk, 120),
        "grant": recording.row.grant,
        "made": recording.at,
        "arrived": recording.now,
        "valid_until": max(0, min(body.valid_until, 2**62)),
        "state": WAITING,
        "reason": "",
        "asking_until": 0,
        "answered": 0,
        "payload": "",
        "digest": "",
        "shown": False,
        "printed": False,
        "attached": 0,
    }


def _told(row: Row[Any], what: Literal["answered", "attached", "dropped"], at: int) -> RecordTold:
    """What is told of a query whatever became of it."""
    return RecordTold(
        at=at,
        what=what,
        dataset=row.dataset,
        proof=row.proof,
        key=row.key_shown,
        title=row.title,
        query_desk=row.desk,
        query=row.seq,
    )


def _own(recording: Recording, seq: int) -> ColumnElement[bool]:
    """A query of this desk in this very case."""
    request = recording.request
    return and_(
        this_query(request.municipality, recording.desk.code, seq),
        EZUP_QUERY.c.case_desk == request.desk,
        EZUP_QUERY.c.case_seq == request.seq,
    )


def _news(recording: Recording, told: RecordTold) -> News:
    return news_of(recording.request, "ezup", requests.change(recording.connection, recording.request), told)
