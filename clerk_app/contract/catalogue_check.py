"""Whether a service makes sense: names that exist and are unique, expressions that compute, dates that are dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from clerk_app.contract.catalogue_contradictions import contradictions
from clerk_app.contract.catalogue_expressions import expressions, home
from clerk_app.contract.catalogue_limits import limits, too_long
from clerk_app.contract.catalogue_order import order
from clerk_app.contract.catalogue_problem import Problem
from clerk_app.domain import values
from clerk_app.domain.catalogue import Field, Proof, Section, Service, Wording
from clerk_app.domain.expression_cost import MOST_ROWS
from clerk_app.domain.lookups import LIST_NAME

__all__ = ["CLASSIFICATION", "CODE", "DATASETS", "ID", "UNIT", "Problem", "check"]

DATASETS = frozenset(
    {
        "mkr", "mkv", "mku", "drz", "preb", "lk", "vozilo", "kazn", "porez", "lpa", "pio", "nsz", "croso", "rgz", "apr",
        "sud",
    }
)  # fmt: skip
"""Official records that can be asked through eZUP (DOMAIN §1.2)."""

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
RECORD_FIELD = re.compile(rf"{CODE.pattern}(\.{CODE.pattern})?")
CLASSIFICATION = re.compile(r"[0-9]{1,3}")
UNIT = re.compile(r"[0-9A-Za-zЂ-ћ]{1,6}(-[0-9A-Za-zЂ-ћ]{1,6})?")
ID = re.compile(r"[a-z][a-z0-9-]{1,59}")


def check(service: Service) -> list[Problem]:
    """Everything that is wrong with a service, in the order of its definition; empty when it is good.

    One that is too large is not looked into any further.
    """
    large = list(limits(service))
    if large:
        return large
    return list(
        chain(
            _head(service),
            _codes(service),
            chain.from_iterable(_section(section) for section in service.sections),
            _fees(service),
            _proofs(service),
            _rules(service),
            _wordings(service),
            contradictions(service),
            expressions(service),
            order(service),
        )
    )


def _head(service: Service) -> Iterator[Problem]:
    """The service's own name, version, deadline, and the signs that stand on the number of an act (DOMAIN §5)."""
    if not ID.fullmatch(service.id):
        yield Problem("id", "code_form")
    if service.version < 1:
        yield Problem("version", "version_wrong")
    if service.deadline.kind in {"days", "working_days"} and service.deadline.days < 1:
        yield Problem("deadline", "deadline_wrong")
    if not CLASSIFICATION.fullmatch(service.classification):
        yield Problem("classification", "classification_wrong")
    if service.unit and not UNIT.fullmatch(service.unit):
        yield Problem("unit", "unit_wrong")


def _codes(service: Service) -> Iterator[Problem]:
    """Codes have their form, and each is given once in its list."""
    lists: dict[str, Iterable[str]] = {
        "sections": [section.code for section in service.sections],
        "rules": [rule.code for rule in service.rules],
        "proofs": [proof.code for proof in service.proofs],
        "exemptions": [exemption.code for exemption in service.exemptions],
        "statements": [statement.code for statement in service.statements],
    }
    for section in service.sections:
        lists[section.code] = [field.code for field in section.fields]
        for field in section.fields:
            lists[f"{section.code}.{field.code}.choices"] = [choice.code for choice in field.choices]
    for path, codes in lists.items():
        yield from (Problem(f"{path}.{code}", "code_form") for code in codes if not CODE.fullmatch(code))
        yield from _twice(path, codes)
    yield from _twice("fees", [f"{fee.code}@{fee.valid_from}" for fee in service.fees])


