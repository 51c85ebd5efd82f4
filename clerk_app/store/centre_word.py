"""The centre's word on one request, folded from the changes of its feed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings, Registered, Status
from clerk_app.domain.errors import Invalid
from clerk_app.domain.findings import Finding
from clerk_app.domain.numbers import UniqueNumber
from clerk_app.domain.requests import CentreState, HistoryItem


def fold(state: CentreState, kind: str, version: int, body: bytes) -> CentreState:
    """The word after one more change; raises ``Invalid`` for kinds and bodies that this program cannot read."""
    reader = _READERS.get(kind)
    if reader is None:
        raise Invalid("unknown_kind", kind=kind, version=version)
    told, at, params = reader(state, body)
    item = HistoryItem(at=at, kind=kind, source="centre", params=params)
    # A kind that was learned late comes with a version below the newest: history is in order of version all the same.
    return replace(told, version=max(state.version, version), history=(*state.history, item))


type _Read = tuple[CentreState, int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Annulled:
    """``annulled`` in the feed: when, and the reason that the clerk gave."""

    at: int
    reason: str = ""


def _registered(state: CentreState, body: bytes) -> _Read:
    given = canonical.decode(body, Registered)
    number = UniqueNumber(given.serial, given.year).compact()
    return replace(state, unique_number=number, state=state.state or "zaveden"), given.at, {"number": number}


def _status(state: CentreState, body: bytes) -> _Read:
    moved = canonical.decode(body, Status)
    return replace(state, state=moved.state, note=moved.note), moved.at, {"state": moved.state, "note": moved.note}


def _findings(state: CentreState, body: bytes) -> _Read:
    noted = canonical.decode(body, Findings)
    found = tuple(_finding(row) for row in noted.findings)
    return replace(state, findings=found), noted.at, {"count": str(len(found))}


def _annulled(state: CentreState, body: bytes) -> _Read:
    annulled = canonical.decode(body, _Annulled)
    return replace(state, annulled=True, note=annulled.reason), annulled.at, {"reason": annulled.reason}


def _finding(row: dict[str, str]) -> Finding:
    """A finding as the wire has it: ``code`` and ``where``, and whatever else its sentence needs."""
    params = {name: value for name, value in row.items() if name not in {"code", "where"}}
    return Finding(code=row.get("code", ""), where=row.get("where", ""), params=params)


_READERS: dict[str, Callable[[CentreState, bytes], _Read]] = {
    "registered": _registered,
    "status": _status,
    "findings": _findings,
    "annulled": _annulled,
}
