"""eDelivery: what happens to deliveries from outside the desks, and because time goes by.

The recipients of the reference centre are simulated: an operator or a script says that somebody opened a document or
refused it, that a notice bounced, that a letter came back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row, and_, select, update

from clerk_app.central import feed, requests
from clerk_app.central.bell import Bell
from clerk_app.central.case_numbers import case_of_number
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.delivery import law as delivery_law
from clerk_app.central.delivery.flow import Flow
from clerk_app.central.delivery.tables import DELIVERY
from clerk_app.central.schema import REFERENCE_ITEM, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.delivery import DELIVERY_POLICY
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.domain.delivery_states import ENDED, may_follow
from clerk_app.domain.delivery_told import Evidence, StepTold
from clerk_app.domain.errors import Refused

_MOST = 100


class Deliveries:
    """The deliveries of one municipality."""

    def __init__(self, database: Database, municipality: str, bell: Bell, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._bell = bell
        self._now = now

    def happened_to(self, number: str, state: str, evidence: Evidence | None = None) -> None:
        """Somebody outside says what became of the delivery that is under way in the case with this number.

        Raises ``Refused`` (``case_unknown``, ``case_annulled``, ``delivery_unknown``, ``delivery_step_impossible``).
        """
        with self._database.write() as connection:
            request = case_of_number(connection, self._municipality, number)
            mine = and_(DELIVERY.c.municipality == self._municipality, DELIVERY.c.desk == request.desk)
            under_way = and_(mine, DELIVERY.c.seq == request.seq, DELIVERY.c.state.not_in(ENDED))
            asked = select(DELIVERY.c.id).where(under_way).order_by(DELIVERY.c.at.desc()).limit(1)
            name = connection.execute(asked).scalar()
        if name is None:
            raise Refused("delivery_unknown")
        step = StepTold(state=state, at=self._now(), evidence=evidence or Evidence())
        self._move(name, lambda _row, _policy: step)

    def presume(self) -> list[str]:
        """Give silence its effect where it has lasted long enough; returns the desks that hear of it."""
        heard, seen = set[str](), set[str]()
        while found := [one for one in self._silent() if one[0] not in seen]:
            for name, desk in found:
                self._move(name, self._silence)
                seen.add(name)
                heard.add(desk)
        return sorted(heard)

    def _silent(self) -> list[tuple[str, str]]:
        """Deliveries, each with its desk, of which nobody said anything for as long as counts."""
        silent = and_(DELIVERY.c.municipality == self._municipality, DELIVERY.c.due <= self._now())
        asked = select(DELIVERY.c.id, DELIVERY.c.desk).where(silent).order_by(DELIVERY.c.due, DELIVERY.c.id)
        with self._database.read() as connection:
            return [(row.id, row.desk) for row in connection.execute(asked.limit(_MOST))]

    def _silence(self, row: Row[Any], policy: DeliveryPolicy) -> StepTold | None:
        """What silence does to a delivery; nothing where somebody has spoken meanwhile."""
        now = self._now()
        if row.due is None or row.due > now:
            return None
        rule = policy.channel(row.channel)
        deemed = rule is None or rule.effect != "another_way"
        state = delivery_law.presumed(row.state) if deemed else "failed"
        return StepTold(state=state, at=now, evidence=Evidence(kind="clock"))

    def _move(self, name: str, step_of: Callable[[Row[Any], DeliveryPolicy], StepTold | None]) -> None:
        """Take one step of a delivery, its request locked first."""
        with self._database.write() as connection:
            row = self._row(connection, name)
            request = self._request(connection, row)
            row = self._row(connection, name)  # as it stands behind the lock
            if request.state == requests.ANNULLED:
                self._wait_no_more(connection, name)
                return
            policy = policy_of(connection, self._municipality)
            step = step_of(row, policy) if policy is not None else None
            if policy is None or step is None:
                return
            if not may_follow(row.state, step.state):
                raise Refused("delivery_step_impossible", state=row.state, to=step.state)
            news = Flow(connection, policy, self._now()).go_on(request, row, [step])
            feed.publish(connection, self._municipality, news)
        self._bell.ring({one.desk for one in news})

    def _wait_no_more(self, connection: Connection, name: str) -> None:
        """Silence about what is annulled means nothing."""
        this = and_(DELIVERY.c.municipality == self._municipality, DELIVERY.c.id == name)
        connection.execute(update(DELIVERY).where(this).values(due=None))

    def _row(self, connection: Connection, name: str) -> Row[Any]:
        asked = and_(DELIVERY.c.municipality == self._municipality, DELIVERY.c.id == name)
        return connection.execute(select(DELIVERY).where(asked)).one()

    def _request(self, connection: Connection, row: Row[Any]) -> Row[Any]:
        mine = and_(REQUEST.c.municipality == self._municipality, REQUEST.c.desk == row.desk, REQUEST.c.seq == row.seq)
        return connection.execute(requests.held(mine)).one()


def policy_of(connection: Connection, municipality: str) -> DeliveryPolicy | None:
    """The rules for delivery, as reference data has them; nothing where a municipality has none."""
    asked = and_(REFERENCE_ITEM.c.municipality == municipality, REFERENCE_ITEM.c.name == DELIVERY_POLICY)
    body = connection.execute(select(REFERENCE_ITEM.c.body).where(asked)).scalar()
    return canonical.decode(body, DeliveryPolicy) if body is not None else None
