"""The code on the confirmation of what was filed on the portal: whether it is genuine, and whether the case is here."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.actions.session import Sessions
from clerk_app.contract.portal import read_code
from clerk_app.domain import portal_codes
from clerk_app.domain.errors import Damaged, Invalid
from clerk_app.domain.portal_codes import PortalCode, Verdict
from clerk_app.ports.desk_file import Requests


@dataclass(frozen=True, slots=True)
class CodeChecked:
    """What can be said of a code; what it says itself is told only where it is genuine."""

    verdict: Verdict
    code: PortalCode | None = None
    subject: bytes = b""


class Filings:
    """Checks codes against the centre's pinned key, without the line."""

    def __init__(self, *, sessions: Sessions, requests: Requests, centre_public: bytes, municipality: str) -> None:
        self._sessions = sessions
        self._requests = requests
        self._centre_public = centre_public
        self._municipality = municipality

    def check(self, text: str) -> CodeChecked:
        """Look into a code, and for its case; raises ``SignIn`` and ``Refused`` for who may not search."""
        self._sessions.require("search")
        try:
            if portal_codes.parse(text)[0].municipality != self._municipality:
                return CodeChecked("other_municipality")
            code = read_code(text, self._centre_public)
        except Invalid:
            return CodeChecked("garbled")
        except Damaged:
            return CodeChecked("forged")
        found = next((view for view in self._requests.find(code.number, limit=5) if view.number == code.number), None)
        return CodeChecked("not_here", code) if found is None else CodeChecked("here", code, found.subject)
