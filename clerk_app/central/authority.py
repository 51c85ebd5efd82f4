"""The centre's own certificate authority, and the server certificate that it issues at every start."""

from __future__ import annotations

import ipaddress
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_YEAR = timedelta(days=365)
_BACKDATED = timedelta(days=2)  # desks whose clock is a little behind must still connect
_ALWAYS = ("localhost", "127.0.0.1", "::1")


class Authority:
    """A CA with an ECDSA P-256 key; its certificate is pinned by every desk."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self._certificate = certificate

    @property
    def certificate_pem(self) -> str:
        """The CA's certificate as desks pin it."""
        return _pem(self._certificate).decode()

    @classmethod
    def create(cls, municipality: str) -> Authority:
        """A new CA, good for twenty years."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Salter CA {municipality}")])
        certificate = (
            _certificate(name, name, key.public_key(), 20 * _YEAR)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        return cls(key, certificate)

    @classmethod
    def from_pem(cls, pem: bytes) -> Authority:
        """Undo ``to_pem``."""
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("not a key of this program")
        return cls(key, x509.load_pem_x509_certificate(pem))

    def to_pem(self) -> bytes:
        """Private key and certificate together."""
        return _key_pem(self._key) + _pem(self._certificate)

    def server_context(self, hosts: tuple[str, ...]) -> ssl.SSLContext:
        """TLS 1.3 under a fresh certificate for localhost and ``hosts`` (names or addresses)."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._issue(key.public_key(), hosts)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.num_tickets = 1  # a desk keeps one session; another would cost it 250 bytes at each dialling
        with tempfile.TemporaryDirectory() as folder:  # ssl reads keys from files only; the folder is ours alone
            file = Path(folder) / "server.pem"
            file.touch(mode=0o600)
            file.write_bytes(_key_pem(key) + _pem(certificate))
            context.load_cert_chain(file)
        return context

    def _issue(self, public: ec.EllipticCurvePublicKey, hosts: tuple[str, ...]) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Salter centre")])
        names = [_general_name(host) for host in dict.fromkeys((*_ALWAYS, *hosts))]
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return (
            _certificate(name, self._certificate.subject, public, 2 * _YEAR)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(issuer, critical=False)
            .sign(self._key, hashes.SHA256())
        )


def _certificate(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, valid: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + valid)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
