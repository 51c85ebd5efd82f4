"""The fee of a request: dated lines of the tariff, exemptions, and what is left to pay (DOMAIN §4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from clerk_app.domain import money
from clerk_app.domain.bodies import FeeCharged, FeeLine, FormValues
from clerk_app.domain.catalogue import Exemption, Fee, Service
from clerk_app.domain.expressions import Scope, compiled
from clerk_app.domain.findings import Finding
from clerk_app.domain.forms import field_code, scope_of

FEE_CHANGED = "fee_changed"
"""The finding that by the values as they stand a fee would be another than was charged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A computed fee, with what was doubtful about it."""

    fee: FeeCharged
    findings: tuple[Finding, ...] = ()


def charge(service: Service, values: FormValues, *, day: str, exemption: str = "") -> Charge:
    """Compute the fee over a form's kept values (``FormState.values``) as of ``day`` (ISO).

    Lines of the tariff come in versions that share a code: the newest that is valid on ``day`` counts. An exemption
    takes away the lines of the levels it covers; an unknown one takes away nothing and is a finding.
    """
    fees = in_force(service.fees, day)
    seen = _seen_by(tuple(source for fee in fees for source in (fee.applies, fee.quantity)))
    scope = scope_of(service, values, day, only=seen)
    ground = next((known for known in service.exemptions if known.code == exemption), None)
    covered = ground.covers if ground else ()
    lines = [_line(fee, scope) for fee in fees if fee.level not in covered]
    charged = tuple(line for line in lines if line and line.amount)
    unknown = bool(exemption) and ground is None
    return Charge(
        fee=FeeCharged(
            lines=charged,
            exemption=ground.code if ground else "",
            total=sum(line.amount for line in charged),
            inputs=_inputs(seen, values),
        ),
        findings=(Finding("exemption_unknown", "fee", {"exemption": exemption}),) if unknown else (),
    )


def changed(
    service: Service, told: FeeCharged, now: FormValues, *, day: str, before: FormValues | None = None
) -> Finding | None:
    """What values that are other ``now`` make of a fee that was charged; nothing where it stays as it was charged.

    ``before`` is the form as it was, as far as that is known. What the tariff looked at counts where a form does not
    have it: of another desk's case not every field is told.
    """
    forms = (_with(told, before or {}), _with(told, now))
    old, new = (_levels(charge(service, form, day=day, exemption=told.exemption).fee) for form in forms)
    if new in (old, _levels(told)):
        return None
    amounts = {"charged": money.shown(told.total), "amount": money.shown(sum(new.values()))}
    return Finding(FEE_CHANGED, "fee", amounts)


def suggested_exemption(service: Service, values: FormValues, day: str) -> Exemption | None:
    """The first exemption whose own condition holds over these values: the clerk sees it chosen and may change it."""
    scope = scope_of(service, values, day)
    for exemption in service.exemptions:
        if compiled(exemption.applies).as_bool(scope, otherwise=False):
            return exemption
    return None


def in_force(fees: tuple[Fee, ...], day: str) -> tuple[Fee, ...]:
    """Of each fee code the newest version that is valid on ``day``, in the order of the definition."""
    newest: dict[str, Fee] = {}
    for fee in fees:
        known = newest.get(fee.code)
        if fee.valid_from <= day and (known is None or known.valid_from < fee.valid_from):
            newest[fee.code] = fee
    return tuple(newest.values())


def agree(told: FeeCharged, computed: FeeCharged) -> bool:
    """Whether a fee came out the same, by the same tariff over the same inputs where the entry names those."""
    if (told.total, told.exemption) != (computed.total, computed.exemption):
        return False
    if any(line.valid_from for line in told.lines):
        return (told.lines, told.inputs) == (computed.lines, computed.inputs)
    return _bare(told) == _bare(computed)


def _bare(fee: FeeCharged) -> list[tuple[str, str, str, int]]:
    """What an entry says of its lines that is from before tariff and inputs were kept."""
    return [(line.code, line.level, line.tariff, line.amount) for line in fee.lines]


def _with(told: FeeCharged, form: FormValues) -> FormValues:
    """A form with what the tariff looked at; what was emptied is empty."""
    return {key: value for key, value in (told.inputs | form).items() if value}


def _levels(fee: FeeCharged) -> dict[str, int]:
    """What goes to each account."""
    amounts: dict[str, int] = {}
    for line in fee.lines:
        amounts[line.level] = amounts.get(line.level, 0) + line.amount
    return {level: amount for level, amount in amounts.items() if amount}


def _inputs(seen: frozenset[tuple[str, str]] | None, values: FormValues) -> FormValues:
    """The values that the conditions and quantities look at."""
    if seen is None:
        return dict(values)

    def looked_at(key: str) -> bool:
        section, _, field = field_code(key).partition(".")
        return (section, field) in seen or (section, "") in seen

    return {key: value for key, value in values.items() if looked_at(key)} if seen else {}


@cache
def _seen_by(sources: tuple[str, ...]) -> frozenset[tuple[str, str]] | None:
    """The places of a form that expressions of the catalogue look at; ``None`` where that cannot be told."""
    made = [compiled(source) for source in sources]
    if any(expression.sections is None for expression in made):
        return None
    return frozenset(place for expression in made for place in expression.references())


def _line(fee: Fee, scope: Scope) -> FeeLine | None:
    """One line as it is charged; ``None`` when it does not apply."""
    if not compiled(fee.applies).as_bool(scope, otherwise=True):
        return None
    quantity = max(0.0, compiled(fee.quantity).as_number(scope, otherwise=1))
    amount = min(round(fee.amount * quantity), money.MOST)
    return FeeLine(
        code=fee.code,
        level=fee.level,
        tariff=fee.tariff,
        amount=amount,
        valid_from=fee.valid_from,
        unit=fee.amount,
        quantity=_written(quantity),
    )


def _written(quantity: float) -> str:
    """A number as bodies keep it: they hold no floating point."""
    return str(int(quantity)) if quantity == int(quantity) else repr(quantity)
