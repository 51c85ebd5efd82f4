"""The ministry of the interior: residence, documents, vehicles, criminal records."""

from __future__ import annotations

import re
from datetime import date

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.values import Citizen
from clerk_app.central.registers.reply import Question, Reply, filled, yes_no

_MODELS = ("Застава Флорида 1.3", "Модел Караван 1.6", "Узор Електра 40", "Примера Комби 2.0", "Огледало Мини 1.1")
_PLATE = re.compile(r"ПР-(\w{4})-(\w{2})")
_DRIVING_AGE = 18
_OWN_A_CAR = 55  # of a hundred
_CONVICTED = 4


def residence(question: Question) -> Reply | None:
    """``preb``; of the living."""
    one = question.population.citizen(question.connection, question.key)
    if one is None or one.died_on:
        return None
    flat = f"/{one.apartment}" if one.apartment else ""
    fields = filled(
        name=f"{one.given_name} {one.surname}",
        address=f"{one.street} {one.house}{flat}, {one.place}",
        place=one.place,
        since=one.settled_on,
        kind="боравиште" if one.id_kind != "jmbg" else "пребивалиште",
        document=one.document,
        document_until=one.document_expires,
    )
    return Reply(one.id_number, fields)


def documents(question: Question) -> Reply | None:
    """``lk``; by the person's or the document's number."""
    by_document = question.kind == "document"
    look = question.population.by_document if by_document else question.population.citizen
    one = look(question.connection, question.key)
    if one is None or not one.document:
        return None
    valid = not one.died_on and one.document_expires >= question.today.isoformat()
    fields = filled(
        kind="лична карта" if one.document_kind == "id_card" else "путна исправа",
        number=one.document,
        issuer="МУП Р. Србије" if one.document_kind == "id_card" else one.citizenship,
        issued=one.document_issued,
        expires=one.document_expires,
        status="важећа" if valid else "неважећа",
    )
    return Reply(one.document if by_document else one.id_number, fields)


def vehicles(question: Question) -> Reply | None:
    """``vozilo``; a plate belongs to somebody whom it names: ``ПР`` and the tail of their number."""
    by_plate = question.kind == "plate"
    one = None if by_plate else question.population.citizen(question.connection, question.key)
    plate = question.key if by_plate else _plate(one) if one is not None else ""
    owner = _owner(question, plate)
    if owner is None or (one is not None and owner != one):
        return None
    return _vehicle(_plate(owner), owner, question.today, identity=_plate(owner) if by_plate else owner.id_number)


def _plate(one: Citizen) -> str:
    return f"ПР-{one.id_number[-6:-2]}-{one.id_number[-2:]}"


def _owner(question: Question, plate: str) -> Citizen | None:
    """Whose vehicle has this plate: of those whom it names the oldest who has one."""
    named = _PLATE.fullmatch(plate)
    found = question.population.ending(question.connection, "".join(named.groups())) if named else ()
    drive = (one for one in found if _drives(one, question.today))
    return next((one for one in drive if Draws(f"car {one.id_number}").chance(_OWN_A_CAR)), None)


def convictions(question: Question) -> Reply | None:
    """``kazn``."""
    one = question.population.citizen(question.connection, question.key)
    if one is None:
        return None
    convicted = _drives(one, question.today) and Draws(f"kazn {one.id_number}").chance(_CONVICTED)
    return Reply(one.id_number, filled(name=f"{one.given_name} {one.surname}", convicted=yes_no(convicted)))


def _vehicle(plate: str, owner: Citizen, today: date, *, identity: str) -> Reply:
    draws = Draws(f"vozilo {plate}")
    fields = filled(
        plate=plate,
        model=draws.pick(_MODELS),
        year=str(today.year - 1 - draws.below(12)),
        seats=str(draws.pick((4, 5, 5, 5, 7))),
        inspected_until=date(today.year + 1, 1 + draws.below(12), 15).isoformat(),
        owner=f"{owner.given_name} {owner.surname}",
    )
    return Reply(identity, fields)


def _drives(one: Citizen, today: date) -> bool:
    return not one.died_on and int(one.birth_date[:4]) + _DRIVING_AGE < today.year
