"""Paying: orders and slips for a request's fee; money is never taken at the counter."""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.actions.receipting import Receipting
from clerk_app.contract import canonical
from clerk_app.domain.bodies import OrderTerms, RequestReceived
from clerk_app.domain.errors import CounterError
from clerk_app.domain.payments import PAYMENT_POLICY, Order, PaymentPolicy, orders_of, slip_of, terms_of
from clerk_app.ports.outbox import Reference
from clerk_app.ports.paper import SlipFacts

type Terms = Callable[[RequestReceived], tuple[OrderTerms, ...]]


class Paying:
    """Makes payment orders and slips from what was computed when the request was received."""

    def __init__(self, *, receipting: Receipting, reference: Reference) -> None:
        self._receipting = receipting
        self._reference = reference

    def policy(self) -> PaymentPolicy:
        """What the municipality has decided about payments; the usual before the centre has said so."""
        item = self._reference.get(PAYMENT_POLICY)
        return canonical.decode(item.body, PaymentPolicy) if item is not None else PaymentPolicy()

    def terms(self) -> Terms:
        """What slips say from now on, to be asked with each request; nothing while that cannot be known here.

        A request is received whatever the reference data are like.
        """
        try:
            accounts, policy = self._receipting.issuer().municipality.tax_accounts(), self.policy()
        except CounterError:
            return lambda _body: ()
        return lambda body: terms_of(body, policy, accounts)

    def orders(self, body: RequestReceived) -> tuple[Order, ...]:
        """One order per account; raises ``Unavailable('reference_missing')`` before the first exchange."""
        return orders_of(body, self.policy(), self._receipting.issuer().municipality.tax_accounts())

    def slip(self, body: RequestReceived, order: Order, amount: int, annulled: str = "") -> SlipFacts:
        """The slip of one order, for what is still due."""
        purpose = self._receipting.service(body).name.sr
        slip = slip_of(order, payer=body.applicant, purpose=purpose, amount=amount)
        return SlipFacts(
            issuer=self._receipting.issuer(), slip=slip, number=body.number, language=body.language, annulled=annulled
        )
