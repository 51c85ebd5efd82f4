"""A day at the fake desk: requests in every state, one held, one refused, one print that nobody is sure of."""

from __future__ import annotations

from datetime import datetime, timedelta

from clerk_app.domain.bodies import EnclosureRef, FormValues
from clerk_app.domain.people import Address, IdDocument, Person
from clerk_app.domain.requests import OutboxState, RequestView
from clerk_app.ports.desk_file import JobState
from clerk_app.ports.outbox import Attention
from clerk_app.ports.outbox import OutboxState as Fate
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER, NOW

YESTERDAY = NOW - timedelta(days=3)
ALLOWANCE: FormValues = {
    "claim.kind": "renewal",
    "claim.single_parent": "no",
    "members[0].relation": "applicant",
    "members[0].surname": "Примерић",
    "members[0].given_name": "Јелена",
    "members[0].jmbg": CARD_HOLDER.id_number,
    "members[0].income": "61000,00",
    "members[1].relation": "child",
    "members[1].surname": "Примерић",
    "members[1].given_name": "Стојан",
    "members[1].claimed": "yes",
    "members[1].disability": "no",
}
EXTRACT: FormValues = {"request.kind": "domestic", "request.copies": "2", "request.purpose": "other"}
SKETCH = EnclosureRef(sha256="1" * 64, size=212_000, media_type="application/pdf", title="Скица баште", proof="sketch")


def person(surname: str, given: str, number: str) -> Person:
    """Somebody who never lived."""
    address = Address(street="Узорна", number="7", place="Примерово")
    document = IdDocument(kind="id_card", number="009990418")
    return Person(
        id_number=number, surname=surname, given_name=given, address=address, document=document, phone="060 000 0412"
    )


STOJAN = person("Пробић", "Стојан", "1105985980020")
DRAGAN = person("Огледић", "Драган", "2308003990429")
VESNA = person("Узорић", "Весна", "0505970980118")
MILOS = person("Макетић", "Милош", "3011966981205")
ANA = person("Писарић", "Ана", "1712999990073")
RADA = person("Нацртић", "Рада", "0801987900345")


def busy_desk(role: str = "clerk") -> FakeDesk:
    """The desk at 08:52 with a morning behind it; the newest request has everything a detail can show."""
    desk = FakeDesk(role=role)
    _registered(desk, DRAGAN, "public-area", "004809118/2026", "u_radu", YESTERDAY)
    _registered(desk, MILOS, "local-tax-clearance", "004808940/2026", "neuredan_dopuna", YESTERDAY)
    _registered(desk, RADA, "child-allowance", "004812702/2026", "resen_usvojen", YESTERDAY + timedelta(hours=2))
    refused = desk.receive(ANA, "property-tax", at=_at(7, 46))
    _hold(desk, refused, "refused", "service_outdated", {"version": "2"})
    held = desk.receive(MILOS, "marriage", at=_at(8, 11))
    _hold(desk, held, "held", "centre_too_old", {})
    _registered(desk, VESNA, "local-tax-clearance", "004812736/2026", "zaveden", _at(8, 20))
    unclear = desk.receive(STOJAN, "birth-extract", EXTRACT, at=_at(8, 31))
    desk.jobs.move(desk.jobs.of(unclear.subject)[0].id, JobState.UNKNOWN, "printer_cut_off")
    sending = desk.receive(DRAGAN, "public-area", at=_at(8, 33), enclosures=(SKETCH,))
    desk.journal.marks[sending.subject] = OutboxState(mark="sending")
    newest = desk.receive(CARD_HOLDER, "child-allowance", ALLOWANCE, at=_at(8, 49), enclosures=(SKETCH,))
    desk.actions.printing.run(desk.jobs.of(newest.subject)[0].id, newest.subject)
    return desk


def newest(desk: FakeDesk) -> RequestView:
    """The request on top of the list."""
    return desk.requests._all()[0]


def registered_one(desk: FakeDesk) -> RequestView:
    """The request that the centre has registered and works on."""
    return next(view for view in desk.requests._all() if view.state == "u_radu")


def _registered(desk: FakeDesk, who: Person, service: str, number: str, state: str, at: datetime) -> None:
    view = desk.receive(who, service, at=at)
    desk.actions.printing.run(desk.jobs.of(view.subject)[0].id, view.subject)
    desk.register(view.subject, number, state, at + timedelta(hours=1))


def _hold(desk: FakeDesk, view: RequestView, fate: str, code: str, params: dict[str, str]) -> None:
    desk.jobs.move(desk.jobs.of(view.subject)[0].id, JobState.PRINTED)
    desk.journal.marks[view.subject] = OutboxState(mark=fate, code=code)  # type: ignore[arg-type]
    since = desk.journal.subjects[view.subject][0].header.stamp.at
    desk.outbox.items.append(
        Attention(
            subject=view.subject,
            seq=view.seq,
            kind="request.received",
            state=Fate(fate),
            code=code,
            params=params,
            since=since,
        )
    )


def _at(hour: int, minute: int) -> datetime:
    return NOW.replace(hour=hour, minute=minute)
