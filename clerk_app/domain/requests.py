"""A request as the screens show it: folded from the desk's own entries, the centre's word and the outbox.

Every fold is pure and takes the view so far; the same entries in the same order give the same view.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from clerk_app.domain import casework
from clerk_app.domain.bodies import FormValues, ReceiptPrinted, RequestAnnulled, RequestCorrected, RequestReceived
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.cases import TO_SUPPLEMENT
from clerk_app.domain.casework import CaseWork, Place
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import mask
from clerk_app.domain.remembered import Remembered

CaseState = Literal[
    "received_here", "primljen", "zaveden", "neuredan_dopuna", "u_radu", "ceka_podatke", "ceka_uplatu", "resen_usvojen",
    "resen_odbijen", "odbacen", "obustavljen", "ustupljen", "otpremljen", "dostavljen", "zalba", "konacan",
    "arhiviran", "annulled",
]  # fmt: skip
"""Codes of DOMAIN §1.10, with ``received_here`` (only this desk knows it) and ``annulled``."""

Mark = Literal["draft", "waiting", "sending", "relayed", "accepted", "held", "refused"]
"""Where entries stand; ``relayed`` lie at the office's relay, and the centre has not said that it has them."""
RELAYED: Mark = "relayed"
Origin = Literal["desk", "exchange", "centre"]
CASE_STATES: tuple[str, ...] = get_args(CaseState)
FINISHED: frozenset[str] = frozenset(
    {
        "resen_usvojen", "resen_odbijen", "odbacen", "obustavljen", "ustupljen", "otpremljen", "dostavljen", "konacan",
        "arhiviran", "annulled",
    }
)  # fmt: skip
"""States in which no deadline runs any longer (DOMAIN §1.10)."""
_WORK: dict[type, str] = {
    CaseMoved: "moved",
    CaseHanded: "handed",
    RequestSupplemented: "supplemented",
    RequestWithdrawn: "withdrawn",
}
_BEFORE_NUMBER = frozenset({"received_here", "primljen", "annulled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryItem:
    """One thing that happened to a request; ``at`` in microseconds UTC, ``kind`` the tail of ``history.<kind>``."""

    at: int
    kind: str
    source: Origin
    params: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """Everything that the list and the detail of a request show; no unmasked personal number.

    ``seq`` is the entry that received it here, below zero where it was received elsewhere. ``received_at`` is the
    desk's local time with offset (ISO), ``deadline`` an ISO date or empty, ``fee_total`` para.
    ``version`` is the centre's, 0 before its first word. ``hold`` names why the outbox holds or refuses it.
    ``findings`` holds the desk's (``own_findings``) and the centre's.
    """

    subject: bytes
    seq: int
    number: str
    received_at: str
    applicant: str
    masked_id: str
    service: str
    service_version: int
    unique_number: str = ""
    state: CaseState = "received_here"
    state_note: str = ""
    deadline: str = ""
    mark: Mark = "waiting"
    hold: str = ""
    version: int = 0
    annulled: bool = False
    own_findings: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    fee_total: int = 0
    receipts: int = 0
    history: tuple[HistoryItem, ...] = ()
    work: CaseWork | None = None

    @property
    def registered(self) -> bool:
        """Whether the centre has registered it: only when its unique number is known here."""
        return bool(self.unique_number)

    @property
    def due(self) -> str:
        """The day that counts now (ISO, or empty): until when to supplement, while that is waited for."""
        waits = self.state == TO_SUPPLEMENT and self.work is not None and self.work.supplement_by
        return self.work.supplement_by if waits and self.work is not None else self.deadline

    @property
    def origin(self) -> Place:
        """Where it was received."""
        return self.work.origin if self.work is not None else "here"

    @property
    def handler(self) -> str:
        """The user name of whoever works on it; empty while nobody does."""
        return self.work.handler if self.work is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An entry of this desk about one subject: its number, time (microseconds UTC) and decoded body."""

    seq: int
    at: int
    subject: bytes
    body: object


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreState:
    """What the centre told us about a request, folded from its changes by version.

    ``state`` is a code that this program may not know yet; ``history`` is what the centre reported, oldest first.
    ``form`` holds the fields that were changed elsewhere, ``deadline`` is told where it is another than at receipt.
    ``state_version`` and ``handler_version`` are when state and handler were said last, ``_own`` that it was by an
    entry of this desk. The rest is of ``CaseWork``.
    """

    version: int = 0
    unique_number: str = ""
    state: str = ""
    note: str = ""
    annulled: bool = False
    findings: tuple[Finding, ...] = ()
    history: tuple[HistoryItem, ...] = ()
    form: FormValues = field(default_factory=dict)
    deadline: str = ""
    office: str = ""
    handler: str = ""
    handler_name: str = ""
    payment: str = ""
    service_name: str = ""
    missing: tuple[str, ...] = ()
    supplement_by: str = ""
    withdrawn: bool = False
    state_version: int = 0
    state_own: bool = False
    handler_version: int = 0
    handler_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxState:
    """Where a request's entries stand on their way: the least advanced of them, and why it is held or refused."""

    mark: Mark
    code: str = ""


def project(
    happenings: list[Happening],
    centre: CentreState | None = None,
    outbox: OutboxState | None = None,
    elsewhere: RequestView | None = None,
) -> RequestView | None:
    """The view of one subject from all that is known; ``elsewhere`` is where one begins that was not received here.

    ``None`` unless it was received somewhere.
    """
    view = elsewhere
    for happening in happenings:
        if view is not None:
            view = apply_entry(view, happening)
        elif isinstance(happening.body, RequestReceived):
            view = begin(happening, happening.body)
        else:
            return None
    if view is None:
        return None
    if centre is not None:
        view = apply_centre(view, centre)
    return apply_outbox(view, outbox) if outbox is not None else view


def begin(happening: Happening, received: RequestReceived) -> RequestView:
    """The view of a request that was just received."""
    params = {"number": received.number, "clerk": received.clerk_name or received.clerk}
    item = HistoryItem(at=happening.at, kind="received", source="desk", params=params)
    return _view(happening.subject, happening.seq, received, history=(item,))


def begin_elsewhere(subject: bytes, seq: int, received: RequestReceived, origin: Place) -> RequestView:
    """The view of a request that the centre told us of; ``seq`` is below zero, its history the centre's."""
    return _view(subject, seq, received, work=CaseWork(origin=origin), mark="accepted")


def _view(
    subject: bytes,
    seq: int,
    received: RequestReceived,
    *,
    history: tuple[HistoryItem, ...] = (),
    work: CaseWork | None = None,
    mark: Mark = "waiting",
) -> RequestView:
    """What a request's first entry says of it."""
    return RequestView(
        subject=subject,
        seq=seq,
        number=received.number,
        received_at=received.received_local,
        applicant=received.applicant.full_name(),
        masked_id=mask(received.applicant.id_number),
        service=received.service,
        service_version=received.service_version,
        deadline=received.deadline,
        mark=mark,
        own_findings=received.findings,
        findings=received.findings,
        fee_total=received.fee.total,
        history=history,
        work=work,
    )


def apply_entry(view: RequestView, happening: Happening) -> RequestView:
    """The view after one more entry of this desk; kinds that do not concern a request change nothing."""
    body = happening.body
    if isinstance(body, RequestCorrected):
        return _told(view, happening, "corrected", {"fields": str(len(body.form))})
    if isinstance(body, RequestAnnulled):
        annulled = replace(view, annulled=True, state="annulled")
        params = {"reason": body.reason, "clerk": body.clerk_name or body.clerk}
        return _told(annulled, happening, "annulled", params)
    if isinstance(body, ReceiptPrinted):
        kind = "receipt_copied" if body.copy else "receipt_printed"
        return _told(replace(view, receipts=view.receipts + 1), happening, kind, {"number": body.unique_number})
    return _apply_work(view, happening)


def _apply_work(view: RequestView, happening: Happening) -> RequestView:
    """The view after an entry about the work on a case; what the centre makes of it is told later."""
    told = _WORK.get(type(happening.body))
    if told is None:
        return _apply_part(view, happening)
    work = casework.recorded(view.work or CaseWork(), happening.body, view.state)
    view = replace(view, work=work)
    if isinstance(happening.body, CaseMoved):
        view = replace(view, state=_known(work.pending), state_note=happening.body.note)
    return _told(view, happening, told, casework.params_of(happening.body))


def _apply_part(view: RequestView, happening: Happening) -> RequestView:
    """The view after an entry about a part of the case that is no state of it: a line of the history, if it has one."""
    if not isinstance(happening.body, Remembered):
        return view
    line, params = happening.body.history()
    return _told(view, happening, line, params)


def apply_centre(view: RequestView, centre: CentreState) -> RequestView:
    """The view with the centre's word, which wins on status; an older word than the one known changes nothing.

    Without a unique number a request is at most received at the centre, whatever state it names. What was annulled
    here stays annulled; a state recorded here stands on top until the centre has heard of it.
    """
    if centre.version < view.version:
        return view
    own = tuple(item for item in view.history if item.source != "centre")
    number = centre.unique_number or view.unique_number
    annulled = view.annulled or centre.annulled
    state, note, work = _state(centre.state, number), centre.note, casework.heard(view.work, centre)
    if work is not None and work.pending:
        work = replace(work, told=state)
        state, note = _known(work.pending), view.state_note
    return replace(
        view,
        version=centre.version,
        unique_number=number,
        state="annulled" if annulled else state,
        state_note=note,
        deadline=centre.deadline or view.deadline,
        annulled=annulled,
        findings=view.own_findings + tuple(told for told in centre.findings if told not in view.own_findings),
        history=_ordered(*own, *centre.history),
        work=work,
    )


def apply_outbox(view: RequestView, outbox: OutboxState) -> RequestView:
    """The view with where its entries stand on their way; a state that the centre did not take is not shown."""
    stopped = outbox.mark in {"held", "refused"}
    if stopped and view.work is not None and view.work.pending and not view.annulled:
        view = replace(view, state=_known(view.work.told))
    return replace(view, mark=outbox.mark, hold=outbox.code if stopped else "")


def _told(view: RequestView, happening: Happening, kind: str, params: dict[str, str]) -> RequestView:
    """The view with one more line of the desk's own history."""
    item = HistoryItem(at=happening.at, kind=kind, source="desk", params=params)
    return replace(view, history=_ordered(*view.history, item))


def _ordered(*items: HistoryItem) -> tuple[HistoryItem, ...]:
    """History by time, from the receipt on whatever the clocks say; at one moment the desk comes before the centre."""
    return tuple(sorted(items, key=lambda item: (item.kind != "received", item.at, item.source == "centre")))


def _state(told: str, number: str) -> CaseState:
    """The centre's state as it may be shown; a state newer than this program counts as being worked on."""
    if not number:
        return "primljen" if told and told != "received_here" else "received_here"
    return "zaveden" if told in {"", *_BEFORE_NUMBER} else _known(told)


def _known(told: str) -> CaseState:
    """A state of a case as this program knows it; a newer one counts as being worked on."""
    state: CaseState
    for state in get_args(CaseState):
        if state == told:
            return state
    return "u_radu"
