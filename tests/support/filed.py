"""What citizens filed on the portal, as the fake desk was told of it."""

from __future__ import annotations

from datetime import datetime

from clerk_app.contract.keys import SigningKey
from clerk_app.contract.portal import sign_code
from clerk_app.domain import numbers
from clerk_app.domain.bodies import EnclosureRef, FeeCharged, FormValues, RequestReceived
from clerk_app.domain.people import Person
from clerk_app.domain.portal_codes import PortalCode
from clerk_app.domain.requests import CentreState, HistoryItem, OutboxState, RequestView
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import NOW, micros
from tests.support.specimens import MUNICIPALITY

CENTRE_KEY = SigningKey(b"c" * 32)


def file_online(
    desk: FakeDesk,
    who: Person,
    service: str,
    values: FormValues | None = None,
    *,
    serial: int = 123,
    payment: str = "",
    state: str = "zaveden",
    name: str = "",
    at: datetime = NOW,
) -> RequestView:
    """Let a case of the portal be here."""
    subject = b"filed %010d" % serial
    number = numbers.portal(at.year, serial)
    desk.journal.elsewhere[subject] = _received(number, who, service, values or {}, at, total=132_000 * bool(payment))
    told = [HistoryItem(at=micros(at), kind="filed", source="centre", params={"number": number})]
    if payment:
        told.append(HistoryItem(at=micros(at) + 3, kind="payment", source="centre", params={"state": payment}))
    desk.journal.centre[subject] = CentreState(
        version=len(told),
        state_version=len(told),
        unique_number=f"00481{serial:04d}/2026",
        state=state,
        payment=payment,
        service_name=name,
        history=tuple(told),
    )
    desk.journal.marks[subject] = OutboxState(mark="accepted")
    view = desk.requests.view(subject)
    assert view is not None
    return view


def _received(
    number: str, who: Person, service: str, values: FormValues, at: datetime, *, total: int
) -> RequestReceived:
    title = EnclosureRef(sha256="", size=0, media_type="application/octet-stream", title="Скица баште")
    return RequestReceived(
        number=number,
        service=service,
        service_version=1,
        applicant=who,
        form=values,
        received_local=at.isoformat(),
        clerk="",
        enclosures=(title,),
        fee=FeeCharged(total=total),
        deadline="2026-12-23",
    )


def code_of(number: str, *, key: SigningKey = CENTRE_KEY, municipality: str = MUNICIPALITY.code) -> str:
    """The code on the confirmation of a filing."""
    return sign_code(PortalCode(municipality=municipality, number=number, at=int(NOW.timestamp())), key)
