"""Enrolment and sign-in over HTTPS: what a person waits for."""

from __future__ import annotations

from clerk_app.carriers.wire import Wire, decoded, json_headers
from clerk_app.contract import canonical
from clerk_app.contract.enrolment import Anchor, EnrolmentAnswer, EnrolmentRequest
from clerk_app.contract.exchange import ANCHOR, ENROLMENTS, ESCROW, SIGN_INS, WIPED
from clerk_app.contract.signin import EscrowDeposit, SignInAnswer, SignInRequest
from clerk_app.domain.errors import Unavailable


class HttpsDoor:
    """Port ``CentreDoor`` over HTTPS; secrets go only over a wire that checked the centre's CA."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def anchor(self) -> Anchor:
        """The centre's keys; compare their fingerprint with the code before believing them."""
        return decoded(self._wire.ask("GET", ANCHOR), Anchor)

    def enrol(self, request: EnrolmentRequest) -> EnrolmentAnswer:
        """Become a desk; raises ``Refused`` for a code that is wrong, used or expired."""
        return self._post(ENROLMENTS, request, EnrolmentAnswer)

    def sign_in(self, request: SignInRequest) -> SignInAnswer:
        """Fetch a grant; raises ``SignIn`` or ``Unavailable``."""
        return self._post(SIGN_INS, request, SignInAnswer)

    def wiped(self) -> None:
        """Say that this desk has no keys any more; raises as ``sign_in``."""
        self._wire.ask("POST", WIPED)

    def deposit(self, wrap: bytes) -> None:
        """Leave the sealed database key in escrow."""
        self._require_trust()
        self._wire.ask("POST", ESCROW, canonical.encode(EscrowDeposit(wrap=wrap)), headers=json_headers())

    def _post[T](self, target: str, value: object, kind: type[T]) -> T:
        self._require_trust()
        body = canonical.encode(value)
        return decoded(self._wire.ask("POST", target, body, headers=json_headers(), size=len(body)), kind)

    def _require_trust(self) -> None:
        if not self._wire.trusted:
            raise Unavailable("line_certificate")
