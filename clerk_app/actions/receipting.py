"""Receipting: what a receipt says, and the signed text of its QR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clerk_app.contract import canonical, catalogue
from clerk_app.contract.keys import verifies
from clerk_app.contract.reference import DeskCertificate, Municipality
from clerk_app.domain.bodies import RequestAnnulled, RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from clerk_app.domain.journal import Entry
from clerk_app.domain.numbers import parse_unique
from clerk_app.domain.receipts import ReceiptCode, Verdict, parse
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import Bodies, Requests
from clerk_app.ports.outbox import Reference
from clerk_app.ports.paper import Issuer, ReceiptFacts, Sign


@dataclass(frozen=True, slots=True)
class Counter:
    """Where this desk stands, as paper names it."""

    desk: str
    name: str
    practice: bool = False


class Receipting:
    """Gathers the facts of receipts from what is stored, and signs them."""

    def __init__(
        self, *, requests: Requests, bodies: Bodies, reference: Reference, sign: Sign, counter: Counter
    ) -> None:
        self._requests = requests
        self._bodies = bodies
        self._reference = reference
        self._sign = sign
        self._counter = counter

    def issuer(self) -> Issuer:
        """Who stands at the head of a paper; raises ``Unavailable('reference_missing')`` before the first exchange."""
        item = self._reference.get("municipality")
        if item is None:
            raise Unavailable("reference_missing")
        municipality = canonical.decode(item.body, Municipality)
        return Issuer(
            municipality=municipality,
            desk=self._counter.desk,
            counter=self._counter.name,
            practice=self._counter.practice,
        )

    def service(self, body: RequestReceived) -> Service:
        """The service at the version that the request began with."""
        item = self._reference.get(f"service/{body.service}@{body.service_version}")
        item = item or self._reference.get(f"service/{body.service}")
        if item is None:
            raise Unavailable("reference_missing")
        return catalogue.decode(item.body)

    def facts(self, subject: bytes, *, copy: int) -> ReceiptFacts:
        """Everything that the receipt of one request says now.

        Raises ``Refused`` (``request_unknown``, ``received_elsewhere``: its own desk alone can sign for it).
        """
        body, view = self._bodies.received(subject), self._requests.view(subject)
        if body is None or view is None:
            raise Refused("request_unknown")
        if view.origin != "here":
            raise Refused("received_elsewhere")
        entries = self._bodies.entries(subject)
        issuer = self.issuer()
        code = self._code(body, issuer.municipality.code, entries[0].header.commitment)
        signature = self._sign.sign(code.signed_bytes())
        registered = next((item.at for item in view.history if item.kind == "registered"), None)
        return ReceiptFacts(
            issuer=issuer,
            body=body,
            service=self.service(body),
            unique=parse_unique(view.unique_number),
            registered=registered,
            clerk_name=body.clerk_name or body.clerk,
            qr=code.text(signature),
            signature=signature,
            copy=copy,
            annulled=_annulled(entries, view),
        )

    def _code(self, body: RequestReceived, municipality: str, commitment: bytes) -> ReceiptCode:
        return ReceiptCode(
            municipality=municipality,
            desk=self._counter.desk,
            key_id=self._sign.key_id,
            number=body.number,
            service=body.service,
            at=int(datetime.fromisoformat(body.received_local).timestamp()),
            commitment=commitment,
        )


class Verifying:
    """Checks the QR of a receipt against the desks' certificates, without the line."""

    def __init__(self, *, reference: Reference) -> None:
        self._reference = reference

    def verify(self, text: str) -> tuple[Verdict, ReceiptCode | None]:
        """The verdict, and what the receipt says when it can be read.

        Of a receipt that a desk signed after its key was revoked nothing can be said: anyone may have had the key.
        """
        try:
            code, signature = parse(text)
        except Invalid:
            return Verdict.ALTERED, None
        certificate = self._certificate(code)
        if certificate is None:
            return Verdict.UNKNOWN, code
        if not verifies(certificate.public, signature, code.signed_bytes()):
            return Verdict.ALTERED, code
        if certificate.revoked is None:
            return Verdict.GENUINE, code
        given_before = code.at * 1_000_000 < certificate.revoked
        return (Verdict.GENUINE_REVOKED if given_before else Verdict.UNKNOWN), code

    def _certificate(self, code: ReceiptCode) -> DeskCertificate | None:
        item = self._reference.get("desks")
        if item is None:
            return None
        certificates = canonical.decode(item.body, list[DeskCertificate])
        return next((one for one in certificates if (one.desk, one.key_id) == (code.desk, code.key_id)), None)


def _annulled(entries: tuple[Entry, ...], view: RequestView) -> str:
    """Why a request was annulled, by the desk's own entry or the centre's word; nothing while it stands."""
    for entry in entries:
        if entry.header.kind == "request.annulled" and entry.body is not None:
            return canonical.decode(entry.body, RequestAnnulled).reason
    return (view.state_note or view.state) if view.annulled else ""
