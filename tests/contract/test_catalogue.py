"""The shipped services are whole and good; a wrong definition is refused with its place and reason."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.contract import catalogue
from clerk_app.domain import fees, forms
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid
from tests.contract.definitions import GOOD

FOLDER = Path(__file__).parents[2] / "resources" / "catalogue"
FILES = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.toml"))}
SERVICES = {name: catalogue.load(raw) for name, raw in FILES.items()}
TODAY = "2026-11-23"


def test_the_six_services_are_there() -> None:
    assert {
        "birth-extract",
        "child-allowance",
        "public-area",
        "property-tax",
        "marriage",
        "local-tax-clearance",
    } <= set(FILES)
    assert all(service.id == name for name, service in SERVICES.items())


@pytest.mark.parametrize("service", SERVICES.values(), ids=lambda service: service.id)
def test_a_service_travels_unchanged(service: Service) -> None:
    raw = catalogue.encode(service)
    assert catalogue.decode(raw) == service
    assert catalogue.encode(catalogue.decode(raw)) == raw
    assert catalogue.item_name(service) == f"service/{service.id}@1"


@pytest.mark.parametrize("service", SERVICES.values(), ids=lambda service: service.id)
def test_an_empty_form_asks_and_never_breaks(service: Service) -> None:
    state = forms.fill(service, {}, TODAY)
    assert "required_missing" in {finding.code for finding in state.findings}


@settings(max_examples=25)
@given(st.data())
def test_any_text_can_stand_in_any_shipped_form(data: st.DataObject) -> None:
    service = data.draw(st.sampled_from(list(SERVICES.values())))
    keys = [forms.key_of(section, 0, field.code) for section in service.sections for field in section.fields]
    values = data.draw(st.dictionaries(st.sampled_from(keys), st.text(max_size=20), max_size=8))
    state = forms.fill(service, values, TODAY)
    fees.charge(service, state.values, day=TODAY)


@pytest.mark.parametrize(
    ("name", "values", "total"),
    [
        ("birth-extract", {"request.kind": "domestic", "request.copies": "3"}, 52000 + 2 * 12000),
        ("birth-extract", {"request.kind": "international", "request.copies": "1"}, 76000),
        ("marriage", {"wedding.place": "hall"}, 150000),
        ("marriage", {"wedding.place": "outside"}, 500000),
        ("local-tax-clearance", {}, 67000),
        ("child-allowance", {}, 0),
        (
            "public-area",
            {"place.zone": "first", "place.area": "10,5", "place.from": "1.12.2026", "place.to": "10.12.2026"},
            32000 + 100000 + 2500 * 105,
        ),
    ],
)
def test_fees_of_the_shipped_services(name: str, values: dict[str, str], total: int) -> None:
    state = forms.fill(SERVICES[name], values, TODAY)
    assert fees.charge(SERVICES[name], state.values, day=TODAY).fee.total == total


def test_the_purpose_of_a_birth_extract_names_the_exemption() -> None:
    service = SERVICES["birth-extract"]
    values = {"request.kind": "domestic", "request.copies": "1", "request.purpose": "school"}
    suggested = fees.suggested_exemption(service, values, TODAY)
    assert suggested is not None
    assert fees.charge(service, values, day=TODAY, exemption=suggested.code).fee.total == 0


def test_the_household_is_summed() -> None:
    values = {
        "members[0].relation": "applicant",
        "members[0].income": "90.000,00",
        "members[1].relation": "child",
        "members[1].claimed": "yes",
    }
    state = forms.fill(SERVICES["child-allowance"], values, TODAY)
    assert state.values["summary.members"] == "2"
    assert state.values["summary.per_member"] == "15000,00"
    assert "rule_broken" not in {finding.code for finding in state.findings}


def test_a_good_definition_loads() -> None:
    assert catalogue.load(GOOD.encode()).id == "small"


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (GOOD.replace('code = "fee"', 'code = "fee"\ncolour = "red"').encode(), "fees[0].colour"),
        (GOOD.replace('type = "integer"', 'type = "colour"').encode(), "$.sections[0].fields[0].type"),
        (GOOD.replace("version = 1", 'version = "1"').encode(), "$.version"),
    ],
)
def test_what_has_no_meaning_is_refused(raw: bytes, where: str) -> None:
    with pytest.raises(Invalid) as refused:
        catalogue.read(raw)
    assert refused.value.params["where"] == where


@pytest.mark.parametrize("raw", [b"", b"a = ", b"\xff\xfe", b"[[]]"])
def test_what_is_no_definition_is_refused(raw: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        catalogue.read(raw)
    assert refused.value.code == "catalogue_malformed"


def test_the_schema_names_every_part() -> None:
    parts = catalogue.schema()["$defs"]
    assert {"Service", "Section", "Field", "Fee", "Exemption", "Proof", "Rule"} <= set(parts)
    msgspec.json.encode(catalogue.schema())
