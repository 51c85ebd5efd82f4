from dataclasses import replace

import pytest
from sqlalchemy import Connection

from clerk_app.central.population.lookups import Population
from clerk_app.central.population.values import Citizen, Company, Parcel
from clerk_app.central.registers.reply import LONGEST_VALUE, MOST_VALUES, NO, YES, Reply, filled, readable, yes_no
from clerk_app.central.registers.table import REGISTERS
from tests.central.registers.conftest import Ask, first
from tests.support.ezup_world import rules

JELENA, STOJAN = "1403988985008", "1708961990005"


def test_only_what_is_known_is_told_and_never_who_it_is_about_in_a_log() -> None:
    assert (yes_no(3), yes_no("")) == (YES, NO)
    assert filled(name="Јелена", notes="") == {"name": "Јелена"}
    assert JELENA not in repr(Reply(JELENA, {"jmbg": JELENA}))


def test_every_record_of_the_program_has_a_register_whose_fields_are_named(ask: Ask) -> None:
    known = {one.code: {field.code for field in one.fields} for one in rules().datasets}
    assert set(REGISTERS) == set(known)
    for code, register in REGISTERS.items():
        reply = register(ask(JELENA))
        told = {key.partition("[")[0] + key.partition("]")[2] for key in reply.fields} if reply is not None else set()
        assert told <= known[code], code


def test_of_a_reply_only_what_its_record_names_is_told() -> None:
    land = rules().dataset("rgz")
    assert land is not None
    reply = Reply("1", {"parcel[0].number": "101/2", "parcel[0].owner_income": "1", "novo": "x"})
    assert readable(reply, land) == {"parcel[0].number": "101/2"}
    assert readable(Reply("1", {}), land) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"shema": "2"},
        {"parcel[0].number": 5},
        {"parcel[0].number": "1" * (LONGEST_VALUE + 1)},
        {f"parcel[{row}].number": "1" for row in range(MOST_VALUES + 1)},
    ],
)
def test_a_reply_of_another_shape_is_no_answer(fields: dict[str, str]) -> None:
    land = rules().dataset("rgz")
    assert land is not None
    with pytest.raises(ValueError, match="rgz"):
        readable(Reply("1", fields), land)


class Mixed(Population):
    """Registers that find somebody else, or something else, than they were asked for."""

    def __init__(self, connection: Connection) -> None:
        super().__init__("primerovo")
        self._firm = first(connection, "SELECT pib FROM company ORDER BY pib LIMIT 1")
        holder = "SELECT number FROM parcel_holder WHERE kind = 'citizen' ORDER BY number LIMIT 1"
        self._holder = first(connection, holder)

    def citizen(self, connection: Connection, number: str) -> Citizen | None:
        return super().citizen(connection, STOJAN)

    def company(self, connection: Connection, number: str) -> Company | None:
        return super().company(connection, self._firm)

    def parcels_of(self, connection: Connection, number: str) -> tuple[Parcel, ...]:
        return super().parcels_of(connection, self._holder)


@pytest.mark.parametrize("code", sorted(REGISTERS))
def test_a_register_answers_with_the_number_of_whom_it_found(ask: Ask, peopled: Connection, code: str) -> None:
    for kind, key in (("jmbg", JELENA), ("pib", "100000001"), ("mb", "10000001")):
        known = rules().dataset(code)
        if known is None or kind not in known.keys:
            continue
        reply = REGISTERS[code](replace(ask(key, kind), population=Mixed(peopled)))
        assert reply is None or reply.identity != key
        assert reply is not None or code in {"mku", "mkv", "vozilo"}, "of those it may have nothing"
