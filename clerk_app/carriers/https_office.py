"""The office's key over HTTPS."""

from __future__ import annotations

from clerk_app.carriers.wire import Wire, decoded
from clerk_app.contract.relay import OFFICE_KEY, OfficeKeyAnswer


class HttpsOffice:
    """The port ``CentreOffice``; the key is believed only with the centre's signature."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def office_key(self) -> OfficeKeyAnswer:
        """The newest key, sealed to this desk."""
        return decoded(self._wire.ask("POST", OFFICE_KEY), OfficeKeyAnswer)
