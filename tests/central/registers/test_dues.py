from sqlalchemy import Connection

from clerk_app.central.registers import dues
from clerk_app.domain import money
from tests.central.registers.conftest import TODAY, Ask, first

JELENA = "1403988985008"


def test_income_is_told_year_by_year(ask: Ask) -> None:
    reply = dues.taxes(ask(JELENA))
    assert reply is not None
    assert [reply.fields[f"income[{row}].year"] for row in range(3)] == ["2025", "2024", "2023"]
    assert money.parse(reply.fields["income[0].amount"])


def test_a_debt_has_its_amount_and_no_debt_has_none(ask: Ask, peopled: Connection) -> None:
    numbers = peopled.exec_driver_sql("SELECT id_number FROM citizen LIMIT 60").scalars()
    told = [reply.fields for number in numbers if (reply := dues.local_revenue(ask(number))) is not None]
    assert {row["debt"] for row in told} == {"yes", "no"}
    assert all(("amount" in row) == (row["debt"] == "yes") for row in told)
    assert {row["settled_on"] for row in told} == {TODAY.isoformat()}


def test_companies_are_known_by_their_tax_number(ask: Ask, peopled: Connection) -> None:
    pib = first(peopled, "SELECT pib FROM company LIMIT 1")
    assert dues.taxes(ask(pib, "pib")) is not None
    assert dues.taxes(ask("100000001", "pib")) is None
    assert dues.local_revenue(ask("0101990900009")) is None
