"""Changes about a part of a case that a system of its own keeps: each kind with its body, a line for each system.

A body is a frozen dataclass that fulfils ``domain.case_file.Told``; kinds that are not here are ``contract.answers``'
and ``contract.cases``' own.
"""

from __future__ import annotations

from clerk_app.domain.delivery_told import DeliveryMoved, DocumentCame
from clerk_app.domain.ezup_bodies import RecordTold
from clerk_app.domain.payment_bodies import OrderTold

CASE_CHANGES: dict[str, type] = {
    "delivery": DeliveryMoved,
    "document": DocumentCame,
    "ezup": RecordTold,
    "order": OrderTold,
}
"""Kind of change -> its body."""
