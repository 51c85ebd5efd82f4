"""A relay's certificate: its own, the same after a start, and good whatever the clock says."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime, timedelta

from cryptography import x509

from clerk_app.carriers.tls import fingerprint_of, unverified_context
from clerk_app.relay import certificate


def test_two_are_never_alike_and_one_is_good_for_years_either_way() -> None:
    first, second = certificate.make(), certificate.make()
    assert certificate.fingerprint(first) != certificate.fingerprint(second)
    made = x509.load_pem_x509_certificate(first)
    now = datetime.now(UTC)
    assert (
        made.not_valid_before_utc < now - timedelta(days=3000) < now + timedelta(days=3000) < made.not_valid_after_utc
    )


def test_the_fingerprint_is_that_of_what_is_shown_on_the_line() -> None:
    pem = certificate.make()
    here, there = socket.socketpair()

    def serve() -> None:
        certificate.server_context(pem).wrap_socket(there, server_side=True).close()

    serving = threading.Thread(target=serve)
    serving.start()
    with unverified_context().wrap_socket(here) as wrapped:
        assert fingerprint_of(wrapped) == certificate.fingerprint(pem)
    serving.join()
