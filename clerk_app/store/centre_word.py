"""The centre's word on one request, folded from the changes of its feed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings, Registered, Status
from clerk_app.contract.cases import Amended, Case, Handed, Payment, Supplemented, Withdrawn
from clerk_app.contract.changes import CASE_CHANGES
from clerk_app.domain import numbers
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.errors import Invalid
from clerk_app.domain.findings import Finding
from clerk_app.domain.numbers import UniqueNumber
from clerk_app.domain.remembered import Told
from clerk_app.domain.requests import CentreState, HistoryItem
from clerk_app.domain.values import read_date


def fold(state: CentreState, kind: str, version: int, body: bytes, own: str = "") -> CentreState:
    """The word after one more change; raises ``Invalid`` for kinds and bodies that this program cannot read.

    What the desk ``own`` did itself stands in its own history: only the effect of it is taken.
    """
    told, item, desk = _read(state, kind, version, body)
    # A kind that was learned late comes with a version below the newest: history is in order of version all the same.
    mine = bool(desk) and desk == own
    history = state.history if mine else (*state.history, item)
    told = replace(told, version=max(state.version, version), history=history)
    if kind in _SAYS_STATE and version >= told.state_version:
        told = replace(told, state_version=version, state_own=mine)
    if kind in _SAYS_HANDLER and version >= told.handler_version:
        told = replace(told, handler_version=version, handler_own=mine)
    return told


def _read(state: CentreState, kind: str, version: int, body: bytes) -> _Read:
    """What one change says; of a part of the case that a system of its own keeps only its line of the history."""
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(state, body)
    if kind not in CASE_CHANGES:
        raise Invalid("unknown_kind", kind=kind, version=version)
    told: object = canonical.decode(body, CASE_CHANGES[kind])
    if not isinstance(told, Told):
        raise TypeError(f"{kind} tells nothing of a case")
    line, params = told.history()
    return state, _item(told.at, line, **params), told.desk


_SAYS_STATE = frozenset({"registered", "case", "status"})
_SAYS_HANDLER = frozenset({"case", "handed"})

type _Read = tuple[CentreState, HistoryItem, str]


@dataclass(frozen=True, slots=True)
class _Annulled:
    """``annulled`` in the feed: when, and the reason that the clerk gave."""

    at: int
    reason: str = ""


def _item(at: int, kind: str, **params: str) -> HistoryItem:
    return HistoryItem(at=at, kind=kind, source="centre", params=params)


def _registered(state: CentreState, body: bytes) -> _Read:
    given = canonical.decode(body, Registered)
    number = UniqueNumber(given.serial, given.year).compact()
    told = replace(state, unique_number=number, state=state.state or "zaveden")
    return told, _item(given.at, "registered", number=number), ""


def _case(state: CentreState, body: bytes) -> _Read:
    """A case that was received elsewhere enters: as it stands now, with what was heard of it before."""
    case = canonical.decode(body, Case)
    told = replace(
        state,
        unique_number=UniqueNumber(case.serial, case.year).compact(),
        state=case.state,
        note=case.note,
        annulled=case.annulled,
        form={},
        deadline=read_date(case.deadline),
        office=case.office,
        handler=case.handler,
        handler_name=case.handler_name,
        payment=case.payment,
        service_name=case.service_name,
        missing=case.missing,
        supplement_by=read_date(case.supplement_by),
        withdrawn=case.withdrawn,
    )
    received = case.received
    came = _readable(received)
    if numbers.parse_portal(received.number) is not None:
        return told, _item(came, "filed", number=received.number), ""
    return told, _item(case.at, "received", number=received.number, clerk=received.clerk_name or received.clerk), ""


def _readable(received: RequestReceived) -> int:
    """When it was received (microseconds UTC); raises ``Invalid`` where a time in it is none that a list can show."""
    times = [received.received_local]
    if received.on_paper is not None:
        times.append(received.on_paper.entered_local)
    try:
        came, *_ = [int(datetime.fromisoformat(one).timestamp() * 1_000_000) for one in times]
    except (ValueError, OverflowError, OSError) as error:
        raise Invalid("malformed", what="Case", where="received") from error
    if read_date(received.deadline) != received.deadline:
        raise Invalid("malformed", what="Case", where="deadline")
    return came


def _status(state: CentreState, body: bytes) -> _Read:
    moved = canonical.decode(body, Status)
    told = replace(
        state,
        state=moved.state,
        note=moved.note,
        missing=moved.missing,
        supplement_by=read_date(moved.supplement_by),
        deadline=read_date(moved.deadline) or state.deadline,
    )
    return told, _item(moved.at, "status", state=moved.state, note=moved.note), moved.desk


def _findings(state: CentreState, body: bytes) -> _Read:
    noted = canonical.decode(body, Findings)
    found = tuple(_finding(row) for row in noted.findings)
    return replace(state, findings=found), _item(noted.at, "findings", count=str(len(found))), ""


def _annulled(state: CentreState, body: bytes) -> _Read:
    annulled = canonical.decode(body, _Annulled)
    told = replace(state, annulled=True, note=annulled.reason)
    return told, _item(annulled.at, "annulled", reason=annulled.reason), ""


def _handed(state: CentreState, body: bytes) -> _Read:
    handed = canonical.decode(body, Handed)
    told = replace(
        state,
        handler=handed.handler,
        handler_name=handed.handler_name,
        office=handed.office or state.office,
    )
    return told, _item(handed.at, "handed", to=handed.handler_name or handed.handler, note=handed.note), handed.desk


def _amended(state: CentreState, body: bytes) -> _Read:
    amended = canonical.decode(body, Amended)
    told = replace(state, form=state.form | amended.form)
    said = {"note": amended.note} if amended.note else {}
    return told, _item(amended.at, "amended", fields=str(len(amended.form)), **said), amended.desk


def _supplemented(state: CentreState, body: bytes) -> _Read:
    brought = canonical.decode(body, Supplemented)
    told = replace(state, form=state.form | brought.form, deadline=read_date(brought.deadline) or state.deadline)
    papers = str(len(brought.enclosures))
    item = _item(brought.at, "supplemented", fields=str(len(brought.form)), papers=papers, note=brought.note)
    return told, item, brought.desk


def _withdrawn(state: CentreState, body: bytes) -> _Read:
    given_up = canonical.decode(body, Withdrawn)
    return replace(state, withdrawn=True), _item(given_up.at, "withdrawn", reason=given_up.reason), given_up.desk


def _payment(state: CentreState, body: bytes) -> _Read:
    paid = canonical.decode(body, Payment)
    return replace(state, payment=paid.state), _item(paid.at, "payment", state=paid.state), ""


def _finding(row: dict[str, str]) -> Finding:
    """A finding as the wire has it: ``code`` and ``where``, and whatever else its sentence needs."""
    params = {name: value for name, value in row.items() if name not in {"code", "where"}}
    return Finding(code=row.get("code", ""), where=row.get("where", ""), params=params)


_READERS: dict[str, Callable[[CentreState, bytes], _Read]] = {
    "registered": _registered,
    "status": _status,
    "findings": _findings,
    "annulled": _annulled,
    "case": _case,
    "handed": _handed,
    "amended": _amended,
    "supplemented": _supplemented,
    "withdrawn": _withdrawn,
    "payment": _payment,
}
