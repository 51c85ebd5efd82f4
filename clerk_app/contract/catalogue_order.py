"""The order of a form: it is filled from top to bottom, once, so nothing may wait for what comes after it or itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from clerk_app.contract.catalogue_problem import Problem
from clerk_app.contract.catalogue_reads import reads_of
from clerk_app.domain.catalogue import Field, Section, Service

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Node:
    """One field: where it stands, what its value waits for, and whether it is worked out at all."""

    at: int
    worked: bool
    computed: bool
    waits: frozenset[Place] = field(default_factory=frozenset)
    other_rows: frozenset[Place] = field(default_factory=frozenset)


def order(service: Service) -> Iterator[Problem]:
    """Values and conditions that read themselves through any chain, or what is worked out after them."""
    nodes = _nodes(service)
    for place, node in nodes.items():
        code = _problem(place, node, nodes)
        if code:
            yield Problem(".".join(place), code)


def _problem(place: Place, node: _Node, nodes: Mapping[Place, _Node]) -> str:
    """What is wrong with the order at one field; empty when nothing is."""
    if any(place in _reached(read, nodes) for read in node.waits):
        return "computed_cycle" if node.computed else "visibility_cycle"
    late = (read for read in node.waits if nodes[read].worked)
    if any(nodes[read].at >= node.at or read in node.other_rows for read in late):
        return "reads_later"
    return ""


def _reached(start: Place, nodes: Mapping[Place, _Node]) -> set[Place]:
    """Everything that the value of a field waits for, and the field itself."""
    reached, ahead = {start}, [start]
    while ahead:
        for read in nodes[ahead.pop()].waits - reached:
            reached.add(read)
            ahead.append(read)
    return reached


def _nodes(service: Service) -> dict[Place, _Node]:
    known = {section.code: section for section in service.sections}
    nodes: dict[Place, _Node] = {}
    for section in service.sections:
        for each in section.fields:
            sources = (section.visible, each.visible, each.computed)
            waits = frozenset(place for source in sources for place in _places(source, section, known))
            nodes[section.code, each.code] = _Node(
                at=len(nodes),
                worked=_is_worked(section, each),
                computed=bool(each.computed),
                waits=waits,
                other_rows=_other_rows(each, section) & waits,
            )
    return nodes


def _is_worked(section: Section, each: Field) -> bool:
    """Whether the value may be another than what was typed."""
    return bool(each.computed) or each.visible != "true" or section.visible != "true"


def _places(source: str, own: Section, known: Mapping[str, Section]) -> Iterator[Place]:
    """The fields that an expression reads; one that is not there is told elsewhere."""
    for read in reads_of(source):
        section = known.get(read.section) if read.section else own
        if section is None:
            continue
        fields = {each.code for each in section.fields}
        if read.field:
            yield from [(section.code, read.field)] if read.field in fields else []
        elif read.whole:
            yield from ((section.code, code) for code in fields)


def _other_rows(each: Field, own: Section) -> frozenset[Place]:
    """What a field of a repeated section reads of every row, those below it too."""
    if own.repeat_max <= 1:
        return frozenset()
    sources = (each.visible, each.computed)
    reads = (read for source in sources for read in reads_of(source))
    return frozenset((read.section, read.field) for read in reads if read.section == own.code)
