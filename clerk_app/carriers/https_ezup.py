"""The log of accesses over HTTPS; it comes sealed to this desk, and is opened here."""

from __future__ import annotations

from clerk_app.carriers.wire import Wire, decoded, json_headers
from clerk_app.contract import canonical
from clerk_app.contract.ezup import EZUP_LOG, EZUP_PERSON, LogAsked, LogPage, LogSealed, PersonAsked, open_log
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import Unavailable


class HttpsEzup:
    """Port ``EzupLine`` over HTTPS; goes only over a wire that checked the centre's CA."""

    def __init__(self, wire: Wire, opener: SealingKey) -> None:
        self._wire = wire
        self._opener = opener

    def log(self, asked: LogAsked) -> LogPage:
        """A page of the log; raises ``Damaged('seal_broken')`` for what is not for this desk."""
        return self._page(EZUP_LOG, asked)

    def log_of_person(self, asked: PersonAsked) -> LogPage:
        """The same of one person; raises ``Damaged('seal_broken')`` for what is not for this desk."""
        return self._page(EZUP_PERSON, asked)

    def _page(self, path: str, asked: LogAsked | PersonAsked) -> LogPage:
        if not self._wire.trusted:
            raise Unavailable("line_certificate")
        body = canonical.encode(asked)
        answer = self._wire.ask("POST", path, body, headers=json_headers(), size=len(body))
        return open_log(decoded(answer, LogSealed), self._opener)
