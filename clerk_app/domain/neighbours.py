"""Requests that other counters of the office received and the centre does not have yet: to be found, never acted on."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.people import mask


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourRequest:
    """What is shown of it: no field of the form, so nothing special; the personal number is masked.

    ``received_at`` is the other desk's local time with offset (ISO), ``counter`` where that desk stands, or empty.
    """

    subject: bytes
    desk: str
    seq: int
    counter: str
    number: str
    received_at: str
    applicant: str
    masked_id: str
    service: str
    service_version: int


def neighbour_of(place: tuple[str, int, str], subject: bytes, body: RequestReceived) -> NeighbourRequest:
    """What is kept of an entry of another desk; ``place`` is desk, entry and counter."""
    desk, seq, counter = place
    person = body.applicant
    return NeighbourRequest(
        subject=subject,
        desk=desk,
        seq=seq,
        counter=counter,
        number=body.number,
        received_at=body.received_local,
        applicant=person.full_name(),
        masked_id=mask(person.id_number),
        service=body.service,
        service_version=body.service_version,
    )
