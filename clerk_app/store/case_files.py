"""Case files: a case's own entries and the centre's changes, joined when somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from clerk_app.contract import canonical
from clerk_app.contract.cases import Amended, Case, Supplemented
from clerk_app.contract.changes import CASE_CHANGES
from clerk_app.domain.amendments import FormTold
from clerk_app.domain.case_file import ACCEPTED, CaseFile, Change, Way
from clerk_app.store import entry_rows, views
from clerk_app.store.database import Connection, Database

_TOLD = (
    "SELECT e.version, e.kind, e.body FROM replica_request r"
    " JOIN replica_event e ON e.desk = r.desk AND e.seq = r.seq WHERE r.subject = ? ORDER BY e.version"
)
_UNDER_WAY = "FROM desk_outbox o WHERE o.subject = ? AND (o.state <> 'accepted' OR o.code <> '')"
_WAYS = " ".join(("SELECT o.seq,", views.STATE, ", o.code", _UNDER_WAY))


class DeskCaseFiles:
    """The port ``CaseFiles`` on the desk file of one desk."""

    def __init__(self, database: Database, desk: str) -> None:
        self._database = database
        self._desk = desk

    def of(self, subject: bytes) -> CaseFile:
        """The file of a case; an empty one of a subject that nobody knows."""
        with self._database.reading() as connection:
            return read(connection, self._desk, subject)


def read(connection: Connection, desk: str, subject: bytes) -> CaseFile:
    """The file of a case, as one connection sees it."""
    entries = entry_rows.of_subject(connection, desk, subject)
    own = tuple(made for made in map(views.happening, entries) if made is not None)
    rows = connection.execute(_TOLD, (subject,)).fetchall()
    told = tuple(
        Change(version=version, kind=kind, body=_decoded(kind, body))
        for version, kind, body in rows
        if kind in CASE_CHANGES
    )
    forms = tuple(
        Change(version=version, kind=kind, body=_FORM[kind](body)) for version, kind, body in rows if kind in _FORM
    )
    under_way = ways(connection.execute(_WAYS, (subject,)).fetchall())
    return CaseFile(subject=subject, desk=desk, own=own, told=told, forms=forms, ways=under_way)


def ways(rows: Iterable[tuple[int, str, str]]) -> dict[int, Way]:
    """Where entries stand, from their outbox rows: number, state and code."""
    return {seq: Way(mark=views.MARKS.get(state, ACCEPTED), code=code) for seq, state, code in rows}


def _changed(kind: type[Amended | Supplemented], body: bytes) -> FormTold:
    """A change of the form."""
    told = canonical.decode(body, kind)
    return FormTold(at=told.at, form=told.form, desk=told.desk, entry=told.entry, hidden=told.hidden)


def _entered(body: bytes) -> FormTold:
    """A case that came whole."""
    case = canonical.decode(body, Case)
    return FormTold(at=case.at, form=case.received.form, whole=True)


def _decoded(kind: str, body: bytes) -> object:
    """What a system keeps of the case."""
    told: object = canonical.decode(body, CASE_CHANGES[kind])
    return told


_FORM: dict[str, Callable[[bytes], FormTold]] = {
    "amended": partial(_changed, Amended),
    "supplemented": partial(_changed, Supplemented),
    "case": _entered,
}
"""What the centre says of the form, beside the parts of the case that systems keep."""
