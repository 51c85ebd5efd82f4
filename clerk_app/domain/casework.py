"""How a case is worked on: by whom, what is missing, and what was recorded here that the centre has not heard yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.cases import TO_SUPPLEMENT

if TYPE_CHECKING:
    from clerk_app.domain.requests import CentreState

Place = Literal["here", "office", "portal"]
"""Where a request was received: at this desk, at another one, or on the portal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWork:
    """The work on one case, for those of which there is something to say.

    ``payment``: a state of DOMAIN §1.6 for what was filed on the portal, ``service_name`` what the centre calls its
    service. ``missing`` and ``supplement_by`` (ISO date)
    are of the call to supplement that stands. ``pending``: the state that was recorded here and that the centre has not
    confirmed, standing on version ``pending_base``; ``told`` is the centre's meanwhile. ``handed_base`` is the same for
    the handler, below zero where nothing was recorded here.
    """

    origin: Place = "here"
    office: str = ""
    handler: str = ""
    handler_name: str = ""
    payment: str = ""
    service_name: str = ""
    missing: tuple[str, ...] = ()
    supplement_by: str = ""
    withdrawn: bool = False
    pending: str = ""
    pending_base: int = 0
    told: str = ""
    handed_base: int = -1


def recorded(work: CaseWork, body: object, state: str) -> CaseWork:
    """The work after an entry of this desk; ``state`` is the one that was shown before it."""
    if isinstance(body, CaseMoved):
        told = work.told if work.pending else state
        moved = replace(work, pending=body.state, pending_base=body.base_version, told=told)
        calls = body.state == TO_SUPPLEMENT
        return replace(moved, missing=body.missing if calls else (), supplement_by=body.supplement_by if calls else "")
    if isinstance(body, CaseHanded):
        office = body.office or work.office
        return replace(work, handler=body.to, handler_name=body.to_name, office=office, handed_base=body.base_version)
    return replace(work, withdrawn=True) if isinstance(body, RequestWithdrawn) else work


def params_of(body: object) -> dict[str, str]:
    """What the history says of such an entry."""
    if not isinstance(body, CaseMoved | CaseHanded | RequestSupplemented | RequestWithdrawn):
        return {}
    told = {"clerk": body.clerk_name or body.clerk}
    if isinstance(body, RequestWithdrawn):
        return {"reason": body.reason} | told
    told["note"] = body.note
    if isinstance(body, CaseMoved):
        return {"state": body.state} | told
    if isinstance(body, CaseHanded):
        return {"to": body.to_name or body.to} | told
    papers = str(len(body.enclosures) + len(body.seen))
    return {"fields": str(len(body.form)), "papers": papers} | told


def heard(work: CaseWork | None, centre: CentreState) -> CaseWork | None:
    """The work as the centre has it, with what was recorded here on top until the centre has heard of it.

    Nothing where nobody ever said anything.
    """
    before = work or CaseWork()
    calls = centre.state == TO_SUPPLEMENT
    told = CaseWork(
        origin=before.origin,
        office=centre.office,
        handler=centre.handler,
        handler_name=centre.handler_name,
        payment=centre.payment,
        service_name=centre.service_name,
        missing=centre.missing if calls else (),
        supplement_by=centre.supplement_by if calls else "",
        withdrawn=centre.withdrawn or before.withdrawn,
    )
    if before.pending and not _step_heard(before, centre):
        told = replace(
            told,
            missing=before.missing,
            supplement_by=before.supplement_by,
            pending=before.pending,
            pending_base=before.pending_base,
            told=before.told,
        )
    if before.handed_base >= 0 and not _handed_heard(before, centre):
        told = replace(
            told,
            office=before.office,
            handler=before.handler,
            handler_name=before.handler_name,
            handed_base=before.handed_base,
        )
    return told if told != CaseWork() else None


def _step_heard(before: CaseWork, centre: CentreState) -> bool:
    """Whether the centre has said a state since; one that an earlier step of this desk led to is not the last one's."""
    on_its_way = centre.state_own and centre.state != before.pending
    return centre.state_version > before.pending_base and not on_its_way


def _handed_heard(before: CaseWork, centre: CentreState) -> bool:
    """The same of who works on it."""
    on_its_way = centre.handler_own and centre.handler != before.handler
    return centre.handler_version > before.handed_base and not on_its_way
