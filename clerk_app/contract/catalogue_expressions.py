"""Whether the expressions of a definition compile, name what exists, and give what they should."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from clerk_app.contract.catalogue_contradictions import never_compared
from clerk_app.contract.catalogue_problem import Problem
from clerk_app.contract.catalogue_reads import reads_of
from clerk_app.domain import forms
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Field, Rule, Section, Service
from clerk_app.domain.errors import Invalid
from clerk_app.domain.expressions import Expression, Scope, compiled

_SAMPLES = {
    "integer": "3", "decimal": "12,50", "money": "1330,00", "date": "2020-02-29", "yes_no": "yes",
    "jmbg": "0101990990000", "pib": "101134702", "company_number": "20084693", "phone": "+381601234567",
    "email": "a@primer.rs", "account": "840000074222184357",
}  # fmt: skip
_SAMPLE_DAY = "2026-06-15"
_Kind = Literal["yes_no", "number", "text"]
_Source = tuple[str, str, _Kind, Section | None]
_RESULTS: dict[_Kind, tuple[type, ...]] = {"yes_no": (bool,), "number": (int, float), "text": (str,)}


def expressions(service: Service) -> Iterator[Problem]:
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
        named = (*expression.references(), *((read.section, read.field) for read in reads_of(source)))
        if not all(_exists(place, known, own) for place in named):
            yield Problem(path, "reference_unknown")
            continue
        yield from never_compared(service, path, source, section)
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
        yield f"rules.{rule.code}.broken", rule.broken, "yes_no", home(service, rule)
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


def home(service: Service, rule: Rule) -> Section | None:
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
        return not field or field in own
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
