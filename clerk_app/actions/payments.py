"""The payments of a case at the counter: how its orders stand, and what the clerk saw, cancelled or asked back.

No money is taken here, and "paid" is the centre's word alone: a clerk can say that a proof was seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from clerk_app.actions.paying import Paying
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.signin import Grant
from clerk_app.domain import payment_states
from clerk_app.domain.bodies import EnclosureRef, RequestReceived
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.checkdigits import full_account
from clerk_app.domain.errors import CounterError, Invalid, Refused
from clerk_app.domain.payment_bodies import PaymentCancelled, PaymentProven, PaymentTerminal, RefundAsked
from clerk_app.domain.payment_file import CasePayments, OrderStanding, Standpoint, standing_of, untaken
from clerk_app.domain.requests import RequestView
from clerk_app.domain.scripts import tidy
from clerk_app.ports.case_files import CaseFiles
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Bodies, Journal, NewEntry, Requests
from clerk_app.ports.paper import SlipFacts

LONGEST_NUMBER = 60
LONGEST_REASON = 500
_OF_FIELDS = {"amount": "amount", "payment_day": "on", "proof_number": "number", "refund_account": "account"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A proof that the clerk saw: its number, the bank's date (ISO), the amount (para), and the scan, if any."""

    number: str
    on: str
    amount: int
    scan: EnclosureRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PaymentWorld:
    """What payments need beside the session; ``desk`` is this desk's code."""

    requests: Requests
    bodies: Bodies
    case_files: CaseFiles
    paying: Paying
    journal: Journal
    clock: Clock
    desk: str


