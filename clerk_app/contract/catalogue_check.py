"""Whether a service makes sense: names that exist and are unique, expressions that compute, dates that are dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from clerk_app.domain import forms, values
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Field, Rule, Section, Service, Wording
from clerk_app.domain.errors import Invalid
from clerk_app.domain.expressions import Expression, Scope, compiled
from clerk_app.domain.lookups import LIST_NAME

DATASETS = frozenset(
    {
        "mkr", "mkv", "mku", "drz", "preb", "lk", "vozilo", "kazn", "porez", "lpa", "pio", "nsz", "croso", "rgz", "apr",
        "sud",
    }
)  # fmt: skip
"""Official records that can be asked through eZUP (DOMAIN §1.2)."""

MOST_ROWS = 50
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ID = re.compile(r"[a-z][a-z0-9-]{1,59}")
_SAMPLES = {
    "integer": "3", "decimal": "12,50", "money": "1330,00", "date": "2020-02-29", "yes_no": "yes",
    "jmbg": "0101990990000", "pib": "101134702", "company_number": "20084693", "phone": "+381601234567",
    "email": "a@primer.rs", "account": "840000074222184357",
}  # fmt: skip
_SAMPLE_DAY = "2026-06-15"
_Kind = Literal["yes_no", "number", "text"]
_Source = tuple[str, str, _Kind, Section | None]
_RESULTS: dict[_Kind, tuple[type, ...]] = {"yes_no": (bool,), "number": (int, float), "text": (str,)}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a definition: where, and the code of the reason (``problem.<code>``)."""

    path: str
    code: str


def check(service: Service) -> list[Problem]:
    """Everything that is wrong with a service, in the order of its definition; empty when it is good."""
    return list(
        chain(
            _head(service),
            _codes(service),
            chain.from_iterable(_section(section) for section in service.sections),
            _fees(service),
            _proofs(service),
            _rules(service),
            _wordings(service),
            _expressions(service),
        )
    )


def _head(service: Service) -> Iterator[Problem]:
    """The service's own name, version and deadline."""
    if not _ID.fullmatch(service.id):
        yield Problem("id", "code_form")
    if service.version < 1:
        yield Problem("version", "version_wrong")
    if service.deadline.kind in {"days", "working_days"} and service.deadline.days < 1:
        yield Problem("deadline", "deadline_wrong")


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
        yield from (Problem(f"{path}.{code}", "code_form") for code in codes if not _CODE.fullmatch(code))
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


def _rules(service: Service) -> Iterator[Problem]:
    """Every rule stands at a field that exists."""
    for rule in service.rules:
        if _home(service, rule) is None:
            yield Problem(f"rules.{rule.code}", "reference_unknown")


def _wordings(service: Service) -> Iterator[Problem]:
    """Every text is there in Serbian and English."""
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
    for path, wording in named:
        if wording is not None and not (wording.sr.strip() and wording.en.strip()):
            yield Problem(path, "wording_missing")


def _expressions(service: Service) -> Iterator[Problem]:
    """Every expression compiles, names what exists, and gives its type over an empty and over a filled form."""
    scopes = (forms.scope_of(service, {}, _SAMPLE_DAY), forms.scope_of(service, _sample(service), _SAMPLE_DAY))
    known = {section.code: {field.code for field in section.fields} for section in service.sections}
    for path, source, kind, section in _sources(service):
        try:
            expression = compiled(source)
        except Invalid as error:
            yield Problem(path, error.code)
            continue
        own = {field.code for field in section.fields} if section else set()
        if not all(_exists(place, known, own) for place in expression.references()):
            yield Problem(path, "reference_unknown")
            continue
        for scope in scopes:
            scope.look_at(_first_row(scope, section))
            if problem := _result(expression, scope, kind):
                yield Problem(path, problem)
                break


def _sources(service: Service) -> Iterator[_Source]:
    """Each expression with its place, the type it must give, and the section whose row it may look at."""
    for section in service.sections:
        yield f"{section.code}.visible", section.visible, "yes_no", None
        for field in section.fields:
            yield from _field_sources(section, field)
    for rule in service.rules:
        yield f"rules.{rule.code}.broken", rule.broken, "yes_no", _home(service, rule)
    for proof in service.proofs:
        yield f"proofs.{proof.code}.required", proof.required, "yes_no", None
    for fee in service.fees:
        yield f"fees.{fee.code}.applies", fee.applies, "yes_no", None
        yield f"fees.{fee.code}.quantity", fee.quantity, "number", None
    for exemption in service.exemptions:
        yield f"exemptions.{exemption.code}.applies", exemption.applies, "yes_no", None


def _field_sources(section: Section, field: Field) -> Iterator[_Source]:
    """The expressions of one field."""
    path = f"{section.code}.{field.code}"
    yield f"{path}.visible", field.visible, "yes_no", section
    yield f"{path}.required", field.required, "yes_no", section
    if field.computed:
        yield f"{path}.computed", field.computed, _computed_kind(field), section


def _home(service: Service, rule: Rule) -> Section | None:
    """The section that holds the field of a rule; ``None`` when there is no such field."""
    code, _, field_code = rule.field.partition(".")
    for section in service.sections:
        if section.code == code and any(field.code == field_code for field in section.fields):
            return section
    return None


def _computed_kind(field: Field) -> _Kind:
    """The type that a computed field's expression must give."""
    if field.type in {"integer", "decimal", "money"}:
        return "number"
    return "yes_no" if field.type == "yes_no" else "text"


def _exists(place: tuple[str, str], known: dict[str, set[str]], own: set[str]) -> bool:
    """Whether a named section and field are there."""
    section, field = place
    if not section:
        return field in own
    return section in known and (not field or field in known[section])


def _result(expression: Expression, scope: Scope, kind: _Kind) -> str:
    """What is wrong with an expression's result over a sample; empty when nothing is."""
    try:
        result = expression.evaluate(scope)
    except Invalid as error:
        return error.code
    right = isinstance(result, _RESULTS[kind]) and (kind == "yes_no") == isinstance(result, bool)
    return "" if right else "result_type"


def _first_row(scope: Scope, section: Section | None) -> dict[str, object]:
    """A row of a section in a sample scope; empty where an expression has none to look at."""
    if section is None:
        return {}
    held = scope.form[section.code]
    if section.repeat_max <= 1:
        return dict(held)
    return dict(held[0]) if held else dict(forms.typed_row(section, 0, {}))


def _sample(service: Service) -> FormValues:
    """Values that fill every field of every section, two rows where it repeats."""
    sample: FormValues = {}
    for section in service.sections:
        for row in range(min(2, section.repeat_max)):
            for field in section.fields:
                text = field.choices[0].code if field.choices else _SAMPLES.get(field.type, "Узорић")
                sample[forms.key_of(section, row, field.code)] = text
    return sample
