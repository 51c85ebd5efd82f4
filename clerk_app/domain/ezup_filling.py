"""Filling the form from a record: what the catalogue maps, as it stands and as it would be; nothing fills itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clerk_app.domain import values
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Field, Proof, Section, Service
from clerk_app.domain.ezup_bodies import RecordFields
from clerk_app.domain.forms import key_of

_PLAIN = frozenset({"choice", "lookup"})
"""A register does not know the codes of our lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One field of the form that a record knows: ``old`` is what stands there, ``new`` what the register says."""

    key: str
    field: Field
    section: Section
    old: str
    new: str


def proposals(
    proof: Proof, service: Service, form: FormValues, payload: RecordFields, row: int = -1
) -> tuple[Proposal, ...]:
    """What the record would change; ``row`` is where the search key stands in a section that repeats."""
    found: list[Proposal] = []
    for target, source in proof.fills.items():
        placed = _placed(service, target)
        if placed is None:
            continue
        section, field = placed
        if field.type in _PLAIN or field.computed:
            continue
        for place, told in _told(source, payload, row):
            key = key_of(section, max(place, 0), field.code)
            new = values.kept(field.type, told)
            readable = not values.findings_of(replace(field, minimum="", maximum=""), key, new, "") if new else False
            if readable and new != form.get(key, ""):
                found.append(Proposal(key=key, field=field, section=section, old=form.get(key, ""), new=new))
    return tuple(found)


def _placed(service: Service, target: str) -> tuple[Section, Field] | None:
    section_code, _, field_code = target.partition(".")
    for section in service.sections:
        if section.code == section_code:
            field = next((one for one in section.fields if one.code == field_code), None)
            return (section, field) if field is not None else None
    return None


def _told(source: str, payload: RecordFields, row: int) -> list[tuple[int, str]]:
    """Row of the form and value: of a group row by row, else where the search key stands."""
    group, _, name = source.rpartition(".")
    if not group:
        return [(row, payload[source])] if payload.get(source) else []
    found, place = [], 0
    while any(key.startswith(f"{group}[{place}].") for key in payload):
        told = payload.get(f"{group}[{place}].{name}", "")
        if told:
            found.append((place, told))
        place += 1
    return found
