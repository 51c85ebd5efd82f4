"""What the palette finds beside commands: requests, people, services, receipts and filings by their codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from clerk_app.domain import portal_codes
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import CounterError
from clerk_app.domain.neighbours import NeighbourRequest
from clerk_app.domain.receipts import is_code
from clerk_app.domain.requests import RequestView
from clerk_app.i18n import Texts
from clerk_app.lanes import Ticket
from clerk_app.ui.neighbours_note import neighbour_kind
from clerk_app.ui.palette import Deliver, Found
from clerk_app.ui.request_list import service_name, shown_number
from clerk_app.ui.workplace import Workplace

MOST_REQUESTS = 6
MOST_SERVICES = 3
MOST_NEIGHBOURS = 3
NUMBERS, PEOPLE = "#", "@"


class Goes(Protocol):
    """Shows a screen: ``Shell.go``."""

    def __call__(self, screen_id: str, subject: object = None) -> None:
        """Show a screen about a subject."""


class Finder:
    """A ``Search`` for the shell. Only the newest question is answered; what is older is dropped on its lane.

    ``go`` may be given later (the shell needs the finder before it exists): it is asked when something is chosen.
    """

    def __init__(self, place: Workplace, texts: Texts, go: Callable[[], Goes]) -> None:
        self._place = place
        self._texts = texts
        self._go = go
        self._asked = Ticket()

    def __call__(self, text: str, deliver: Deliver) -> None:
        """Find for what was typed, with its leading sign."""
        self._asked.cancel()
        sign, wanted = (text[:1], text[1:].strip()) if text[:1] in (NUMBERS, PEOPLE) else ("", text.strip())
        if is_code(wanted):
            deliver([self._code(wanted, "receipt", "verify_receipt")])
        elif portal_codes.is_code(wanted):
            deliver([self._code(wanted, "filing", "open_filing")])
        elif len(wanted) < 2:
            deliver([])
        else:
            self._asked = self._place.reads.submit(lambda: self._find(sign, wanted), deliver, self._failed)

    def _find(self, sign: str, wanted: str) -> list[Found]:
        actions = self._place.actions
        views = actions.looking.find(wanted, limit=MOST_REQUESTS)
        found = [self._request(view) for view in views]
        found += [self._neighbour(one) for one in actions.looking.neighbours(wanted, limit=MOST_NEIGHBOURS)]
        if not sign:
            found += [self._service(service) for service in self._services(wanted)]
        return found

    def _services(self, wanted: str) -> Sequence[Service]:
        try:
            return self._place.actions.choosing.find(wanted)[:MOST_SERVICES]
        except CounterError:
            return ()

    def _request(self, view: RequestView) -> Found:
        number, _tag = shown_number(view, self._texts)
        service = self._texts.wording(service_name(view, self._place.actions.choosing))
        return Found(
            text=f"**{view.applicant}** · {number} · {service}",
            kind=self._texts.text("finding_kind.provisional" if _tag else "finding_kind.request"),
            icon="file-text",
            run=lambda: self._go()("detail", view.subject),
        )

    def _neighbour(self, one: NeighbourRequest) -> Found:
        """Received at another counter: the list of requests shows it, for there is nothing to open yet."""
        return Found(
            text=f"**{one.applicant}** · {one.number}",
            kind=neighbour_kind(one, self._texts),
            icon="inbox",
            run=lambda: self._go()("requests", one.number),
        )

    def _service(self, service: Service) -> Found:
        return Found(
            text=self._texts.wording(service.name),
            kind=self._texts.text("finding_kind.service"),
            icon="file-plus",
            run=lambda: self._go()("intake", service),
        )

    def _code(self, code: str, kind: str, does: str) -> Found:
        """A code that the list of requests looks into."""
        return Found(
            text=self._texts.text(f"finding_kind.{does}"),
            kind=self._texts.text(f"finding_kind.{kind}"),
            icon="shield-check" if kind == "receipt" else "qr-code",
            run=lambda: self._go()("requests", code),
        )

    def _failed(self, error: Exception) -> None:
        """Nobody may search now (lock, end of the grant): nothing is found; anything else is a bug."""
        if not isinstance(error, CounterError):
            raise error
