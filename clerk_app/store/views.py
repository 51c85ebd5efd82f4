"""Projections on disk: one row per request, folded by the domain; its mark is read from the outbox with it."""

from __future__ import annotations

from sqlalchemy import insert

from clerk_app.contract import canonical
from clerk_app.contract.entries import body_of
from clerk_app.domain import requests
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.journal import Entry
from clerk_app.domain.requests import FINISHED, CentreState, Happening, Mark, OutboxState, RequestView
from clerk_app.store.database import Connection, compiled
from clerk_app.store.schema import view_request

STATE = "CASE WHEN o.state = 'sending' AND o.sending <= (SELECT last FROM desk_relay) THEN 'relayed' ELSE o.state END"
"""Where the entry of an outbox row ``o`` stands: what lies at the relay is under way, and not at the centre."""
WAY = (
    "(SELECT min(CASE o.state WHEN 'refused' THEN '0refused ' WHEN 'held' THEN '1held ' WHEN 'waiting' THEN '2waiting '"
    " ELSE iif(o.sending <= (SELECT last FROM desk_relay), '4relayed ', '3sending ') END || o.code)"
    " FROM desk_outbox o WHERE o.subject = v.subject AND o.state <> 'accepted')"
)
"""The least advanced entry of a request on its way: a rank, the state and a code; nothing once the centre has all."""

_INSERT = compiled(insert(view_request))
_UPDATE = (
    "UPDATE view_request SET deadline = :deadline, waiting = :waiting, running = :running, unfinished = :unfinished,"
    " handler = :handler, origin = :origin, view = :view WHERE seq = :seq AND view <> :view"
)
PLACE = (
    "coalesce((SELECT place FROM replica_case WHERE subject = :subject),"
    " (SELECT min(seq) FROM journal_entry WHERE subject = :subject))"
)
"""Under which ``seq`` the view of ``:subject`` stands."""
_VIEW = " ".join(("SELECT view FROM view_request WHERE seq =", PLACE))
_CENTRE = "SELECT state FROM replica_request WHERE subject = ?"


def add(connection: Connection, view: RequestView, received: RequestReceived, came: int) -> None:
    """Store the view of a request that was just received; ``came`` is when (microseconds UTC)."""
    entered = received.on_paper.entered_local if received.on_paper is not None else received.received_local
    fixed = {"subject": view.subject, "day": entered[:10], "clerk": received.clerk, "came": came}
    connection.execute(_INSERT, _moving(view) | fixed)


def put(connection: Connection, view: RequestView) -> None:
    """Store what became of a view; an equal one writes nothing."""
    connection.execute(_UPDATE, _moving(view))


def load(connection: Connection, subject: bytes) -> RequestView | None:
    """The stored view of a request, without where it stands on its way."""
    row = connection.execute(_VIEW, {"subject": subject}).fetchone()
    return canonical.decode(row[0], RequestView) if row else None


def centre_state(connection: Connection, subject: bytes) -> CentreState | None:
    """What the centre told us about a request of this desk."""
    row = connection.execute(_CENTRE, (subject,)).fetchone()
    return canonical.decode(row[0], CentreState) if row else None


def happening(entry: Entry) -> Happening | None:
    """An entry as the domain folds it; ``None`` once its body is erased."""
    if entry.body is None:
        return None
    header = entry.header
    body = body_of(header.kind, header.version, entry.body)
    return Happening(seq=header.seq, at=header.stamp.at, subject=header.subject, body=body)


def told(view: RequestView, centre: CentreState | None) -> RequestView:
    """The view with the centre's word, if any, on top."""
    return view if centre is None else requests.apply_centre(view, centre)


def folded(
    entries: tuple[Entry, ...], centre: CentreState | None, elsewhere: RequestView | None = None
) -> RequestView | None:
    """A view from the beginning: the same that live folding made."""
    known = [made for made in map(happening, entries) if made is not None]
    view = requests.project(known, elsewhere=elsewhere)
    return told(view, centre) if view is not None else None


def on_its_way(view: RequestView, way: str | None) -> RequestView:
    """A stored view with its outbox mark, given what ``WAY`` selected."""
    if way is None:
        return view
    state, _, code = way[1:].partition(" ")
    return requests.apply_outbox(view, OutboxState(mark=MARKS[state], code=code))


_HAD = OutboxState(mark="accepted")
MARKS: dict[str, Mark] = {
    "waiting": "waiting",
    "sending": "sending",
    "relayed": "relayed",
    "held": "held",
    "refused": "refused",
}


def _moving(view: RequestView) -> dict[str, object]:
    """The columns that change in the life of a request."""
    return {
        "seq": view.seq,
        "deadline": view.due,
        "waiting": int(not view.registered and not view.annulled),
        "running": int(bool(view.due) and view.state not in FINISHED),
        "unfinished": int(view.state not in FINISHED),
        "handler": view.handler,
        "origin": view.origin,
        # Marked as nearly all are: marking a view costs as much as reading it.
        "view": canonical.encode(requests.apply_outbox(view, _HAD)),
    }
