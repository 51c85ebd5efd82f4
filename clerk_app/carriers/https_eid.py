"""eID over HTTPS; parameters come sealed to this desk, and are opened here."""

from __future__ import annotations

from clerk_app.carriers.wire import Wire, decoded, json_headers
from clerk_app.contract import canonical
from clerk_app.contract.eid import (
    EID_ISSUANCES,
    EID_LOOKUPS,
    EID_REGISTRATIONS,
    EidAccount,
    EidIssuance,
    EidLookup,
    EidParameters,
    EidRegistration,
    EidSealed,
    open_parameters,
)
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import Unavailable


class HttpsEid:
    """Port ``EidLine`` over HTTPS; goes only over a wire that checked the centre's CA."""

    def __init__(self, wire: Wire, opener: SealingKey) -> None:
        self._wire = wire
        self._opener = opener

    def look_up(self, asked: EidLookup) -> EidAccount:
        """The account of a number, or none."""
        return self._post(EID_LOOKUPS, asked, EidAccount)

    def register(self, wanted: EidRegistration) -> EidAccount:
        """Make an account of the basic level."""
        return self._post(EID_REGISTRATIONS, wanted, EidAccount)

    def issue(self, wanted: EidIssuance) -> EidParameters:
        """Activation parameters; raises ``Damaged('seal_broken')`` for what is not for this desk and this id."""
        return open_parameters(self._post(EID_ISSUANCES, wanted, EidSealed), self._opener, wanted.id)

    def _post[T](self, target: str, value: object, kind: type[T]) -> T:
        if not self._wire.trusted:
            raise Unavailable("line_certificate")
        body = canonical.encode(value)
        return decoded(self._wire.ask("POST", target, body, headers=json_headers(), size=len(body)), kind)
