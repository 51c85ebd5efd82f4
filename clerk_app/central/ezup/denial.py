"""Whether a register may be asked: the rules that the desk keeps too, judged again at the centre."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from clerk_app.central.catalogue import Catalogue
from clerk_app.central.ezup.rules import grant_of
from clerk_app.central.ezup.tables import EZUP_STATEMENT
from clerk_app.central.ledger import received_of
from clerk_app.central.schema import CENTRE_KEY, CLERK, DESK
from clerk_app.central.shortening import plain
from clerk_app.contract import canonical
from clerk_app.contract.cases import PORTAL
from clerk_app.domain.bodies import FormValues, RequestReceived
from clerk_app.domain.ezup import named_values
from clerk_app.domain.ezup_bodies import Asked
from clerk_app.domain.ezup_datasets import EzupRules
from clerk_app.domain.ezup_statements import Said, last_word
from clerk_app.domain.permissions import may
from clerk_app.domain.requests import FINISHED

LONGEST_KEY = 40

_SECRET = select(CENTRE_KEY.c.secret).where(
    CENTRE_KEY.c.municipality == bindparam("municipality"), CENTRE_KEY.c.purpose == "storage"
)
_ROLE = select(CLERK.c.role).where(CLERK.c.municipality == bindparam("municipality"), CLERK.c.user == bindparam("user"))
_LOST = select(func.coalesce(DESK.c.fenced, DESK.c.stopped)).where(
    DESK.c.municipality == bindparam("municipality"), DESK.c.code == bindparam("desk")
)
_STATEMENTS = select(EZUP_STATEMENT).where(
    EZUP_STATEMENT.c.municipality == bindparam("in_municipality"),
    EZUP_STATEMENT.c.case_desk == bindparam("of_desk"),
    EZUP_STATEMENT.c.case_seq == bindparam("of_seq"),
    EZUP_STATEMENT.c.proof == bindparam("of_proof"),
)
"""Made once: a clerk waits for what is asked before each query, and to make a statement costs more than to run it."""


def denial(
    connection: Connection, request: Row[Any], body: Asked, rules: EzupRules, now: int, *, services: Catalogue
) -> str:
    """Why a register may not be asked now, as a code; judged just before it would be."""
    if request.state in FINISHED:
        return "case_closed"
    if now > body.valid_until:
        return "expired"
    missing = grant_of(connection, request.municipality, request.service, body.dataset)
    if missing or body.procedure != request.service:
        return missing or "ezup_not_granted"
    received = received_of(connection, request)
    by = _choice(connection, request, received, body.proof)
    if by != "body":
        return "left_to_party" if by == "party" else "statement_missing"
    if received is not None and body.dataset not in _records_of(connection, received, body.proof, services, now):
        return "record_not_of_proof"
    form = canonical.decode(request.form.encode(), FormValues)
    named = received is not None and body.key in named_values(received, form)
    return "" if named and _can_be_asked(rules, body) else "key_not_in_case"


def asker_gone(connection: Connection, query: Row[Any]) -> str:
    """Whether whoever asked may not ask any more, or from a desk that nobody uses any more, as a code."""
    mine = {"municipality": query.municipality}
    role = connection.execute(_ROLE, mine | {"user": query.user}).scalar()
    if role is None or not may(role, "query_registers"):
        return "not_permitted"
    return "desk_lost" if connection.execute(_LOST, mine | {"desk": query.desk}).scalar() is not None else ""


def _records_of(
    connection: Connection, received: RequestReceived, proof: str, services: Catalogue, now: int
) -> frozenset[str]:
    """The record that a proof stands for in the definition of the request; in the newest where that is not here."""
    version = services.newest(connection, now).get(received.service, 0)
    service = services.service(connection, received.service, received.service_version)
    service = service or services.service(connection, received.service, version)
    proofs = service.proofs if service is not None else ()
    return frozenset(one.dataset for one in proofs if one.code == proof and one.dataset)


def _can_be_asked(rules: EzupRules, body: Asked) -> bool:
    """Whether a register could know such a key: of a kind that it is asked by, and of plain signs."""
    dataset = rules.dataset(body.dataset)
    kinds: tuple[str, ...] = dataset.keys if dataset is not None else ()
    return body.key_kind in kinds and body.key.isprintable() and len(body.key) <= LONGEST_KEY


def _choice(connection: Connection, request: Row[Any], received: RequestReceived | None, proof: str) -> str:
    """Who obtains a record, as the party said last and signed; nothing where there is no such statement."""
    case = {"in_municipality": request.municipality, "of_desk": request.desk, "of_seq": request.seq}
    rows = connection.execute(_STATEMENTS, case | {"of_proof": plain(proof, 40)}).all()
    word = last_word(Said(desk=row.desk, order=row.seq, at=row.made, by=row.by) for row in rows)
    if word is not None:
        return word.by
    if received is None or not (received.signed_on_paper or request.desk == PORTAL):
        return ""
    return next((str(one.by) for one in received.proofs if one.proof == proof), "")


def key_digest(connection: Connection, municipality: str, dataset: str, key: str) -> str:
    """A search key as the log keeps it: keyed, for personal numbers are few enough to be tried."""
    secret = connection.execute(_SECRET, {"municipality": municipality}).scalar() or b""
    digest = hashlib.sha256(secret + b"ezup").digest()
    return hmac.digest(digest, f"{dataset}\0{key}".encode(), "sha256").hex()
