"""The portal: what citizens file online becomes requests like any other, and what becomes of those goes back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select

from clerk_app.central import casework, feed, requests
from clerk_app.central.bell import Bell
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.feed import News
from clerk_app.central.keys import CentreKeys
from clerk_app.central.payments import opening as payments_opening
from clerk_app.central.payments import orders as payments_orders
from clerk_app.central.portal.accounts import Citizen
from clerk_app.central.portal.filings import body_of, local, supplement_of
from clerk_app.central.portal.services import PortalServices
from clerk_app.central.portal.tables import PORTAL_FILING
from clerk_app.central.portal.view import PortalView
from clerk_app.central.postgresql import alone
from clerk_app.central.schema import ENTRY_BODY, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings, Status
from clerk_app.contract.cases import PORTAL, Payment
from clerk_app.contract.portal import Filed, Filing, Filings, OfferedServices, Pay, Supplement, Withdrawal
from clerk_app.domain import cases, numbers, scripts
from clerk_app.domain.bodies import FormValues, RequestReceived
from clerk_app.domain.case_bodies import RequestWithdrawn
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Refused
from clerk_app.domain.requests import FINISHED

UNPAID, PENDING, PAID, EXPIRED = "issued", "pending", "paid", "expired"
MOST_DISCONTINUED = 200


class Portal:
    """What citizens do; each of it is one transaction, and what it tells goes to the office that has the case."""

    def __init__(self, database: Database, keys: CentreKeys, catalogue: Catalogue, bell: Bell, now: Now) -> None:
        self._database = database
        self._municipality = keys.municipality
        self._services = PortalServices(catalogue, keys.municipality, now)
        self._view = PortalView(keys, self._services)
        self._bell = bell
        self._now = now

    def services(self) -> OfferedServices:
        """What can be filed online."""
        with self._database.read() as connection:
            return OfferedServices(self._services.offered(connection))

    def service(self, service_id: str) -> Service:
        """The definition of one; raises ``Refused('service_unknown')``."""
        with self._database.read() as connection:
            return self._services.service(connection, service_id)[0]

    def filing(self, citizen: Citizen, number: str) -> Filed:
        """One's own filing; raises ``Refused('filing_unknown')``."""
        with self._database.read() as connection:
            return self._view.one(connection, citizen.account, number)

    def filings(self, citizen: Citizen, before: str = "") -> Filings:
        """One's own filings, newest first."""
        with self._database.read() as connection:
            found, more = self._view.page(connection, citizen.account, before)
        return Filings(found, more)

    def file(self, citizen: Citizen, filing: Filing) -> tuple[Filed, bool]:
        """Take a filing, and tell whether it is a new one: the same under the same key is the one that is there.

        Raises ``Refused`` (``service_unknown``, and ``idempotency_conflict`` for another one under the key).
        """
        digest = hashlib.sha256(canonical.encode(filing)).digest()
        with self._database.write() as connection:
            alone(connection, f"portal {self._municipality}")
            known = connection.execute(self._of_key(citizen, filing)).one_or_none()
            if known is not None and known.digest != digest:
                raise Refused("idempotency_conflict")
            number = known.number if known is not None else self._take(connection, citizen, filing, digest)
            filed = self._view.one(connection, citizen.account, number)
        if known is None:
            self._bell.ring([])  # nobody hears of it before the numberer, whom any ring wakes
        return filed, known is None

    def pay(self, citizen: Citizen, number: str, pay: Pay) -> Filed:
        """Bring a test payment a step further; what is paid stays so.

        Raises ``Refused`` (``filing_unknown``, ``case_finished``, ``nothing_to_pay``).
        """
        with self._database.write() as connection:
            request = self._open(connection, citizen, number)
            if not request.payment:
                raise Refused("nothing_to_pay")
            steps = {UNPAID: (PENDING, PAID), PENDING: (PAID,)}.get(request.payment, ())
            for state in steps if pay.step == PAID else steps[:-1]:
                feed.publish(connection, self._municipality, [_paid(connection, request, state, self._now())])
                request = requests.reread(connection, request)
            payments_orders.wait_no_more(connection, request)
            return self._view.one(connection, citizen.account, number)

    def supplement(self, citizen: Citizen, number: str, brought: Supplement) -> Filed:
        """Answer a call to supplement, to the same effect as at a desk.

        Raises ``Refused`` (``filing_unknown``, ``case_finished``, ``not_called``) and ``Invalid('nothing_brought')``.
        """
        with self._database.write() as connection:
            request = self._open(connection, citizen, number)
            if request.state != cases.TO_SUPPLEMENT:
                raise Refused("not_called")
            service = self._services.version(connection, request.service, request.service_version)
            body, findings = supplement_of(brought, service, request, self._now())
            verdict, news = casework.Recorded(connection, PORTAL, self._now(), service).do(request, body)
            if verdict.outcome != "accepted":
                raise Refused("supplement_not_taken")
            if findings:
                news.append(_noted(connection, request, findings, self._now(), news))
            feed.publish(connection, self._municipality, news)
            return self._view.one(connection, citizen.account, number)

    def withdraw(self, citizen: Citizen, number: str, withdrawal: Withdrawal) -> Filed:
        """The citizen gives it up; how it ends is the handler's. Raises as ``pay`` does."""
        with self._database.write() as connection:
            request = self._open(connection, citizen, number)
            body = RequestWithdrawn(
                received_local=local(self._now()).isoformat(), clerk="", reason=scripts.tidy_lines(withdrawal.reason)
            )
            _verdict, news = casework.Recorded(connection, PORTAL, self._now(), None).do(request, body)
            payments_orders.wait_no_more(connection, request)
            feed.publish(connection, self._municipality, news)
            return self._view.one(connection, citizen.account, number)

    def discontinue_unpaid(self) -> int:
        """End what was not paid in the set time (DOMAIN §1.1); tells how many, ``MOST_DISCONTINUED`` at a time."""
        over = and_(PORTAL_FILING.c.municipality == self._municipality, PORTAL_FILING.c.pay_by < self._now())
        some = select(PORTAL_FILING.c.seq).where(over).order_by(PORTAL_FILING.c.pay_by).limit(MOST_DISCONTINUED)
        with self._database.read() as connection:
            if not (seqs := connection.execute(some).scalars().all()):
                return 0
        with self._database.write() as connection:
            mine = and_(REQUEST.c.municipality == self._municipality, REQUEST.c.desk == PORTAL)
            news: list[News] = []
            note = self._services.policy(connection).unpaid_note
            for request in connection.execute(requests.held(and_(mine, REQUEST.c.seq.in_(seqs)))).all():
                payments_orders.wait_no_more(connection, request)
                news += _discontinued(connection, request, note, self._now()) if request.payment == UNPAID else []
            feed.publish(connection, self._municipality, news)
        return len(seqs)

    def _of_key(self, citizen: Citizen, filing: Filing) -> Any:  # noqa: ANN401 - a statement
        mine = and_(PORTAL_FILING.c.municipality == self._municipality, PORTAL_FILING.c.account == citizen.account)
        return select(PORTAL_FILING).where(and_(mine, PORTAL_FILING.c.key == filing.key))

    def _take(self, connection: Connection, citizen: Citizen, filing: Filing, digest: bytes) -> str:
        """Write down a new filing and the request that it is; returns its number."""
        service, office = self._services.service(connection, filing.service)
        policy, at = self._services.policy(connection), self._now()
        year = local(at).year
        mine = PORTAL_FILING.c.municipality == self._municipality
        seq = connection.execute(select(func.max(PORTAL_FILING.c.seq)).where(mine)).scalar() or 0
        of_year = and_(mine, PORTAL_FILING.c.year == year)
        serial = (connection.execute(select(func.max(PORTAL_FILING.c.serial)).where(of_year)).scalar() or 0) + 1
        number = numbers.portal(year, serial)
        body = body_of(filing, citizen, service, number, at)
        body = payments_orders.with_terms(connection, self._municipality, body)
        key = {"municipality": self._municipality, "seq": seq + 1}
        amount = body.fee.total
        row = {"account": citizen.account, "key": filing.key, "digest": digest, "number": number, "filed": at}
        wait = {"amount": amount, "pay_by": at + policy.pay_within if amount else None, "year": year, "serial": serial}
        connection.execute(insert(REQUEST).values(**key, **_request(body, office, at)))
        stored = {"desk": PORTAL, "salt": secrets.token_bytes(16), "body": canonical.encode(body)}
        connection.execute(insert(ENTRY_BODY).values(**key, **stored))
        connection.execute(insert(PORTAL_FILING).values(**key, **row, **wait))
        news = payments_opening.open_for(connection, self._municipality, [(PORTAL, seq + 1, body)], at)
        feed.publish(connection, self._municipality, news)
        return number

    def _open(self, connection: Connection, citizen: Citizen, number: str) -> Row[Any]:
        """The request of a filing that is not at its end, to be changed."""
        seq = self._view.row(connection, citizen.account, number).seq
        this = and_(REQUEST.c.municipality == self._municipality, REQUEST.c.desk == PORTAL, REQUEST.c.seq == seq)
        request = connection.execute(requests.held(this)).one()
        if request.state in FINISHED:
            raise Refused("case_finished")
        return request


