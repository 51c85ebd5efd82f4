"""The steps of deliveries as they are written down, and what follows from their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select

from clerk_app.central.delivery import law as delivery_law
from clerk_app.central.delivery.tables import DELIVERY_EVENT
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.domain.delivery_told import StepTold

_WAITING = ("available", "notice_left", "public_notice_posted")


@dataclass(frozen=True, slots=True)
class Presumed:
    """What a delivery waited for before silence counted: the ``state``, and the last day of waiting."""

    state: str
    until: date


def note(connection: Connection, delivery: Row[Any], steps: Iterable[StepTold], told: int) -> None:
    """Write steps down after those that are there."""
    mine = and_(DELIVERY_EVENT.c.municipality == delivery.municipality, DELIVERY_EVENT.c.delivery == delivery.id)
    last = connection.execute(select(func.max(DELIVERY_EVENT.c.ordinal)).where(mine)).scalar() or 0
    rows = [
        {
            "municipality": delivery.municipality,
            "delivery": delivery.id,
            "ordinal": ordinal,
            "state": step.state,
            "at": step.at,
            "told": told,
            "desk": step.desk,
            "entry": step.entry,
            "evidence": step.evidence.kind,
            "number": step.evidence.number,
            "text": step.evidence.text,
            "sha256": step.evidence.sha256,
        }
        for ordinal, step in enumerate(steps, start=last + 1)
    ]
    connection.execute(insert(DELIVERY_EVENT), rows)


def waited_from(connection: Connection, delivery: Row[Any], otherwise: int) -> int:
    """When the waiting began that has ended: the last time that it became available, was noticed or posted."""
    waited = [event.at for event in _events(connection, delivery) if event.state in _WAITING]
    return int(waited[-1]) if waited else otherwise


def only_presumed(connection: Connection, policy: DeliveryPolicy, delivery: Row[Any]) -> Presumed | None:
    """What a delivery waited for when it counted as delivered by silence alone; nothing where it did not."""
    events = _events(connection, delivery)
    last = [event.state for event in events[-2:]]
    rule = policy.channel(delivery.channel)
    if rule is None or len(last) < 2 or last[0] not in delivery_law.PRESUMED or last[1] != "delivered":
        return None
    waited = next((event for event in reversed(events) if event.state in _WAITING), None)
    return Presumed(waited.state, delivery_law.last_day(rule, waited.at)) if waited is not None else None


def _events(connection: Connection, delivery: Row[Any]) -> Sequence[Row[Any]]:
    """Every step that was written down, oldest first."""
    mine = and_(DELIVERY_EVENT.c.municipality == delivery.municipality, DELIVERY_EVENT.c.delivery == delivery.id)
    return connection.execute(select(DELIVERY_EVENT).where(mine).order_by(DELIVERY_EVENT.c.ordinal)).all()
