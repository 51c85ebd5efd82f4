"""The centre's test authority at work: certificates given and revoked, time stamps, answers whether one holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from sqlalchemy import and_, insert, select, update
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.clock import Now, utc
from clerk_app.central.database import Database
from clerk_app.central.doors import raw_body
from clerk_app.central.postgresql import alone
from clerk_app.central.schema import CENTRE_KEY
from clerk_app.central.trust.tables import TRUST_CERTIFICATE
from clerk_app.contract.trust import OCSP, OCSP_REPLY, STAMP_REPLY, TSA

if TYPE_CHECKING:
    from clerk_app.central.trust.authority import TrustAuthority

_PURPOSE = "trust"
_FRESH = timedelta(days=7)


class Trust:
    """One municipality's test authority; its keys are made when it is first asked, and kept in the database."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now
        self._kept: TrustAuthority | None = None

    def authority(self) -> TrustAuthority:
        """Its keys and certificates."""
        if self._kept is None:
            self._kept = self._load()
        return self._kept

    def issue(
        self,
        name: str,
        public: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
        *,
        days: int = 365,
        ocsp_url: str,
    ) -> bytes:
        """A certificate to sign with, DER; less than no days makes one that has expired."""
        now = self._now()
        begins = utc(now) - timedelta(days=2 if days > 0 else 2 - days)
        made = self.authority().issue(name, public, (begins, utc(now) + timedelta(days=days)), ocsp_url)
        row = {"municipality": self._municipality, "serial": f"{made.serial_number:x}", "issued": now}
        with self._database.write() as connection:
            connection.execute(insert(TRUST_CERTIFICATE).values(row))
        return made.public_bytes(serialization.Encoding.DER)

    def revoke(self, serial: str) -> None:
        """From now on a certificate (its serial in hex) holds no longer."""
        this = and_(TRUST_CERTIFICATE.c.municipality == self._municipality, TRUST_CERTIFICATE.c.serial == serial)
        with self._database.write() as connection:
            connection.execute(update(TRUST_CERTIFICATE).where(this).values(revoked=self._now()))

    def stamp(self, request: bytes) -> bytes:
        """The answer to a request for a time stamp (RFC 3161), both DER."""
        return self.authority().stamped(request, utc(self._now()).replace(microsecond=0))

    def answer(self, request: bytes) -> bytes:
        """The answer whether a certificate holds (RFC 6960), both DER."""
        try:
            asked = ocsp.load_der_ocsp_request(request)
            serial, algorithm = asked.serial_number, asked.hash_algorithm
        except (ValueError, TypeError, NotImplementedError, UnsupportedAlgorithm):
            return _refusal(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
        authority = self.authority()
        if asked.issuer_key_hash != _key_hash(authority.root, algorithm):
            return _refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)
        status, revoked = self._state(serial)
        now = utc(self._now()).replace(microsecond=0)
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            asked.issuer_name_hash,
            asked.issuer_key_hash,
            serial,
            algorithm,
            cert_status=status,
            this_update=now,
            next_update=now + _FRESH,
            revocation_time=revoked,
            revocation_reason=None,
        )
        signed = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, authority.root)
        return signed.sign(authority.root_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _state(self, serial: int) -> tuple[ocsp.OCSPCertStatus, datetime | None]:
        if serial == self.authority().stamp.serial_number:
            return ocsp.OCSPCertStatus.GOOD, None
        this = and_(TRUST_CERTIFICATE.c.municipality == self._municipality, TRUST_CERTIFICATE.c.serial == f"{serial:x}")
        with self._database.read() as connection:
            row = connection.execute(select(TRUST_CERTIFICATE.c.revoked).where(this)).one_or_none()
        if row is None:
            return ocsp.OCSPCertStatus.UNKNOWN, None
        if row.revoked is not None:
            return ocsp.OCSPCertStatus.REVOKED, utc(row.revoked).replace(microsecond=0)
        return ocsp.OCSPCertStatus.GOOD, None

    def _load(self) -> TrustAuthority:
        from clerk_app.central.trust.authority import TrustAuthority  # noqa: PLC0415 - a second that no start waits for

        mine = and_(CENTRE_KEY.c.municipality == self._municipality, CENTRE_KEY.c.purpose == _PURPOSE)
        with self._database.write() as connection:
            alone(connection, "keys")
            kept = connection.execute(select(CENTRE_KEY.c.secret).where(mine)).scalar()
            if kept is None:
                kept = TrustAuthority.create(self._municipality, utc(self._now())).to_pem()
                row = {"municipality": self._municipality, "purpose": _PURPOSE, "secret": kept}
                connection.execute(insert(CENTRE_KEY).values(row))
        return TrustAuthority.from_pem(bytes(kept))


class TrustDoor:
    """The endpoints; whoever asks, as everywhere for these two: what is answered is signed and says nothing secret."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust

    def routes(self) -> list[Route]:
        """Where they are reached."""
        return [Route(TSA, self.stamp, methods=["POST"]), Route(OCSP, self.answer, methods=["POST"])]

    async def stamp(self, request: Request) -> Response:
        """``POST /v1/trust/tsa``."""
        asked = await raw_body(request)
        return Response(await run_in_threadpool(self._trust.stamp, asked), media_type=STAMP_REPLY)

    async def answer(self, request: Request) -> Response:
        """``POST /v1/trust/ocsp``."""
        asked = await raw_body(request)
        return Response(await run_in_threadpool(self._trust.answer, asked), media_type=OCSP_REPLY)


def _key_hash(issuer: x509.Certificate, algorithm: hashes.HashAlgorithm) -> bytes:
    """The hash of the issuer's public key as OCSP writes it: of its bits, without what says which kind they are."""
    digest = hashes.Hash(algorithm)
    digest.update(issuer.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1))
    return digest.finalize()


def _refusal(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(serialization.Encoding.DER)
