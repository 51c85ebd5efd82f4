from clerk_app.central.registers.reply import NO, YES, Reply, filled, yes_no
from clerk_app.central.registers.table import REGISTERS
from tests.central.registers.conftest import Ask
from tests.support.ezup_world import rules

JELENA = "1403988985008"


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
