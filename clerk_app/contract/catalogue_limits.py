"""How large a definition may be, and what a form that is filled by it may cost (``domain.expression_cost``)."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_app.contract.catalogue_problem import Problem
from clerk_app.domain.catalogue import Field, Service, Wording
from clerk_app.domain.errors import Invalid
from clerk_app.domain.expression_cost import MOST_ROWS, cost_of

MOST_BYTES = 256 * 1024
MOST_SECTIONS = 40
MOST_FIELDS = 300
MOST_CELLS = 2000
MOST_CHOICES = 400
MOST_RULES = 100
MOST_LISTED = 100
MOST_KEYWORDS = 60
LONGEST_VALUE = 10_000
LONGEST_WORDING = 1000
MOST_FORM_COST = 400_000
"""Units of ``cost_of`` for all expressions of a form that is filled to the brim: about half a second."""
_PER_CELL = 2
_CONSTANT = frozenset({"true", "false"})


def limits(service: Service) -> Iterator[Problem]:
    """Every part that is larger than it may be, and the whole where it costs too much."""
    yield from _counts(service)
    for section in service.sections:
        if len(section.fields) * section.repeat_max > MOST_CELLS:
            yield Problem(section.code, "too_many")
        for field in section.fields:
            path = f"{section.code}.{field.code}"
            if field.max_length > LONGEST_VALUE:
                yield Problem(path, "size_wrong")
            if len(field.choices) > MOST_CHOICES:
                yield Problem(f"{path}.choices", "too_many")
    if sum(len(section.fields) * max(1, section.repeat_max) for section in service.sections) > MOST_CELLS:
        yield Problem("sections", "too_many")
    elif cost_of_form(service) > MOST_FORM_COST:
        yield Problem("sections", "form_costly")


def cost_of_form(service: Service) -> int:
    """What it costs at most to fill the whole form once; an expression that is no expression costs nothing here."""
    rows = {section.code: min(section.repeat_max, MOST_ROWS) for section in service.sections}
    cells = sum(len(section.fields) * rows[section.code] for section in service.sections)
    total = sum(_cost(section.visible, rows) for section in service.sections)
    for section in service.sections:
        total += rows[section.code] * sum(_field_cost(field, rows, cells) for field in section.fields)
    for rule in service.rules:
        total += rows.get(rule.field.partition(".")[0], 1) * _cost(rule.broken, rows)
    once = (
        *(proof.required for proof in service.proofs),
        *(source for fee in service.fees for source in (fee.applies, fee.quantity)),
        *(exemption.applies for exemption in service.exemptions),
    )
    return total + sum(_cost(source, rows) for source in once)


def too_long(wordings: Iterator[tuple[str, Wording | None]]) -> Iterator[Problem]:
    """Texts that no page could show."""
    for path, wording in wordings:
        if wording is not None and max(map(len, (wording.sr, wording.en, wording.hu))) > LONGEST_WORDING:
            yield Problem(path, "wording_long")


def _counts(service: Service) -> Iterator[Problem]:
    counted: dict[str, tuple[int, int]] = {
        "sections": (len(service.sections), MOST_SECTIONS),
        "sections.fields": (sum(len(section.fields) for section in service.sections), MOST_FIELDS),
        "rules": (len(service.rules), MOST_RULES),
        "keywords": (len(service.keywords), MOST_KEYWORDS),
    }
    counted |= {f"proofs.{proof.code}.fills": (len(proof.fills), MOST_LISTED) for proof in service.proofs}
    listed = ("proofs", "fees", "exemptions", "statements")
    counted |= {name: (len(getattr(service, name)), MOST_LISTED) for name in listed}
    yield from (Problem(path, "too_many") for path, (count, most) in counted.items() if count > most)


def _field_cost(field: Field, rows: dict[str, int], cells: int) -> int:
    """One field in one row; one that is computed or hidden may have all cells be read anew."""
    changes = bool(field.computed) or field.visible not in _CONSTANT
    own = sum(_cost(source, rows) for source in (field.visible, field.required, field.computed) if source)
    return own + (_PER_CELL * cells if changes else 0)


def _cost(source: str, rows: dict[str, int]) -> int:
    if source in _CONSTANT:
        return 0
    try:
        return cost_of(source, rows)
    except Invalid:
        return 0
