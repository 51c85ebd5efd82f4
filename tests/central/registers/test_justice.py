from clerk_app.central.registers import justice
from tests.central.registers.conftest import Ask


def test_court_records_say_yes_or_no_of_the_living(ask: Ask) -> None:
    reply = justice.court(ask("1403988985008"))
    assert reply is not None
    assert set(reply.fields) == {"capacity", "proceedings"}
    assert set(reply.fields.values()) <= {"yes", "no"}
    assert justice.court(ask("0101990900009")) is None
