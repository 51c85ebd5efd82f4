"""Parts of a definition that speak against each other, or that could never have an effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from clerk_app.contract.catalogue_problem import Problem
from clerk_app.contract.catalogue_reads import compared_with, reads_of
from clerk_app.domain import values
from clerk_app.domain.catalogue import Field, Section, Service


def contradictions(service: Service) -> Iterator[Problem]:
    """Each at its place, in the order of the definition."""
    if service.deadline.kind in {"at_once", "booked"} and service.deadline.days:
        yield Problem("deadline", "deadline_contradicts")
    if not service.sections:
        yield Problem("sections", "section_empty")
    for section in service.sections:
        if not section.fields:
            yield Problem(section.code, "section_empty")
        yield from chain.from_iterable(_field(section, field) for field in section.fields)
    yield from _fees(service)
    yield from _ways(service)


def never_compared(service: Service, path: str, source: str, own: Section | None) -> Iterator[Problem]:
    """A choice that is compared with a value that it never has."""
    known = {section.code: section for section in service.sections}
    for read in reads_of(source):
        section = known.get(read.section) if read.section else own
        field = next((each for each in section.fields if each.code == read.field), None) if section else None
        if field is not None and field.type == "choice":
            codes = {"", *(choice.code for choice in field.choices)}
            if not codes.issuperset(compared_with(read)):
                yield Problem(path, "choice_never")


def _field(section: Section, field: Field) -> Iterator[Problem]:
    """Bounds that leave nothing between them, and what is asked where nothing is ever shown."""
    path = f"{section.code}.{field.code}"
    if _order(field, field.minimum) > _order(field, field.maximum):
        yield Problem(path, "bounds_contradict")
    asked = field.required != "false"
    if asked and "false" in {field.visible, section.visible}:
        yield Problem(path, "never_visible")
    if asked and field.computed:
        yield Problem(path, "required_computed")


def _order(field: Field, bound: str) -> float:
    """A bound as a number that only orders it; where there is none, or today's date, nothing is out of order."""
    if field.type == "date":
        return date.fromisoformat(bound).toordinal() if values.read_date(bound) == bound and bound else float("nan")
    return float(bound.replace(",", ".")) if bound and values.read_decimal(bound) == bound else float("nan")


def _fees(service: Service) -> Iterator[Problem]:
    """One fee has one level in all its versions, and an exemption takes away a fee that there is."""
    levels: dict[str, str] = {}
    for fee in service.fees:
        if levels.setdefault(fee.code, fee.level) != fee.level:
            yield Problem(f"fees.{fee.code}", "fee_level")
    for exemption in service.exemptions:
        if not set(exemption.covers) & set(levels.values()):
            yield Problem(f"exemptions.{exemption.code}", "exemption_covers_nothing")


def _ways(service: Service) -> Iterator[Problem]:
    """There is a way to deliver and somebody who may apply, and each is named once."""
    for path, named in (("delivery", service.delivery), ("applicants", service.applicants)):
        if not named:
            yield Problem(path, "list_empty")
        if len(set(named)) < len(named):
            yield Problem(path, "code_twice")
    if service.ended and values.read_date(service.ended) != service.ended:
        yield Problem("ended", "ended_wrong")