def _twice(path: str, codes: Iterable[str]) -> Iterator[Problem]:
    """Codes that stand in a list a second time."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield Problem(f"{path}.{code}", "code_twice")
        seen.add(code)


def _section(section: Section) -> Iterator[Problem]:
    """A section's rows, and what its fields say about choices, widths and bounds."""
    if not 0 <= section.repeat_min <= section.repeat_max <= MOST_ROWS or section.repeat_max < 1:
        yield Problem(section.code, "repeat_wrong")
    for field in section.fields:
        path = f"{section.code}.{field.code}"
        if (field.type == "choice") != bool(field.choices):
            yield Problem(path, "choices_wrong")
        if not (LIST_NAME.fullmatch(field.list) if field.type == "lookup" else not field.list):
            yield Problem(path, "list_wrong")
        if not 1 <= field.columns <= 12 or field.max_length < 1:
            yield Problem(path, "size_wrong")
        if not _bound(field, field.minimum) or not _bound(field, field.maximum):
            yield Problem(path, "bounds_wrong")


def _bound(field: Field, bound: str) -> bool:
    """Whether a bound can be compared with the values of its field."""
    if not bound or (field.type == "date" and bound == "today"):
        return True
    if field.type == "date":
        return values.read_date(bound) == bound
    return field.type in {"integer", "decimal", "money"} and values.read_decimal(bound) == bound


def _fees(service: Service) -> Iterator[Problem]:
    """Fees have a date and an amount."""
    for fee in service.fees:
        if values.read_date(fee.valid_from) != fee.valid_from:
            yield Problem(f"fees.{fee.code}", "fee_date")
        if fee.amount < 0:
            yield Problem(f"fees.{fee.code}", "fee_amount")


def _proofs(service: Service) -> Iterator[Problem]:
    """A proof that can come from a record names a known record; one that cannot names none."""
    for proof in service.proofs:
        if (proof.source == "citizen") == bool(proof.dataset) or (proof.dataset and proof.dataset not in DATASETS):
            yield Problem(f"proofs.{proof.code}", "dataset_wrong")
        if (proof.key or proof.fills) and not proof.dataset:
            yield Problem(f"proofs.{proof.code}", "fills_wrong")
        yield from _fills(service, proof)


def _fills(service: Service, proof: Proof) -> Iterator[Problem]:
    """What a record is searched by and what it fills are fields of the form; what is computed fills itself."""
    fields = {f"{section.code}.{field.code}": field for section in service.sections for field in section.fields}
    if proof.key and proof.key not in fields:
        yield Problem(f"proofs.{proof.code}.key", "reference_unknown")
    for target, source in proof.fills.items():
        field = fields.get(target)
        if field is None:
            yield Problem(f"proofs.{proof.code}.fills.{target}", "reference_unknown")
        elif field.computed or field.type in {"choice", "lookup"} or not RECORD_FIELD.fullmatch(source):
            yield Problem(f"proofs.{proof.code}.fills.{target}", "fills_wrong")


def _rules(service: Service) -> Iterator[Problem]:
    """Every rule stands at a field that exists."""
    for rule in service.rules:
        if home(service, rule) is None:
            yield Problem(f"rules.{rule.code}", "reference_unknown")


def _wordings(service: Service) -> Iterator[Problem]:
    """Every text is there in Serbian and English, and none is endless."""
    named = _named(service)
    yield from too_long(iter(named))
    for path, wording in named:
        if wording is not None and not (wording.sr.strip() and wording.en.strip()):
            yield Problem(path, "wording_missing")


def _named(service: Service) -> list[tuple[str, Wording | None]]:
    """Every text of a definition with its place."""
    named: list[tuple[str, Wording | None]] = [
        ("name", service.name),
        ("department", service.department),
        ("legal_basis", service.legal_basis),
    ]
    for section in service.sections:
        named.append((section.code, section.title))
        for field in section.fields:
            path = f"{section.code}.{field.code}"
            named += [(path, field.label), (f"{path}.hint", field.hint)]
            named += [(f"{path}.{choice.code}", choice.label) for choice in field.choices]
    named += [(f"rules.{rule.code}", rule.message) for rule in service.rules]
    named += [(f"proofs.{proof.code}", proof.label) for proof in service.proofs]
    named += [(f"fees.{fee.code}", fee.label) for fee in service.fees]
    named += [(f"exemptions.{exemption.code}", exemption.label) for exemption in service.exemptions]
    named += [(f"statements.{statement.code}", statement.text) for statement in service.statements]
    return named
