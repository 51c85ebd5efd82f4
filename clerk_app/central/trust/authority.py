"""A small authority for certificates, time stamps and answers about them, plainly named a test.

A municipality signs with certificates of real authorities, dated by real time stamps. This one stands in for them where
there are none: in tests, in the demonstration, in exercises. Nothing that it signs is worth anything elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from asn1crypto import core, keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

_YEAR = timedelta(days=365)
_BACKDATED = timedelta(days=2)  # desks whose clock is a little behind sign too
_BITS = 2048
_POLICY = "2.25.221127403218651417"  # a number of our own, for stamps that mean nothing
_ROOT = "ТЕСТ издавалац сертификата"  # names hold 64 bytes
_STAMPS = "ТЕСТ временски жиг"
_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrustAuthority:
    """Root and time stamps: two keys, each with its certificate."""

    root_key: rsa.RSAPrivateKey
    root: x509.Certificate
    stamp_key: rsa.RSAPrivateKey
    stamp: x509.Certificate

    @classmethod
    def create(cls, municipality: str, now: datetime) -> TrustAuthority:
        """A new one, good for ten years."""
        root_key = rsa.generate_private_key(65537, _BITS)
        name = _name(_ROOT, municipality)
        root = (
            _builder(name, name, root_key.public_key(), (now - _BACKDATED, now + 10 * _YEAR))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage("key_cert_sign", "crl_sign", "digital_signature"), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
            .sign(root_key, hashes.SHA256())
        )
        stamp_key = rsa.generate_private_key(65537, _BITS)
        stamps = _name(_STAMPS, municipality)
        stamp = (
            _builder(stamps, name, stamp_key.public_key(), (now - _BACKDATED, now + 10 * _YEAR))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage("digital_signature"), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .add_extension(_given_by(root_key), critical=False)
            .sign(root_key, hashes.SHA256())
        )
        return cls(root_key, root, stamp_key, stamp)

    @classmethod
    def from_pem(cls, pem: bytes) -> TrustAuthority:
        """Undo ``to_pem``."""
        blocks = [b"-----BEGIN" + block for block in pem.split(b"-----BEGIN") if block]
        root_key, root, stamp_key, stamp = blocks
        return cls(_key(root_key), x509.load_pem_x509_certificate(root), _key(stamp_key), _certificate(stamp))

    def to_pem(self) -> bytes:
        """Keys and certificates together."""
        return _pem_of(self.root_key) + _pem(self.root) + _pem_of(self.stamp_key) + _pem(self.stamp)

    @property
    def root_pem(self) -> bytes:
        """The certificate that a desk must trust for any of this to be worth something there."""
        return _pem(self.root)

    def issue(
        self,
        name: str,
        public: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
        valid: tuple[datetime, datetime],
        ocsp_url: str,
    ) -> x509.Certificate:
        """A certificate for somebody to sign with; ``ocsp_url`` is where this authority answers about it."""
        where = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(ocsp_url))
        return (
            _builder(_name(name), self.root.subject, public, valid)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage("digital_signature", "content_commitment"), critical=True)
            .add_extension(x509.AuthorityInformationAccess([where]), critical=False)
            .add_extension(_given_by(self.root_key), critical=False)
            .sign(self.root_key, hashes.SHA256())
        )

    def stamped(self, request: bytes, at: datetime) -> bytes:
        """The answer to a request for a time stamp (RFC 3161), DER; what is no request is refused in its own form."""
        try:
            asked = tsp.TimeStampReq.load(request, strict=True)
            imprint = asked["message_imprint"]
            known = imprint["hash_algorithm"]["algorithm"].native in {"sha256", "sha384", "sha512"}
            fits = known and len(imprint["hashed_message"].native) * 8 == int(
                imprint["hash_algorithm"].native["algorithm"][3:]
            )
            _ = asked["nonce"].native
        except (ValueError, TypeError, KeyError):
            return _refusal("bad_data_format")
        if not fits:
            return _refusal("bad_alg")
        answer: bytes = _Stamper(self, at).request_tsa_response(asked).dump()
        return answer


class _Stamper(DummyTimeStamper):
    """The library's own authority for tests, under our number."""

    def __init__(self, authority: TrustAuthority, at: datetime) -> None:
        stamp, key = _der(authority.stamp), authority.stamp_key
        raw = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        chain = SimpleCertificateStore()  # type: ignore[no-untyped-call] # of the library
        chain.register(asn1.Certificate.load(_der(authority.root)))
        super().__init__(asn1.Certificate.load(stamp), keys.PrivateKeyInfo.load(raw), certs_to_embed=chain, fixed_dt=at)

    def _build_tst_info(self, message_imprint: tsp.MessageImprint, dt: datetime, req: tsp.TimeStampReq) -> tsp.TSTInfo:
        made = super()._build_tst_info(message_imprint, dt, req)
        made["policy"] = tsp.ObjectIdentifier(_POLICY)
        return made


class _Refusal(core.Sequence):  # type: ignore[misc] # the library has no types
    """A ``TimeStampResp`` without a token, which the library's own class cannot write."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo)]


def _refusal(why: str) -> bytes:
    answer: bytes = _Refusal({"status": tsp.PKIStatusInfo({"status": "rejection", "fail_info": {why}})}).dump()
    return answer


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
    valid: tuple[datetime, datetime],
) -> x509.CertificateBuilder:
    begins, ends = valid
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins.astimezone(UTC))
        .not_valid_after(ends.astimezone(UTC))
    )


def _name(common: str, organisation: str = "") -> x509.Name:
    told = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    told += [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    return x509.Name(told)


def _usage(*wanted: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name in wanted for name in _USAGES})


def _given_by(key: rsa.RSAPrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_of(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _certificate(pem: bytes) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem)


def _key(pem: bytes) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("not a key of this program")
    return key
