"""Every kind of journal entry that this program knows, with its body."""

from __future__ import annotations

from clerk_app.domain.act_bodies import ACT_KINDS
from clerk_app.domain.bodies import (
    BodiesErased,
    DeskEnrolled,
    LooksCommitted,
    ReceiptPrinted,
    RequestAnnulled,
    RequestCorrected,
    RequestReceived,
)
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.delivery_bodies import DELIVERY_KINDS
from clerk_app.domain.eid_bodies import EID_KINDS
from clerk_app.domain.ezup_bodies import EZUP_KINDS
from clerk_app.domain.index_bodies import INDEX_KINDS
from clerk_app.domain.payment_bodies import PAYMENT_KINDS

KINDS: dict[str, type] = {
    "request.received": RequestReceived,
    "request.corrected": RequestCorrected,
    "request.annulled": RequestAnnulled,
    "request.supplemented": RequestSupplemented,
    "request.withdrawn": RequestWithdrawn,
    "case.moved": CaseMoved,
    "case.handed": CaseHanded,
    "receipt.printed": ReceiptPrinted,
    "desk.enrolled": DeskEnrolled,
    "looks.committed": LooksCommitted,
    "bodies.erased": BodiesErased,
    **EID_KINDS,
    **ACT_KINDS,
    **EZUP_KINDS,
    **PAYMENT_KINDS,
    **INDEX_KINDS,
    **DELIVERY_KINDS,
}