def _paid(connection: Connection, request: Row[Any], state: str, at: int) -> News:
    """The payment is in another state."""
    version = requests.change(connection, request, payment=state)
    payments_orders.follow(connection, request, state)
    return casework.news_of(request, "payment", version, Payment(at=at, state=state))


def _noted(
    connection: Connection, request: Row[Any], findings: list[dict[str, str]], at: int, pending: Sequence[News]
) -> News:
    """What is doubtful about a form that was supplemented, in place of what was before; what is of money stays."""
    known = casework.findings_of(connection, request, pending)
    kept = [one for one in known if one.get("where") == "fee" and one not in findings]
    version = requests.change(connection, requests.reread(connection, request))
    return casework.news_of(request, "findings", version, Findings(at=at, findings=[*findings, *kept]))


def _discontinued(connection: Connection, request: Row[Any], note: str, at: int) -> list[News]:
    """The time to pay is over; the case ends where it may: not one that was annulled or is at its end already."""
    news = [_paid(connection, request, EXPIRED, at)]
    if cases.refused(request.state, cases.DISCONTINUED) or request.state == requests.ANNULLED:
        return news
    status = Status(state=cases.DISCONTINUED, at=at, note=note)
    return [*news, casework.step(connection, requests.reread(connection, request), status, PORTAL)]


def _request(body: RequestReceived, office: str, at: int) -> dict[str, object]:
    """The row of a request that came from the portal."""
    form: FormValues = body.form
    return {
        "desk": PORTAL,
        "subject": secrets.token_bytes(16),
        "number": body.number,
        "service": body.service,
        "service_version": body.service_version,
        "clerk": "",
        "form": canonical.encode(form).decode(),
        "arrived": at,
        "state": requests.RECEIVED,
        "version": 1,
        "office": office,
        "origin": "portal",
        "deadline": body.deadline,
        "payment": UNPAID if body.fee.total else "",
    }
