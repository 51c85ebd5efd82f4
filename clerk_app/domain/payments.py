"""Payment orders of a fee, the same at the desk and at the centre (DOMAIN §1.6, §3).

Which model and reference an account wants, how long an order stands, and what is done with late money differ and are
not all published: they are ``PaymentPolicy``, which the centre gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from clerk_app.domain import checkdigits, ips
from clerk_app.domain.bodies import FeeCharged, OrderTerms, RequestReceived
from clerk_app.domain.catalogue import FeeLevel
from clerk_app.domain.ips import PaymentSlip, TaxAccounts
from clerk_app.domain.people import Person
from clerk_app.domain.values import read_date

PAYMENT_POLICY = "payments"
"""The name of the policy in reference data."""
LEVELS: tuple[FeeLevel, ...] = ("republic", "local")

Model = Literal["97", "22", "00"]
ReferenceShape = Literal["municipality", "request", "payer"]
_LETTER = {"republic": "R", "local": "L"}
_DIGIT = {"republic": "1", "local": "2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRule:
    """The reference of one level: its model, and what stands in it behind the municipality's code.

    ``request``: the request's number and the level, so that a payment finds its order. ``payer``: PIB or JMBG.
    ``municipality``: nothing more, but for legal persons, who add their PIB.
    """

    model: Model = "97"
    reference: ReferenceShape = "municipality"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentPolicy:
    """What the municipality has decided; what stands here holds where it has said nothing.

    ``expires_days``: how long an order can be paid (0: always). ``late``: whether money that comes later is taken or
    kept to be sent back. ``over``: how many para too much are no question. ``proof_suffices``: a proof that was seen
    settles the order. ``most``: para above which an amount is a mistake.
    """

    republic: ReferenceRule = field(default_factory=ReferenceRule)
    local: ReferenceRule = field(default_factory=ReferenceRule)
    expires_days: int = 0
    partial: bool = True
    terminal: bool = False
    proof_suffices: bool = True
    late: Literal["take", "keep"] = "take"
    over: int = 0
    most: int = 10**11


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be paid to one account: ``amount`` in para, ``expires`` the last day (ISO) or empty."""

    id: str
    level: FeeLevel
    amount: int
    account: str
    payee: str
    model: str
    reference: str
    issued: str
    expires: str = ""


def terms_of(received: RequestReceived, policy: PaymentPolicy, accounts: TaxAccounts) -> tuple[OrderTerms, ...]:
    """What the slips of a fee ask for, by the policy in force when it is received."""
    rules: dict[FeeLevel, ReferenceRule] = {"republic": policy.republic, "local": policy.local}
    return tuple(
        OrderTerms(
            level=level,
            model=rules[level].model,
            reference=_reference(rules[level], level, received, accounts.municipality_code),
            expires=_expires(received.received_local[:10], policy.expires_days),
        )
        for level, _amount in _amounts(received.fee)
    )


def orders_of(received: RequestReceived, policy: PaymentPolicy, accounts: TaxAccounts) -> tuple[Order, ...]:
    """One order per level that something is charged for; none for what costs nothing.

    The terms that the entry names hold, whatever the policy says by now: they stand on the slip in the payer's hand.
    """
    told: dict[str, OrderTerms] = {terms.level: terms for terms in received.fee.terms}
    amounts = _amounts(received.fee)
    if not all(level in told for level, _ in amounts):
        told = {terms.level: terms for terms in terms_of(received, policy, accounts)} | told
    republic = (accounts.republic_account, accounts.republic_payee)
    made = []
    for level, amount in amounts:
        account, payee = republic if level == "republic" else (accounts.local_account, accounts.local_payee)
        made.append(
            Order(
                id=order_id(received.number, level),
                level=level,
                amount=amount,
                account=account,
                payee=payee,
                model=told[level].model,
                reference=told[level].reference,
                issued=read_date(received.received_local[:10]),
                expires=read_date(told[level].expires),
            )
        )
    return tuple(made)


