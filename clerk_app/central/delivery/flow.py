"""How a delivery goes on: its steps written and told, what follows of itself, the next way where one has failed.

Everything happens in the transaction of whoever caused it, on the locked row of the request.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from clerk_app.central import awaited, casework, requests
from clerk_app.central.clock import local
from clerk_app.central.delivery import events as delivery_events
from clerk_app.central.delivery import law as delivery_law
from clerk_app.central.delivery.tables import DELIVERY
from clerk_app.central.feed import News
from clerk_app.central.inbox import inboxes as inbox
from clerk_app.contract.answers import Status
from clerk_app.contract.cases import PORTAL
from clerk_app.domain import cases
from clerk_app.domain.delivery_policy import INBOXES, ChannelRule, DeliveryPolicy
from clerk_app.domain.delivery_states import ENDED
from clerk_app.domain.delivery_told import DeliveryMoved, Evidence, EvidenceKind, StepTold

SENT, DELIVERED = "otpremljen", "dostavljen"
_TAKEN: frozenset[str] = frozenset({"opened", "collected", "expired_deemed", "deemed_public"})
_SENT_HERE = INBOXES | {"notice_board"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A delivery to begin: which document, to whom, by which channel; ``attempt`` counts those by the same channel."""

    id: str
    sha256: str
    title: str
    kind: str
    channel: str
    person: str
    why: str = ""
    replaces: str = ""
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Flow:
    """Moves deliveries on within one transaction; ``now`` is when this is told (microseconds UTC)."""

    connection: Connection
    policy: DeliveryPolicy
    now: int

    def begin(self, request: Row[Any], wanted: Wanted, first: Sequence[StepTold]) -> list[News]:
        """A new delivery with its first steps, and all that follows."""
        row = {
            "municipality": request.municipality,
            "id": wanted.id,
            "desk": request.desk,
            "seq": request.seq,
            "sha256": wanted.sha256,
            "title": wanted.title,
            "kind": wanted.kind,
            "channel": wanted.channel,
            "person": wanted.person,
            "state": "prepared",
            "attempt": wanted.attempt,
            "replaces": wanted.replaces,
            "at": self.now,
            "due": None,
            "legal_date": "",
            "appeal_until": "",
        }
        self.connection.execute(insert(DELIVERY).values(row))
        steps = [*_signed(awaited.known(self.connection, request, wanted.sha256), first[0]), *first]
        return self.go_on(request, self.delivery(request, wanted.id), steps, why=wanted.why)

    def go_on(
        self,
        request: Row[Any],
        delivery: Row[Any],
        first: Sequence[StepTold],
        *,
        why: str = "",
        withdrawn: str = "",
    ) -> list[News]:
        """Take these steps, which are possible, and those that follow of themselves; tell all of it.

        ``withdrawn`` is the legal date that was told before and holds no more.
        """
        steps = [*first]
        while (follows := self._follows(delivery, steps[-1])) is not None:
            steps.append(follows)
        moved = self._write(delivery, steps, why, withdrawn)
        version = requests.change(self.connection, request)
        news = [casework.news_of(request, "delivery", version, moved)]
        news += self._case(request, delivery.kind, [step.state for step in steps])
        last = steps[-1].state
        if last == "delivered":
            news += self._close_others(request, delivery)
        elif last in ENDED and not _is_elsewhere(steps[-1]):
            news += self._another_way(request, delivery)
        return news

    def delivery(self, request: Row[Any], name: str) -> Row[Any]:
        """One delivery of a case."""
        asked = and_(DELIVERY.c.municipality == request.municipality, DELIVERY.c.id == name)
        return self.connection.execute(select(DELIVERY).where(asked)).one()

    def of_document(self, request: Row[Any], sha256: str) -> Sequence[Row[Any]]:
        """Every delivery of one document of a case, whichever signature it had then, oldest first."""
        mine = and_(DELIVERY.c.municipality == request.municipality, DELIVERY.c.desk == request.desk)
        same = awaited.versions(self.connection, request, sha256)
        asked = select(DELIVERY).where(mine, DELIVERY.c.seq == request.seq, DELIVERY.c.sha256.in_(sorted(same)))
        return self.connection.execute(asked.order_by(DELIVERY.c.at, DELIVERY.c.id)).all()

    def _follows(self, delivery: Row[Any], last: StepTold) -> StepTold | None:
        """The step that comes of itself after ``last``."""
        rule = self.policy.channel(delivery.channel)
        if last.state == "dispatched":
            return self._sent(delivery, last)
        if last.state in _TAKEN or (last.state == "available" and rule is not None and rule.effect == "at_once"):
            return StepTold(state="delivered", at=last.at)
        if last.state == "refused":
            counts = rule is None or rule.refused == "deemed"
            return StepTold(state="delivered" if counts else "failed", at=last.at)
        return None

    def _sent(self, delivery: Row[Any], last: StepTold) -> StepTold | None:
        """What a channel makes of a document that was given to it; the post and a courier say so later.

        The centre itself sends nothing, and no days begin, before it has the paper.
        """
        if delivery.channel == "counter":
            return StepTold(state="available", at=last.at)
        if delivery.channel not in _SENT_HERE:
            return None
        if delivery.channel in INBOXES and not self._has_inbox(delivery):
            return _step("failed", self.now, "no_inbox")
        if delivery.channel in INBOXES and not self._agrees(delivery):
            return _step("failed", self.now, "no_consent")
        if not awaited.is_here(self.connection, delivery, delivery.sha256):
            awaited.awaits(self.connection, delivery, delivery.sha256)
            return None
        return self._sent_here(delivery)

    def _sent_here(self, delivery: Row[Any]) -> StepTold:
        """What becomes of a document that the centre posts, or puts into an inbox that is there."""
        if delivery.channel not in INBOXES:
            return _step("public_notice_posted", self.now, "posting", delivery.id[:8])
        if inbox.bounces(self.connection, delivery.municipality, delivery.person):
            return _step("failed", self.now, "bounced")
        return _step("available", self.now, "receipt", delivery.id[:8])

    def _has_inbox(self, delivery: Row[Any]) -> bool:
        today = local(self.now).date()
        return inbox.has_inbox(self.connection, delivery.municipality, delivery.person, today)

    def _agrees(self, delivery: Row[Any]) -> bool:
        """Whether the citizen agrees to the inbox still, on the day on which the document would be put into it."""
        rule = self.policy.channel(delivery.channel)
        if rule is None or not rule.consent:
            return True
        return inbox.agrees(self.connection, delivery.municipality, delivery.person, online=delivery.desk == PORTAL)

    def paper_came(self, request: Row[Any], sha256: str) -> list[News]:
        """Go on with the deliveries of a case that waited for the bytes of their document."""
        news: list[News] = []
        for delivery in self.of_document(request, sha256):
            waits = delivery.state == "dispatched" and delivery.sha256 == sha256
            step = self._sent(delivery, StepTold(state="dispatched", at=self.now)) if waits else None
            if step is not None:
                news += self.go_on(requests.reread(self.connection, request), delivery, [step])
        return news

    def correct(self, request: Row[Any], delivery: Row[Any], step: StepTold) -> list[News]:
        """What silence was taken for was otherwise: the day that was told is withdrawn, and another way taken."""
        news = self.go_on(request, delivery, [step], withdrawn=delivery.legal_date)
        rule, now = self.policy.kind(delivery.kind), requests.reread(self.connection, request)
        stands = self.delivery(request, delivery.id).state == "delivered"
        if not stands and rule is not None and rule.outcome and now.state == DELIVERED:
            news.append(casework.step(self.connection, now, Status(state=SENT, at=self.now), ""))
        return news

    def _write(self, delivery: Row[Any], steps: Sequence[StepTold], why: str, withdrawn: str) -> DeliveryMoved:
        """Write the steps down, and what they make of the delivery."""
        delivery_events.note(self.connection, delivery, steps, self.now)
        rule = self.policy.channel(delivery.channel)
        last = steps[-1]
        legal, appeal = "", ""
        if last.state == "delivered" and rule is not None:
            cause = steps[-2] if len(steps) > 1 else last
            day = delivery_law.legal_date(
                rule, cause.state, cause.at, delivery_events.waited_from(self.connection, delivery, cause.at)
            )
            legal, appeal = day.isoformat(), delivery_law.appeal_until(self.policy.kind(delivery.kind), day)
        values = {"state": last.state, "due": _due(rule, last), "legal_date": legal, "appeal_until": appeal}
        this = and_(DELIVERY.c.municipality == delivery.municipality, DELIVERY.c.id == delivery.id)
        self.connection.execute(update(DELIVERY).where(this).values(values))
        by_desk = last.desk if all(step.desk for step in steps) else ""
        return DeliveryMoved(
            at=self.now,
            delivery=delivery.id,
            sha256=delivery.sha256,
            title=delivery.title,
            kind=delivery.kind,
            channel=delivery.channel,
            steps=tuple(steps),
            why=why,
            replaces=delivery.replaces,
            legal_date=legal,
            appeal_until=appeal,
            withdrawn=withdrawn if withdrawn != legal else "",
            desk=by_desk,
        )

    def _case(self, request: Row[Any], kind: str, states: Sequence[str]) -> list[News]:
        """The case follows a document that ends it, where the rules let it."""
        rule = self.policy.kind(kind)
        if rule is None or not rule.outcome:
            return []
        to = DELIVERED if states[-1] == "delivered" else SENT if "dispatched" in states else ""
        now = requests.reread(self.connection, request)
        if not to or cases.refused(now.state, to, now.payment):
            return []
        return [casework.step(self.connection, now, Status(state=to, at=self.now), "")]

    def _close_others(self, request: Row[Any], delivered: Row[Any]) -> list[News]:
        """What was under way by other channels has no purpose any more."""
        news: list[News] = []
        for other in self.of_document(request, delivered.sha256):
            if other.id != delivered.id and other.state not in ENDED:
                step = _step("failed", self.now, "elsewhere")
                news += self.go_on(requests.reread(self.connection, request), other, [step])
        return news

    def _another_way(self, request: Row[Any], failed: Row[Any]) -> list[News]:
        """Try again, or by the next channel; where there is none, a person has to decide.

        What is annulled goes nowhere any more.
        """
        if requests.reread(self.connection, request).state == requests.ANNULLED:
            return []
        rule = self.policy.channel(failed.channel)
        again = rule is not None and failed.attempt < rule.attempts
        channel = failed.channel if again else rule.then if rule is not None else ""
        if not channel:
            return []
        wanted = Wanted(
            id=secrets.token_hex(16),
            sha256=failed.sha256,
            title=failed.title,
            kind=failed.kind,
            channel=channel,
            person=failed.person,
            why="again" if again else "another_way",
            replaces=failed.id,
            attempt=failed.attempt + 1 if again else 1,
        )
        sent = StepTold(state="dispatched", at=self.now)
        return self.begin(requests.reread(self.connection, request), wanted, [sent])


def _signed(known: awaited.Known | None, first: StepTold) -> list[StepTold]:
    """The step before a document is sent, where somebody has signed it."""
    if known is None or not known.signed:
        return []
    evidence = Evidence(kind="signature", text=known.signed)
    return [StepTold(state="signed", at=min(known.at, first.at), evidence=evidence, desk=first.desk)]


def _step(state: str, at: int, kind: EvidenceKind, number: str = "") -> StepTold:
    return StepTold(state=state, at=at, evidence=Evidence(kind=kind, number=number))


def _is_elsewhere(step: StepTold) -> bool:
    return step.evidence.kind == "elsewhere"


def _due(rule: ChannelRule | None, last: StepTold) -> int | None:
    return delivery_law.waits_until(rule, last.state, last.at) if rule is not None else None
