"""Appointments for eID: where there is no line nobody can be registered, so the citizen is asked to come again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from clerk_app.actions.eid import JOB_BYTES, Eid, EidWorld
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.entries import body_of
from clerk_app.domain import eid
from clerk_app.domain.eid_bodies import EidAttended, EidBooked
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_phone
from clerk_app.ports.desk_file import NewEntry
from clerk_app.ports.eid import AppointmentFacts

Outcome = Literal["", "done", "missed", "cancelled"]
LONGEST_NAME = 80
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Somebody who will come at ``at`` (local ISO), or did; ``outcome`` is empty while nobody knows."""

    subject: bytes
    name: str
    phone: str
    at: str
    email: str = ""
    note: str = ""
    outcome: Outcome = ""


class Appointing:
    """Books appointments, lists them, prints their slips."""

    def __init__(self, sessions: Sessions, world: EidWorld, rules: Eid) -> None:
        self._sessions = sessions
        self._world = world
        self._rules = rules

    def proposed(self) -> datetime | None:
        """The first free time on a later working day."""
        taken = frozenset(one.at for one in self.all() if not one.outcome)
        return eid.first_slot(self._rules.policy(), self._world.clock.local(), taken)

    def book(self, name: str, phone: str, at: datetime, *, email: str = "", note: str = "") -> Appointment:
        """Write an appointment down; ``at`` is local.

        Raises ``Invalid`` (``slot_past``, ``slot_day_off``, ``slot_too_far``, ``slot_hours``, ``slot_taken``,
        ``eid_name_missing``, ``eid_phone_form``) at the field.
        """
        grant = self._sessions.require("register_eid")
        called, number = tidy(name)[:LONGEST_NAME], read_phone(phone)
        if not called:
            raise Invalid("eid_name_missing", field="name")
        if not number:
            raise Invalid("eid_phone_form", field="phone")
        wrong = eid.slot_wrong(at, self._rules.policy(), self._world.clock.local())
        if wrong:
            raise Invalid(wrong, field="at", opens=self._rules.policy().opens, closes=self._rules.policy().closes)
        moment = at.isoformat(timespec="minutes")
        if any(one.at == moment and not one.outcome for one in self.all()):
            raise Invalid("slot_taken", field="at")
        body = EidBooked(
            name=called, phone=number, at=moment, email=tidy(email)[: eid.LONGEST_EMAIL], note=tidy(note)[:LONGEST_NOTE]
        )
        subject = self._world.entropy.take(16)
        entry = NewEntry(kind="eid.booked", subject=subject, grant=grant.id, body=canonical.encode(body))
        self._world.journal.record(entry)
        return _booked(subject, body)

    def close(self, appointment: Appointment, outcome: Literal["done", "missed", "cancelled"]) -> None:
        """Say what became of it."""
        grant = self._sessions.require("register_eid")
        body = canonical.encode(EidAttended(outcome=outcome))
        entry = NewEntry(kind="eid.attended", subject=appointment.subject, grant=grant.id, body=body)
        self._world.journal.record(entry)

    def all(self) -> tuple[Appointment, ...]:
        """Every appointment that is still kept, by its time."""
        found: dict[bytes, Appointment] = {}
        for entry in self._world.entries.all():
            body, subject = body_of(entry.header.kind, entry.header.version, entry.body or b""), entry.header.subject
            if isinstance(body, EidBooked):
                found[subject] = _booked(subject, body)
            elif isinstance(body, EidAttended) and subject in found:
                found[subject] = replace(found[subject], outcome=body.outcome)
        return tuple(sorted(found.values(), key=lambda one: one.at))

    def print_slip(self, appointment: Appointment, language: str = "sr-Cyrl") -> None:
        """Print the slip; raises ``Unavailable`` with the reason where it did not come out or nobody knows."""
        issuer = self._world.receipting.issuer()
        facts = AppointmentFacts(issuer=issuer, name=appointment.name, at=appointment.at, language=language)
        printer = self._world.printer()
        job = self._world.entropy.take(JOB_BYTES)
        proof = printer.print(self._world.paper.appointment(facts, printer.width), job)
        if proof.outcome != "printed":
            raise Unavailable("appointment_slip_lost", reason=proof.reason or "print_unknown")


def _booked(subject: bytes, body: EidBooked) -> Appointment:
    return Appointment(subject=subject, name=body.name, phone=body.phone, at=body.at, email=body.email, note=body.note)
