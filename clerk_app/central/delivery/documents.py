"""Documents of cases: put to a case by whoever works on it elsewhere, told to its desks, and given to them sealed."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import Connection, Row, and_, insert, or_, select

from clerk_app.central import casework, feed, requests
from clerk_app.central.bell import Bell
from clerk_app.central.case_numbers import case_of_number
from clerk_app.central.clock import Now, local
from clerk_app.central.database import Database
from clerk_app.central.delivery.flow import Flow
from clerk_app.central.delivery.outside import policy_of
from clerk_app.central.delivery.tables import DOCUMENT
from clerk_app.central.desks import Desk
from clerk_app.central.grants import check_speaks
from clerk_app.central.keys import CentreKeys
from clerk_app.central.postgresql import alone
from clerk_app.central.schema import REQUEST
from clerk_app.contract.answers import Status
from clerk_app.contract.delivery import LARGEST, checked_name, seal_document
from clerk_app.domain import cases
from clerk_app.domain.delivery_told import DocumentCame
from clerk_app.domain.errors import Invalid, Refused

_NONCE = 12
_PDF = b"%PDF-"
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A document for a case: ``number`` is the case's, as it stands on any receipt; ``by`` the body that made it.

    ``state`` is what the case becomes with it (DOMAIN §1.10), if anything.
    """

    number: str
    title: str
    kind: str
    pdf: bytes
    by: str
    signed: str = ""
    state: str = ""


class Documents:
    """Keeps documents under the centre's storage key."""

    def __init__(self, database: Database, keys: CentreKeys, bell: Bell, now: Now) -> None:
        self._database = database
        self._keys = keys
        self._municipality = keys.municipality
        self._bell = bell
        self._now = now

    def put(self, outcome: Outcome) -> str:
        """Put a document to a case, and tell its desks; returns its id. The same bytes again change nothing.

        Raises ``Invalid`` (``not_a_pdf``, ``too_large``) and ``Refused`` (``case_unknown``, ``case_annulled``,
        ``document_kind_unknown``, ``delivery_not_here``).
        """
        if not outcome.pdf.startswith(_PDF):
            raise Invalid("not_a_pdf", field="file")
        if len(outcome.pdf) > LARGEST:
            raise Invalid("too_large", what="document")
        with self._database.write() as connection:
            alone(connection, "documents")
            policy = policy_of(connection, self._municipality)
            if policy is None:
                raise Refused("delivery_not_here")
            if policy.kind(outcome.kind) is None:
                raise Refused("document_kind_unknown")
            request = case_of_number(connection, self._municipality, outcome.number)
            sha256 = hashlib.sha256(outcome.pdf).hexdigest()
            name = known(connection, request, sha256)
            if name is not None:
                return name
            came = self._keep(connection, request, outcome)
            news = self._news(connection, request, outcome, came)
            news += Flow(connection, policy, self._now()).paper_came(requests.reread(connection, request), sha256)
            feed.publish(connection, self._municipality, news)
        self._bell.ring({request.desk})
        return came.id

    def sealed(self, desk: Desk, name: str) -> bytes:
        """The document's bytes, sealed to a desk that may have them: the case's own, or one of its office.

        Raises ``Refused`` (``document_unknown``, ``desk_fenced``, ``desk_stopped``).
        """
        checked_name(name)
        same = [REQUEST.c[part] == DOCUMENT.c[part] for part in ("municipality", "desk", "seq")]
        theirs = or_(REQUEST.c.desk.in_(desk.lineage), and_(REQUEST.c.office == desk.office, REQUEST.c.office != ""))
        asked = select(DOCUMENT.c.sealed).join(REQUEST, and_(*same))
        mine = and_(DOCUMENT.c.municipality == self._municipality, DOCUMENT.c.id == name)
        with self._database.read() as connection:
            check_speaks(connection, self._municipality, desk.code)
            sealed = connection.execute(asked.where(mine, theirs)).scalar()
        if sealed is None:
            raise Refused("document_unknown")
        cipher = ChaCha20Poly1305(self._keys.storage)
        return seal_document(cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode()), desk.seal_public, name)

    def _keep(self, connection: Connection, request: Row[Any], outcome: Outcome) -> DocumentCame:
        now = self._now()
        came = DocumentCame(
            at=now,
            id=secrets.token_hex(16),
            title=outcome.title[:_LONGEST],
            kind=outcome.kind,
            sha256=hashlib.sha256(outcome.pdf).hexdigest(),
            size=len(outcome.pdf),
            made=local(now).date().isoformat(),
            by=outcome.by[:_LONGEST],
            signed=outcome.signed[:_LONGEST],
        )
        store(connection, self._keys, request, came, outcome.pdf)
        return came

    def _news(self, connection: Connection, request: Row[Any], outcome: Outcome, came: DocumentCame) -> list[feed.News]:
        """The document, and how the case stands with it."""
        news = []
        if outcome.state:
            code = cases.refused(request.state, outcome.state, request.payment)
            if code:
                raise Refused(code)
            news.append(casework.step(connection, request, Status(state=outcome.state, at=came.at), ""))
        version = requests.change(connection, requests.reread(connection, request))
        return [*news, casework.news_of(request, "document", version, came)]


def store(connection: Connection, keys: CentreKeys, request: Row[Any], came: DocumentCame, pdf: bytes) -> None:
    """Keep the bytes of a document of a case under the centre's storage key."""
    nonce = secrets.token_bytes(_NONCE)
    row = {
        "municipality": keys.municipality,
        "id": came.id,
        "desk": request.desk,
        "seq": request.seq,
        "sha256": came.sha256,
        "size": came.size,
        "kind": came.kind,
        "signed": came.signed,
        "sealed": nonce + ChaCha20Poly1305(keys.storage).encrypt(nonce, pdf, came.id.encode()),
        "replaces": came.replaces,
        "at": came.at,
    }
    connection.execute(insert(DOCUMENT).values(row))


def known(connection: Connection, request: Row[Any], sha256: str) -> str | None:
    """The id of the document of a case with these bytes, if it has one."""
    mine = and_(DOCUMENT.c.municipality == request.municipality, DOCUMENT.c.desk == request.desk)
    asked = select(DOCUMENT.c.id).where(mine, DOCUMENT.c.seq == request.seq, DOCUMENT.c.sha256 == sha256)
    name: str | None = connection.execute(asked).scalar()
    return name
