"""Cases with a fee at a centre, and what its ledger of payments is told about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, select

from clerk_app.central.answers import Heard
from clerk_app.central.app import Parts
from clerk_app.central.schema import ENTRY, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings
from clerk_app.contract.payments import OrderSeen, PaymentReport, PaymentTaken
from clerk_app.domain.bodies import FeeCharged, FeeLine, RequestReceived
from clerk_app.domain.payment_bodies import OrderTold
from tests.support.lone_desk import LoneDesk

FEE = FeeCharged(
    lines=(
        FeeLine(code="a", level="republic", tariff="1", amount=33_000),
        FeeLine(code="b", level="local", tariff="2", amount=100_000),
    ),
    total=133_000,
)
DAY = "2026-09-21"


def fee_of(amount: int) -> FeeCharged:
    """A fee of the republic alone."""
    return FeeCharged(lines=(FeeLine(code="a", level="republic", tariff="1", amount=amount),), total=amount)


@dataclass
class PaidCase:
    """One case whose fee goes to two accounts; ``about`` is its subject."""

    parts: Parts
    desk: LoneDesk
    about: bytes
    number: str
    seq: int

    @property
    def republic(self) -> str:
        return f"{self.number}-R"

    @property
    def local(self) -> str:
        return f"{self.number}-L"

    def state(self, order: str) -> str:
        return self.seen(order).state

    def seen(self, order: str) -> OrderSeen:
        return self.parts.payments.order(order)

    def report(self, name: str, amount: int, order: str = "", **told: object) -> PaymentTaken:
        """What the outside says; the id is this case's own."""
        said = {"kind": "paid", "booked": DAY, "order": order, **told}
        return self.parts.payments.report("bank", PaymentReport(id=f"{self.number}.{name}", amount=amount, **said))  # type: ignore[arg-type]

    def record(self, kind: str, body: object) -> tuple[str, str]:
        """One entry of the desk: what becomes of it, and why."""
        return record(self.parts, self.desk, kind, body, self.about)

    def heard(self) -> list[OrderTold]:
        """What the feed has told of its orders."""
        return [canonical.decode(body, OrderTold) for body in self.told("order")]

    def told(self, kind: str) -> list[bytes]:
        """The bodies of the changes of one kind that its desk hears."""
        parts = self.parts
        answer = parts.answering.next(parts.desks.get(self.desk.code), Heard(position=0, have=0))
        return [bytes(change.body) for change in answer.changes if change.kind == kind and change.seq == self.seq]

    def findings(self) -> list[str]:
        """The codes that are noted on it, but that its fee was invented."""
        told = self.told("findings")
        found = canonical.decode(told[-1], Findings).findings if told else []
        return [one["code"] for one in found if one["code"] != "fee_differs"]

    @property
    def request(self) -> Row[Any]:
        """Its row at the centre."""
        with self.parts.database.read() as connection:
            asked = select(REQUEST).where(REQUEST.c.subject == self.about)
            return connection.execute(asked).one()


def record(parts: Parts, desk: LoneDesk, kind: str, body: object, about: bytes) -> tuple[str, str]:
    """Send one entry; the outcome and its code."""
    entry = desk.write(kind, body, about)
    parts.accepting.take(desk.cut(entry))
    with parts.database.read() as connection:
        mine = and_(ENTRY.c.desk == desk.code, ENTRY.c.seq == entry.header.seq)
        row = connection.execute(select(ENTRY.c.outcome, ENTRY.c.code).where(mine)).one()
    return row.outcome, row.code


def taken(parts: Parts, desk: LoneDesk, **changed: object) -> PaidCase:
    """A request with a fee that the centre has taken."""
    entry = desk.receive(grant=None, **{"fee": FEE, **changed})
    parts.accepting.take(desk.cut(entry))
    number = canonical.decode(entry.body or b"", RequestReceived).number
    return PaidCase(parts, desk, entry.header.subject, number, entry.header.seq)
