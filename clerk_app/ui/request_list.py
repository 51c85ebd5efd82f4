"""Requests as rows: how a view becomes the cells of a table, the same on every screen that lists requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from clerk_app.actions.choosing import Choosing
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import CounterError
from clerk_app.domain.requests import FINISHED, RELAYED, RequestView
from clerk_app.i18n import Texts
from clerk_app.ui.portal_words import ORIGIN_ICON, is_filed
from clerk_app.ui.widgets.cells import Cell, Column, deadline_cell, mark_cell, number_cell, state_cell

SOON_DAYS = 3
MARKS: dict[str, tuple[str, str]] = {
    "waiting": ("circle-dashed", "offline"),
    "sending": ("upload", "accent"),
    "relayed": ("network", "offline"),
    "accepted": ("circle-check", "success"),
    "held": ("triangle-alert", "warning"),
    "refused": ("circle-x", "error"),
    "draft": ("pencil", "text_3"),
}
_STATES: dict[str, tuple[str, str]] = {
    "received_here": ("inbox", "offline"),
    "primljen": ("inbox", "offline"),
    "zaveden": ("stamp", "text_2"),
    "u_radu": ("clock", "accent"),
    "ceka_podatke": ("hourglass", "warning"),
    "ceka_uplatu": ("hand-coins", "warning"),
    "neuredan_dopuna": ("undo-2", "warning"),
    "resen_usvojen": ("circle-check", "success"),
    "resen_odbijen": ("circle-x", "text_2"),
    "otpremljen": ("send", "text_2"),
    "dostavljen": ("badge-check", "success"),
    "annulled": ("ban", "text_3"),
    "draft": ("pencil", "text_3"),
}
_RARE: dict[str, tuple[str, str]] = {
    "odbacen": ("circle-x", "text_2"),
    "obustavljen": ("ban", "text_2"),
    "ustupljen": ("send", "text_2"),
    "zalba": ("git-merge", "warning"),
    "konacan": ("shield-check", "success"),
    "arhiviran": ("package", "text_3"),
}
_OTHER = ("file-text", "text_2")


@dataclass(frozen=True, slots=True)
class Row:
    """One request in a list, with the name of its service."""

    view: RequestView
    service: Wording


def rows_of(views: Sequence[RequestView], choosing: Choosing) -> tuple[Row, ...]:
    """Views with the names of their services; reads the catalogue, so it runs on a reading lane."""
    return tuple(Row(view, service_name(view, choosing)) for view in views)


def service_name(view: RequestView, choosing: Choosing) -> Wording:
    """What the request is about; as the centre calls it, or the id itself, where the catalogue does not know it."""
    try:
        return choosing.service(view.service, view.service_version).name
    except CounterError:
        told = (view.work.service_name if view.work is not None else "") or view.service
        return Wording(sr=told, en=told)


def state_look(state: str) -> tuple[str, str]:
    """Icon and colour role of a case state."""
    return _STATES.get(state) or _RARE.get(state, _OTHER)


def urgency(view: RequestView, today: date) -> str:
    """Empty, ``soon`` or ``late``: how a deadline stands while the case is open."""
    if not view.due or view.state in FINISHED:
        return ""
    left = (date.fromisoformat(view.due) - today).days
    if left < 0:
        return "late"
    return "soon" if left <= SOON_DAYS else ""


def shown_number(view: RequestView, texts: Texts) -> tuple[str, str]:
    """The number to show and its tag: the unique one without, the provisional one with."""
    if view.registered:
        return unique_number(view.unique_number), ""
    return view.number, texts.text("request.provisional_tag")


def unique_number(compact: str) -> str:
    """``004812736/2026`` as people read it: ``004 812 736 / 2026``."""
    serial, _, year = compact.partition("/")
    return f"{serial[:3]} {serial[3:6]} {serial[6:]} / {year}"


class RequestCells:
    """Words the cells of one table for one day."""

    def __init__(self, texts: Texts, today: Callable[[], date]) -> None:
        self._texts = texts
        self._today = today

    def columns(self) -> tuple[Column[Row], ...]:
        """Mark, number, received, applicant, service, state, deadline."""
        text = self._texts.text
        return (
            Column(title="", cell=self._mark, width=36),
            Column(title=text("request.number"), cell=self._number, width=150, whole=_longest_numbers(self._texts)),
            Column(title=text("request.received"), cell=self._received, width=70, right=True),
            Column(
                title=text("request.applicant"),
                cell=self._applicant,
                width=150,
                shortens=True,
            ),
            Column(title=text("request.service"), cell=self._service, shortens=True),
            self._state_column(),
            Column(title=text("request.deadline"), cell=self._deadline, width=122),
        )

    def narrow_columns(self) -> tuple[Column[Row], ...]:
        """The same in two lines each, for large text."""
        text = self._texts.text
        return (
            Column(title="", cell=self._mark, width=28),
            Column(title=text("request.number"), cell=self._number_stacked, width=170),
            Column(title=text("request.applicant_service"), cell=self._who_and_what, shortens=True),
            replace(self._state_column(), cell=self._state_stacked),
        )

    def _state_column(self) -> Column[Row]:
        """The usual states are read whole; of what happens once in a year the end may be missing."""
        usual = [self._state_cell(state) for state in _STATES if state != "draft"]
        return Column(title=self._texts.text("request.state"), cell=self._state, width=150, whole=usual, shortens=True)

    def _mark(self, row: Row) -> Cell:
        icon, role = MARKS[row.view.mark]
        return mark_cell(icon, role, self._texts.text(f"mark.{row.view.mark}"))

    def _number(self, row: Row) -> Cell:
        return number_cell(*shown_number(row.view, self._texts))

    def _number_stacked(self, row: Row) -> Cell:
        number, tag = shown_number(row.view, self._texts)
        kind = "request.provisional" if tag else "request.unique"
        return Cell(
            text=number,
            role="offline" if tag else "text",
            strong=not tag,
            second=self._texts.text(kind),
        )

    def _received(self, row: Row) -> Cell:
        moment = datetime.fromisoformat(row.view.received_at)
        today = moment.date() == self._today()
        shown = self._texts.time(moment) if today else self._texts.text("format.day", d=moment.day, m=moment.month)
        return Cell(text=shown, role="text_2")

    def _applicant(self, row: Row) -> Cell:
        return _with_origin(row, Cell(text=row.view.applicant), self._texts)

    def _service(self, row: Row) -> Cell:
        return Cell(text=self._texts.wording(row.service))

    def _who_and_what(self, row: Row) -> Cell:
        cell = Cell(text=row.view.applicant, strong=True, second=self._texts.wording(row.service))
        return _with_origin(row, cell, self._texts)

    def _state(self, row: Row) -> Cell:
        """What lies at the relay is received here, and farther than that; the centre has not said a word of it."""
        if row.view.mark == RELAYED and row.view.state == "received_here":
            shown = state_cell(self._texts.text("state.relayed"), *MARKS[RELAYED])
            return replace(shown, spoken=self._texts.text(f"mark.{RELAYED}"))
        return self._state_cell(row.view.state)

    def _state_stacked(self, row: Row) -> Cell:
        """State, and below it the day that counts."""
        due = self._deadline(row)
        return replace(self._state(row), second=self._texts.text("case.due", due=due.text) if row.view.due else "")

    def _state_cell(self, state: str) -> Cell:
        icon, role = state_look(state)
        return state_cell(self._texts.text(f"state.{state}"), icon, role)

    def _deadline(self, row: Row) -> Cell:
        if not row.view.due or row.view.annulled:
            return Cell(text="—", role="text_3")
        day = date.fromisoformat(row.view.due)
        shown = self._texts.text("request.today") if day == self._today() else self._texts.date(day)
        return deadline_cell(shown, urgency(row.view, self._today()))


def _longest_numbers(texts: Texts) -> tuple[Cell, Cell]:
    """One of each kind, about as wide as any."""
    return number_cell("A7-000000-H", texts.text("request.provisional_tag")), number_cell("000 000 000 / 0000")


def _with_origin(row: Row, cell: Cell, texts: Texts) -> Cell:
    """The cell with the mark of what came from the portal."""
    if not is_filed(row.view):
        return cell
    spoken = ", ".join(part for part in (cell.text, cell.second, texts.text("request.from_portal")) if part)
    return replace(cell, icon=ORIGIN_ICON, icon_role="accent", spoken=spoken)
