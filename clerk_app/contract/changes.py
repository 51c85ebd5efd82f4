"""Changes about a part of a case that a system of its own keeps: each kind with its body, a line for each system.

A body is a frozen dataclass that fulfils ``domain.case_file.Told``; kinds that are not here are ``contract.answers``'
and ``contract.cases``' own.
"""

from __future__ import annotations

from clerk_app.domain.delivery_told import DeliveryMoved, DocumentCame

CASE_CHANGES: dict[str, type] = {
    "document": DocumentCame,
    "delivery": DeliveryMoved,
}
"""Kind of change -> its body."""
