"""Choosing a service: the catalogue as the centre last gave it, found by a few letters in either script."""

from __future__ import annotations

from clerk_app.contract import catalogue
from clerk_app.contract.reference import Item
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.domain.scripts import fold
from clerk_app.ports.clock import Clock
from clerk_app.ports.outbox import Reference


class Choosing:
    """The services that this desk can take requests for; decoded once per version."""

    def __init__(self, *, reference: Reference, clock: Clock) -> None:
        self._reference = reference
        self._clock = clock
        self._decoded: dict[tuple[str, int], Service] = {}

    def services(self) -> tuple[Service, ...]:
        """The newest version of each service offered today, by name; raises ``Unavailable('catalogue_empty')``.

        A definition that this program cannot read, being older than it, takes no other service away with it. One that
        the municipality has ended is found by the drafts and requests that name it, and by nobody else.
        """
        today = self._clock.local().date().isoformat()
        services = [service for item in self._reference.services() if (service := self._read(item))]
        offered = [service for service in services if service.is_offered(today)]
        if not offered:
            raise Unavailable("catalogue_empty")
        return tuple(sorted(offered, key=lambda service: fold(service.name.sr)))

    def service(self, service_id: str, version: int) -> Service:
        """One service at the version that a draft or request began with; raises ``Unavailable('service_gone')``."""
        item = self._reference.get(f"service/{service_id}@{version}") or self._reference.get(f"service/{service_id}")
        service = self._read(item) if item is not None else None
        if service is None:
            raise Unavailable("service_gone")
        return service

    def find(self, text: str) -> tuple[Service, ...]:
        """Services in whose names or keywords every typed word begins a word."""
        wanted = fold(text).split()
        return tuple(service for service in self.services() if _matches(service, wanted))

    def _read(self, item: Item) -> Service | None:
        known = self._decoded.get((item.name, item.version))
        if known is None:
            try:
                known = self._decoded[(item.name, item.version)] = catalogue.decode(item.body)
            except Invalid:
                return None
        return known


def _matches(service: Service, wanted: list[str]) -> bool:
    texts = (service.name.sr, service.name.en, service.name.hu, *service.keywords)
    words = [word for text in texts for word in fold(text).split()]
    return all(any(word.startswith(start) for word in words) for start in wanted)
