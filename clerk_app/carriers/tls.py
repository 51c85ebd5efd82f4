"""TLS towards the centre: only the CA pinned at enrolment is trusted, and a session is resumed where it can be."""

from __future__ import annotations

import hashlib
import socket
import ssl
from typing import Any

from clerk_app.domain.errors import Invalid


class ResumingContext(ssl.SSLContext):
    """A client context that offers its last session again, which saves the certificates of a handshake (PERF §E.5)."""

    _session: ssl.SSLSession | None = None

    def wrap_socket(self, sock: socket.socket, *args: Any, **kwargs: Any) -> ssl.SSLSocket:  # noqa: ANN401 (as ssl has it)
        """Wrap as usual, with the session that ``remember`` kept."""
        if self._session is not None:
            kwargs.setdefault("session", self._session)
        return super().wrap_socket(sock, *args, **kwargs)

    def remember(self, sock: ssl.SSLSocket) -> None:
        """Keep the session of an open socket; TLS 1.3 gives it only after the first answer was read."""
        session = sock.session
        if session is not None and session.has_ticket:
            self._session = session


def pinned_context(ca_pem: str) -> ResumingContext:
    """Trusts certificates of this CA and nothing else; raises ``Invalid('ca_unreadable')``."""
    context = _bare_context(ResumingContext)
    try:
        context.load_verify_locations(cadata=ca_pem)
    except (ssl.SSLError, ValueError) as error:
        raise Invalid("ca_unreadable") from error
    return context


def unverified_context() -> ResumingContext:
    """Trusts anyone: only to fetch the anchor, whose fingerprint the enrolment code carries."""
    context = _bare_context(ResumingContext)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class LeafContext(ResumingContext):
    """Trusts one certificate, whoever vouches for it and whatever the clock says: that of an office relay."""

    fingerprint = b""

    def wrap_socket(self, sock: socket.socket, *args: Any, **kwargs: Any) -> ssl.SSLSocket:  # noqa: ANN401 (as ssl has it)
        """Wrap as usual; raises ``ConnectionError`` where the certificate is another one."""
        wrapped = ssl.SSLContext.wrap_socket(self, sock, *args, **kwargs)
        if fingerprint_of(wrapped) != self.fingerprint:
            wrapped.close()
            raise ConnectionAbortedError("another certificate than before")
        return wrapped

    def remember(self, sock: ssl.SSLSocket) -> None:
        """No session: on the office's own network a handshake costs nothing."""


def fingerprint_of(sock: ssl.SSLSocket) -> bytes:
    """SHA-256 of the certificate at the other end."""
    return hashlib.sha256(sock.getpeercert(binary_form=True) or b"").digest()


def leaf_context(fingerprint: bytes) -> LeafContext:
    """Trusts the certificate with this SHA-256 and nothing else."""
    context = _bare_context(LeafContext)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # what it shows is compared instead
    context.fingerprint = fingerprint
    return context


def public_context(ca_pem: str = "") -> ssl.SSLContext:
    """Trusts what the system trusts, and certificates of this CA too; raises ``Invalid('ca_unreadable')``."""
    context = ssl.create_default_context()
    if ca_pem:
        try:
            context.load_verify_locations(cadata=ca_pem)
        except (ssl.SSLError, ValueError) as error:
            raise Invalid("ca_unreadable") from error
    return context


def _bare_context[T: ResumingContext](kind: type[T]) -> T:
    context = kind(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
