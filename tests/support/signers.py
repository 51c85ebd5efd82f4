"""An authority for certificates that exists only in tests, and the certificates it gives: good, expired, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from clerk_app.central.trust.answering import Trust
from clerk_app.documents.certificates import read_certificate
from clerk_app.domain.errors import Unavailable

type PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Leaf:
    """A key with its certificate."""

    key: PrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


class SignersAuthority:
    """A root that signs certificates of people."""

    def __init__(
        self, name: str = "ТЕСТ Издавалац сертификата", *, begins: datetime = NOW - timedelta(days=900)
    ) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(begins + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
        )
        self.certificate = builder.sign(self.key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def responder(self) -> Leaf:
        """A certificate to answer in its name whether certificates hold (RFC 6960, 4.2.2.2)."""
        key = rsa.generate_private_key(65537, 2048)
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ТЕСТ OCSP")]))
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=100))
            .not_valid_after(NOW + timedelta(days=265))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(digital_signature=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
            .add_extension(x509.OCSPNoCheck(), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        return Leaf(key, builder.sign(self.key, hashes.SHA256()))

    def leaf(
        self,
        name: str = "Милица Петровић",
        *,
        key: PrivateKey | None = None,
        begins: datetime = NOW - timedelta(days=100),
        ends: datetime = NOW + timedelta(days=265),
        ocsp: str = "",
        crl: str = "",
    ) -> Leaf:
        """A certificate to sign with."""
        key = key or rsa.generate_private_key(65537, 2048)
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        if ocsp:
            where = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(ocsp))
            builder = builder.add_extension(x509.AuthorityInformationAccess([where]), critical=False)
        if crl:
            point = x509.DistributionPoint([x509.UniformResourceIdentifier(crl)], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return Leaf(key, builder.sign(self.key, hashes.SHA256()))


def _usage(**wanted: bool) -> x509.KeyUsage:
    none = dict.fromkeys(
        (
            "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
            "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
        ),
        False,
    )  # fmt: skip
    return x509.KeyUsage(**(none | wanted))


class KeyToken:
    """A card without a card: the key lies in memory."""

    def __init__(self, leaf: Leaf, *chain: bytes) -> None:
        self._leaf = leaf
        self.certificate = read_certificate(leaf.der, chain)

    def sign(self, digest: bytes) -> bytes:
        already = utils.Prehashed(hashes.SHA256())
        if isinstance(self._leaf.key, ec.EllipticCurvePrivateKey):
            return self._leaf.key.sign(digest, ec.ECDSA(already))
        return self._leaf.key.sign(digest, padding.PKCS1v15(), already)


class NotedTrust:
    """The time stamps and answers of a centre's test authority, without a line, and how often each was asked."""

    def __init__(self, trust: Trust) -> None:
        self.trust = trust
        self.asked: list[str] = []

    def leaf(self, name: str = "Милица Петровић", *, days: int = 300) -> Leaf:
        key = rsa.generate_private_key(65537, 2048)
        der = self.trust.issue(name, key.public_key(), days=days, ocsp_url="http://127.0.0.1/ocsp")
        return Leaf(key, x509.load_der_x509_certificate(der))

    def stamp(self, request: bytes) -> bytes:
        self.asked.append("stamp")
        return self.trust.stamp(request)

    def ask(self, url: str, request: bytes) -> bytes:
        self.asked.append(url)
        return self.trust.answer(request)

    def fetch(self, url: str) -> bytes:
        raise Unavailable("line_down")


class Responder:
    """Answers of an authority that says what the test wants: good, unknown, revoked; signed by ``signer``."""

    def __init__(self, authority: SignersAuthority, *, at: datetime = NOW) -> None:
        self.authority = authority
        self.at = at
        self.says = ocsp.OCSPCertStatus.GOOD
        self.signer: SignersAuthority | Leaf = authority
        self.asked: list[str] = []

    def ask(self, url: str, request: bytes) -> bytes:
        self.asked.append(url)
        asked = ocsp.load_der_ocsp_request(request)
        revoked = self.at if self.says == ocsp.OCSPCertStatus.REVOKED else None
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            asked.issuer_name_hash,
            asked.issuer_key_hash,
            asked.serial_number,
            asked.hash_algorithm,
            cert_status=self.says,
            this_update=self.at,
            next_update=self.at + timedelta(hours=1),
            revocation_time=revoked,
            revocation_reason=None,
        )
        whole = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.signer.certificate)
        whole = whole.certificates([self.signer.certificate])
        return whole.sign(self.signer.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def fetch(self, url: str) -> bytes:
        raise Unavailable("line_down")
