from pathlib import Path

from clerk_app.contract import catalogue
from clerk_app.domain.catalogue import Proof, Service
from clerk_app.domain.ezup_filling import proposals

CATALOGUE = Path(__file__).parents[2] / "resources" / "catalogue"


def service(name: str) -> Service:
    return catalogue.load((CATALOGUE / f"{name}.toml").read_bytes())


def proof(of: Service, code: str) -> Proof:
    return next(one for one in of.proofs if one.code == code)


def test_only_what_is_other_is_proposed_with_what_stands_there() -> None:
    extract = service("birth-extract")
    form = {"person.surname": "Примерић", "person.father": "Замислав"}
    told = {"surname": "Примерић", "father_name": "Замислав Примерић", "birth_date": "1988-03-14", "notes": "брак"}
    found = proposals(proof(extract, "birth_record"), extract, form, told)
    assert [(one.key, one.old, one.new) for one in found] == [
        ("person.birth_date", "", "1988-03-14"),
        ("person.father", "Замислав", "Замислав Примерић"),
    ]


def test_a_child_is_filled_in_its_own_row_and_parcels_in_theirs() -> None:
    kindergarten, tax = service("kindergarten-subsidy"), service("property-tax")
    child = proposals(proof(kindergarten, "births"), kindergarten, {}, {"given_name": "Стојан"}, row=2)
    assert [one.key for one in child] == ["children[2].given_name"]
    parcels = {"parcel[0].number": "101", "parcel[0].area": "410", "parcel[1].number": "102"}
    found = proposals(proof(tax, "ownership"), tax, {}, parcels)
    assert [(one.key, one.new) for one in found] == [
        ("properties[0].parcel", "101"),
        ("properties[1].parcel", "102"),
        ("properties[0].area", "410"),
    ]


def test_a_value_that_the_field_cannot_keep_is_not_proposed() -> None:
    taxi = service("taxi-permit")
    found = proposals(proof(taxi, "vehicle"), taxi, {}, {"year": "давно", "model": "Застава"})
    assert [one.key for one in found] == ["vehicle.model"]
