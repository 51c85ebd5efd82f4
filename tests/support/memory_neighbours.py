"""The port ``NeighbourList`` in memory, and requests of other counters to fill it with."""

from __future__ import annotations

from clerk_app.domain import numbers
from clerk_app.domain.neighbours import NeighbourRequest
from clerk_app.domain.scripts import fold


def neighbour(running: int, applicant: str = "Узорић Стојан", counter: str = "3") -> NeighbourRequest:
    return NeighbourRequest(
        subject=running.to_bytes(16),
        desk="M4",
        seq=running,
        counter=counter,
        number=numbers.provisional("M4", running),
        received_at="2026-11-23T09:12:00+01:00",
        applicant=applicant,
        masked_id="010199••••••9",
        service="child-allowance",
        service_version=1,
    )


class MemoryNeighbours:
    """Searches names and numbers as they are written, folded."""

    def __init__(self) -> None:
        self.requests: list[NeighbourRequest] = []

    def newest(self, limit: int = 50) -> tuple[NeighbourRequest, ...]:
        return tuple(self.requests[:limit])

    def find(self, text: str, limit: int = 50) -> tuple[NeighbourRequest, ...]:
        wanted = fold(text)
        return tuple(one for one in self.requests if wanted in fold(f"{one.applicant} {one.number}"))[:limit]

    def one(self, subject: bytes) -> NeighbourRequest | None:
        return next((one for one in self.requests if one.subject == subject), None)

    def count(self) -> int:
        return len(self.requests)
