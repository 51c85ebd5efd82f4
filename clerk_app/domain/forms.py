"""A form being filled: which fields are seen, what is computed, what is missing or wrong; it warns and never blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from clerk_app.domain import scripts, values
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Field, Section, Service, Wording
from clerk_app.domain.expressions import LONGEST_TEXT, Scope, compiled
from clerk_app.domain.findings import Finding
from clerk_app.domain.lookups import NO_LABELS, Labels

_NOT_KNOWN = Wording(sr="")  # no list here says anything of it


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldState:
    """One visible field: its key in the form's values, the kept value with its label in a list, what stands at it."""

    key: str
    field: Field
    value: str
    required: bool
    computed: bool
    findings: tuple[Finding, ...]
    label: Wording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """One visible section with its rows of visible fields; a section that does not repeat has one row."""

    section: Section
    rows: tuple[tuple[FieldState, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """A form as it stands: ``values`` holds what is visible and filled, as it goes into the request."""

    sections: tuple[SectionState, ...]
    values: FormValues
    findings: tuple[Finding, ...]


def key_of(section: Section, row: int, field: str) -> str:
    """The key of a field's value: ``section.field``, or ``section[row].field`` in a repeated section."""
    place = f"{section.code}[{row}]" if section.repeat_max > 1 else section.code
    return f"{place}.{field}"


def field_code(key: str) -> str:
    """``section.field`` of a value's key, whichever row it is of."""
    place, _, field = key.rpartition(".")
    return f"{place.partition('[')[0]}.{field}"


def rows_of(section: Section, given: FormValues) -> int:
    """How many rows of a section are filled: up to the highest that any value names, within its bounds."""
    if section.repeat_max <= 1:
        return 1
    filled = {key[: key.find("]") + 1] for key in given}
    highest = max((row + 1 for row in range(section.repeat_max) if f"{section.code}[{row}]" in filled), default=0)
    return max(highest, section.repeat_min)


def scope_of(
    service: Service, given: FormValues, today: str, *, only: frozenset[tuple[str, str]] | None = None
) -> Scope:
    """What expressions see of these values (kept or typed), before anything is hidden or computed.

    ``only`` names the sections and fields that will be asked for, where that is known (all of a section: ``""``):
    reading all of a form takes its time.
    """
    form: dict[str, Any] = {}
    for section in service.sections:
        fields = section.fields
        if only is not None and (section.code, "") not in only:
            fields = tuple(field for field in fields if (section.code, field.code) in only)
            if not fields:
                continue
        rows = [_typed(section, fields, row, given) for row in range(rows_of(section, given))]
        form[section.code] = rows if section.repeat_max > 1 else rows[0]
    return Scope(form, today)


def looked_up(service: Service, given: FormValues) -> frozenset[tuple[str, str]]:
    """List and value of every filled lookup field, for whoever knows the lists."""
    return frozenset(
        (field.list, value)
        for section in service.sections
        for row in range(rows_of(section, given))
        for field in section.fields
        if field.type == "lookup"
        and (value := values.kept(field.type, given.get(key_of(section, row, field.code), "")))
    )


def fill(service: Service, given: FormValues, today: str, labels: Labels = NO_LABELS) -> FormState:
    """Work out the whole form from what was typed; ``today`` is ISO, ``labels`` what lists say of codes.

    Sections and fields are taken in the order of the definition: a hidden one counts as empty for all that come after
    it, a computed one has its value for all that come after it. Raises nothing, whatever was typed.
    """
    filling = _Filling(service, given, today, labels)
    sections = [state for section in service.sections if (state := filling.section(section))]
    states = [state for section in sections for row in section.rows for state in row]
    found = [finding for state in states for finding in state.findings]
    return FormState(
        sections=tuple(sections),
        values={state.key: state.value for state in states if state.value},
        findings=(*found, *filling.broken_rules(service, sections)),
    )


def rule_message(service: Service, finding: Finding) -> Wording | None:
    """The definition's own words for a broken rule; ``None`` for every other finding."""
    code = finding.params.get("rule", "") if finding.code == "rule_broken" else ""
    return next((rule.message for rule in service.rules if rule.code == code), None)


def typed_row(section: Section, row: int, given: FormValues) -> dict[str, Any]:
    """One row of a section as expressions see it."""
    return _typed(section, section.fields, row, given)


def _typed(section: Section, fields: Iterable[Field], row: int, given: FormValues) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for field in fields:
        text = given.get(key_of(section, row, field.code), "")
        typed[field.code] = _seen(field, text)
    return typed


def _seen(field: Field, text: str) -> object:
    """A value as expressions see it: by its type, a text without its tail where it is very long."""
    seen = values.typed(field.type, values.kept(field.type, text))
    return seen[:LONGEST_TEXT] if isinstance(seen, str) else seen


class _Filling:
    """One pass over a form: the scope changes as fields are hidden and computed."""

    def __init__(self, service: Service, given: FormValues, today: str, labels: Labels) -> None:
        self._given = given
        self._labels = labels
        self._today = today
        self._scope = scope_of(service, given, today)

    def section(self, section: Section) -> SectionState | None:
        """One section's state; ``None`` when it is hidden."""
        self._scope.look_at({})
        if not compiled(section.visible).as_bool(self._scope, otherwise=True):
            self._scope.put(section.code, [] if section.repeat_max > 1 else typed_row(section, 0, {}))
            return None
        rows = []
        for row in range(rows_of(section, self._given)):
            self._scope.look_at(self._row(section, row))
            states = [self._field(section, row, field) for field in section.fields]
            rows.append(tuple(state for state in states if state))
        return SectionState(section=section, rows=tuple(rows))

    def broken_rules(self, service: Service, sections: list[SectionState]) -> list[Finding]:
        """Rules that the values break, at the field they name; in a repeated section a rule is asked of each row."""
        found: list[Finding] = []
        seen = {state.section.code: state for state in sections}
        for rule in service.rules:
            code, _, field = rule.field.partition(".")
            state = seen.get(code)
            for row in range(len(state.rows) if state else 0):
                section = seen[code].section
                self._scope.look_at(self._row(section, row))
                if compiled(rule.broken).as_bool(self._scope, otherwise=False):
                    found.append(Finding("rule_broken", key_of(section, row, field), {"rule": rule.code}))
        return found

    def _field(self, section: Section, row: int, field: Field) -> FieldState | None:
        """One field's state; ``None`` when it is hidden."""
        if not compiled(field.visible).as_bool(self._scope, otherwise=True):
            self._change(section, row, field, "")
            return None
        key = key_of(section, row, field.code)
        text = self._given.get(key, "")
        if field.computed:
            text = self._computed(field)
            self._change(section, row, field, text)
        value = values.kept(field.type, text)
        required = compiled(field.required).as_bool(self._scope, otherwise=False)
        findings = [Finding("hidden_characters", key)] if scripts.has_hidden(text) else []
        if value:
            findings += values.findings_of(field, key, value, self._today)
            if self._labels.get((field.list, value), _NOT_KNOWN) is None:
                findings.append(Finding("not_in_list", key))
        elif required and not field.computed:
            findings.append(Finding("required_missing", key))
        return FieldState(
            key=key,
            field=field,
            value=value,
            required=required,
            computed=bool(field.computed),
            findings=tuple(findings),
            label=self._labels.get((field.list, value)),
        )

    def _row(self, section: Section, row: int) -> dict[str, Any]:
        """The row of a section in the scope."""
        held = self._scope.form[section.code]
        found: dict[str, Any] = held[row] if section.repeat_max > 1 else held
        return found

    def _change(self, section: Section, row: int, field: Field, text: str) -> None:
        """Give a field another value in the scope, if it has not that already."""
        held = self._row(section, row)
        typed = _seen(field, text)
        if held[field.code] != typed:
            held[field.code] = typed
            self._scope.put(section.code, self._scope.form[section.code])
            self._scope.look_at(held)

    def _computed(self, field: Field) -> str:
        """A computed value as it would have been typed."""
        expression = compiled(field.computed)
        if field.type == "integer":
            return str(round(expression.as_number(self._scope)))
        if field.type in {"decimal", "money"}:
            return f"{expression.as_number(self._scope):.2f}".replace(".", ",")
        if field.type == "yes_no":
            return "yes" if expression.as_bool(self._scope, otherwise=False) else "no"
        return expression.as_text(self._scope)