def order_id(number: str, level: FeeLevel) -> str:
    """The order of one level of a request's fee: its number, and a letter."""
    return f"{number}-{_LETTER[level]}"


def order_amounts(received: RequestReceived) -> dict[str, int]:
    """The orders that a request's fee makes, and how much each asks for (para)."""
    return {order_id(received.number, level): amount for level, amount in _amounts(received.fee)}


def level_of(order: str) -> FeeLevel | None:
    """The level of an order, by its id; nothing where it is no id of ours."""
    return next((level for level in LEVELS if order.endswith(f"-{_LETTER[level]}")), None)


def own_reference(order: str, model: str, municipality: str) -> str:
    """The reference that an order has where its request's number stands in it; empty where it cannot have one."""
    number, level = order.rpartition("-")[0], level_of(order)
    inside = _of_request(number, level, model) if level is not None else ""
    return _controlled(model, municipality, inside) if inside else ""


def slip_of(order: Order, *, payer: Person, purpose: str, amount: int | None = None, cash: bool = False) -> PaymentSlip:
    """The slip of an order, for ``amount`` where a part of it was paid."""
    return PaymentSlip(
        payer="\n".join(part for part in (payer.spoken_name(), payer.address.line(), payer.address.place) if part),
        payee=order.payee,
        account=order.account,
        amount=order.amount if amount is None else amount,
        code=f"1{ips.PUBLIC_REVENUE[1:]}" if cash else ips.PUBLIC_REVENUE,
        model=order.model,
        reference=order.reference,
        purpose=purpose,
    )


def _amounts(fee: FeeCharged) -> tuple[tuple[FeeLevel, int], ...]:
    amounts = ((level, sum(line.amount for line in fee.lines if line.level == level)) for level in LEVELS)
    return tuple((level, amount) for level, amount in amounts if amount > 0)


def _expires(day: str, days: int) -> str:
    """The last day; none where no calendar has it."""
    issued = read_date(day)
    try:
        return (date.fromisoformat(issued) + timedelta(days=days)).isoformat() if issued and days else ""
    except OverflowError:
        return ""


def _reference(rule: ReferenceRule, level: FeeLevel, received: RequestReceived, municipality: str) -> str:
    """The reference with its control; the bare code of the municipality where the rest has no right form."""
    payer = received.applicant
    inside = {"request": _of_request(received.number, level, rule.model), "payer": _number_of(payer)}.get(
        rule.reference, ""
    )
    if rule.reference == "municipality" and payer.id_kind == "company":
        inside = _number_of(payer)
    return _controlled(rule.model, municipality, inside) or _controlled(rule.model, municipality, "")


def _controlled(model: str, municipality: str, inside: str) -> str:
    """A reference under its model; empty where it cannot be made."""
    if model == "97":
        control = checkdigits.control_97(municipality + inside)
        return f"{control}{municipality}{inside}" if control else ""
    if model == "22":
        digits = inside or municipality
        return f"{municipality}{digits}{checkdigits.control_22(digits)}"
    return municipality + inside


def _of_request(number: str, level: FeeLevel, model: str) -> str:
    """A request's number without dashes and check character, and the level.

    Model 22 has digits alone: each sign of the first part is two, so that no two numbers give the same.
    """
    first, *rest = number.split("-")
    signs = "".join((first, *rest[:-1]))
    if not (signs.isascii() and signs.isalnum()):
        return ""
    if model == "22":
        signs = "".join((*(f"{int(sign, 36):02d}" for sign in first), *rest[:-1]))
    return f"{signs}{_DIGIT[level]}" if model != "22" or signs.isdigit() else ""


def _number_of(payer: Person) -> str:
    """The payer's PIB or JMBG, if it is a right one."""
    if payer.id_kind == "company":
        return "" if checkdigits.check_pib(payer.id_number) else payer.id_number
    return "" if payer.id_kind != "jmbg" or checkdigits.check_jmbg(payer.id_number) else payer.id_number
