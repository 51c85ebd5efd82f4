from sqlalchemy import Connection

from clerk_app.central.registers import holdings
from tests.central.registers.conftest import Ask, first


def test_land_is_told_parcel_by_parcel_with_the_holders_own_share(ask: Ask, peopled: Connection) -> None:
    sql = "SELECT number FROM parcel_holder WHERE kind = 'citizen' GROUP BY number HAVING count(*) > 1 LIMIT 1"
    reply = holdings.land(ask(first(peopled, sql)))
    assert reply is not None
    assert reply.fields["parcel[1].number"]
    assert reply.fields["parcel[0].share"].startswith("1/")
    cadastral, number = reply.fields["parcel[0].cadastral"], reply.fields["parcel[0].number"]
    same = holdings.land(ask(f"{cadastral}/{number}", "parcel"))
    assert same is not None
    assert same.fields["parcel[0].area"] == reply.fields["parcel[0].area"]
    assert holdings.land(ask("0101990900009")) is None
    assert holdings.land(ask("Нигде/1", "parcel")) is None


def test_a_business_is_found_by_either_number(ask: Ask, peopled: Connection) -> None:
    registered = first(peopled, "SELECT company_number FROM company LIMIT 1")
    reply = holdings.business(ask(registered, "mb"))
    assert reply is not None
    assert reply.identity == registered
    by_tax = holdings.business(ask(reply.fields["pib"], "pib"))
    assert by_tax is not None
    assert (by_tax.identity, by_tax.fields) == (reply.fields["pib"], reply.fields)
    assert holdings.business(ask("99999999", "mb")) is None