class Payments:
    """Reads how orders stand, and records what happened to them at this counter."""

    def __init__(self, sessions: Sessions, world: PaymentWorld) -> None:
        self._sessions = sessions
        self._world = world

    def standing(self, body: RequestReceived, view: RequestView, file: CaseFile) -> CasePayments:
        """How the orders of a case stand; none where nothing is due, or where fees are paid is not known yet."""
        paying = self._world.paying
        policy = paying.policy()
        payment = view.work.payment if view.work is not None else ""
        today = self._world.clock.local().date().isoformat()
        seen = Standpoint(desk=self._world.desk, payment=payment, annulled=view.annulled, today=today)
        try:
            orders = paying.orders(body)
        except CounterError:
            orders = ()
        return CasePayments(orders=tuple(standing_of(order, file, policy, seen) for order in orders), policy=policy)

    def of(self, subject: bytes) -> CasePayments:
        """The same, by subject; raises ``Refused('request_unknown')``."""
        body, view = self._world.bodies.received(subject), self._world.requests.view(subject)
        if body is None or view is None:
            raise Refused("request_unknown")
        return self.standing(body, view, self._world.case_files.of(subject))

    def untaken(self, subject: bytes) -> frozenset[int]:
        """Entries of this desk about the case that the centre has not taken, and that count for nothing."""
        return untaken(self._world.case_files.of(subject), self._world.desk)

    def slip(self, subject: bytes, order: str) -> SlipFacts:
        """The slip of one order for what is still due; one that is no more to be paid, or is late, says so."""
        body, view = self._world.bodies.received(subject), self._world.requests.view(subject)
        payments = self.of(subject)
        standing = payments.named(order)
        if body is None or view is None or standing is None:
            raise Refused("order_unknown")
        over = "annulled" if view.annulled or standing.sums.cancelled else ""
        facts = self._world.paying.slip(body, standing.order, standing.due or standing.order.amount, over)
        past = payments.policy.late if standing.past and not over else ""
        return replace(facts, past=past, last_day=standing.order.expires)

    def slips(self, subject: bytes) -> tuple[SlipFacts, ...]:
        """The slips of a case; raises ``Refused('request_unknown')``, ``Unavailable('reference_missing')``."""
        body = self._world.bodies.received(subject)
        if body is None:
            raise Refused("request_unknown")
        return tuple(self.slip(subject, order.id) for order in self._world.paying.orders(body))

    def prove(self, subject: bytes, order: str, proof: Proof) -> None:
        """Record a proof of payment that the clerk saw.

        Raises ``Invalid`` (``amount_…``, ``payment_day_…``, ``proof_number_missing``) and ``Refused``
        (``proof_repeated``, ``order_…``, ``partial_not_allowed``, and as every action).
        """
        grant, payments, standing = self._open(subject, order)
        number = tidy(proof.number)[:LONGEST_NUMBER]
        today = self._world.clock.local().date().isoformat()
        _raise(payment_states.payment_wrong(standing.sums, proof.amount, payments.policy))
        _raise(payment_states.day_wrong(proof.on, today))
        _raise(_late_wrong(standing, proof.on, payments))
        _raise(_number_wrong(standing, number))
        body = PaymentProven(
            order=order,
            how="scanned" if proof.scan is not None else "seen",
            number=number,
            on=proof.on,
            amount=proof.amount,
            clerk=grant.user,
            clerk_name=grant.name,
            enclosure=proof.scan,
            beside=payment_states.come(standing.sums),
        )
        self._record("payment.proven", subject, grant, body)

    def terminal(self, subject: bytes, order: str, *, slip: str, terminal: str, amount: int) -> None:
        """Record a payment by card on the terminal in the hall; raises as ``prove``, and ``terminal_not_here``."""
        grant, payments, standing = self._open(subject, order)
        number = tidy(slip)[:LONGEST_NUMBER]
        _raise("" if payments.policy.terminal else "terminal_not_here")
        _raise(payment_states.payment_wrong(standing.sums, amount, payments.policy))
        _raise(_late_wrong(standing, self._world.clock.local().date().isoformat(), payments))
        _raise(_number_wrong(standing, number))
        body = PaymentTerminal(
            order=order,
            slip=number,
            terminal=tidy(terminal)[:LONGEST_NUMBER],
            amount=amount,
            clerk=grant.user,
            clerk_name=grant.name,
            beside=payment_states.come(standing.sums),
        )
        self._record("payment.terminal", subject, grant, body)

    def cancel(self, subject: bytes, order: str, reason: str) -> None:
        """The order is not to be paid; raises ``Invalid('payment_reason_missing')`` and ``Refused('order_…')``."""
        grant, payments, standing = self._open(subject, order)
        _raise(payment_states.cancelling_wrong(standing.sums, payments.policy))
        body = PaymentCancelled(order=order, reason=_said(reason), clerk=grant.user, clerk_name=grant.name)
        self._record("payment.cancelled", subject, grant, body)

    def ask_back(self, subject: bytes, order: str, *, amount: int, account: str, reason: str) -> None:
        """The payer asks for money back.

        Raises ``Invalid`` (``amount_…``, ``refund_account``, ``payment_reason_missing``) and ``Refused``
        (``refund_too_large``, ``order_refund_requested``).
        """
        grant, payments, standing = self._open(subject, order)
        _raise(payment_states.refund_wrong(standing.sums, amount, account, payments.policy))
        body = RefundAsked(
            order=order,
            amount=amount,
            account=full_account(account),
            reason=_said(reason),
            clerk=grant.user,
            clerk_name=grant.name,
        )
        self._record("payment.refund_asked", subject, grant, body)

    def allowed(self) -> bool:
        """Whether whoever is signed in may record anything of this."""
        try:
            self._sessions.require("take_payment_proof")
        except CounterError:
            return False
        return True

    def _open(self, subject: bytes, order: str) -> tuple[Grant, CasePayments, OrderStanding]:
        """Who may, and the order as it stands; raises ``Refused`` and ``SignIn``."""
        grant = self._sessions.require("take_payment_proof")
        view = self._world.requests.view(subject)
        if view is not None and view.annulled:
            raise Refused("already_annulled")
        payments = self.of(subject)
        standing = payments.named(order)
        if standing is None:
            raise Refused("order_unknown")
        return grant, payments, standing

    def _record(self, kind: str, subject: bytes, grant: Grant, body: object) -> None:
        new = NewEntry(kind=kind, subject=subject, grant=grant.id, body=canonical.encode(body))
        self._world.journal.record(new)


def _raise(code: str) -> None:
    """Say what is wrong: at the field that it is about, or as a rule that says no."""
    field = next((field for head, field in _OF_FIELDS.items() if code.startswith(head)), "")
    if field:
        raise Invalid(code, field=field)
    if code:
        raise Refused(code)


def _late_wrong(standing: OrderStanding, day: str, payments: CasePayments) -> str:
    return payment_states.late_wrong(standing.sums, day, standing.order.expires, payments.policy)


def _number_wrong(standing: OrderStanding, number: str) -> str:
    """What is wrong with the number of a proof: there is none, or it was entered before for this order.

    What was uploaded waits for a counter to see it.
    """
    if not number:
        return "proof_number_missing"
    lines = (line for line in standing.lines if line.what != "attached" and not line.stopped)
    known = {line.number.upper() for line in lines if line.number}
    return "proof_repeated" if number.upper() in known else ""


def _said(reason: str) -> str:
    """Why, in the clerk's words; raises ``Invalid('payment_reason_missing')``."""
    said = tidy(reason)[:LONGEST_REASON]
    if not said:
        raise Invalid("payment_reason_missing", field="reason")
    return said
