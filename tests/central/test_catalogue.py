"""What the centre notes on a request that it receives."""

from __future__ import annotations

from clerk_app.central.catalogue import Catalogue, examine
from clerk_app.contract import catalogue
from clerk_app.domain import fees
from clerk_app.domain.bodies import FeeCharged
from tests.central.conftest import RESOURCES, Running
from tests.support.lone_desk import SERVICE, received

SERVICE_FILE = RESOURCES / "catalogue" / f"{SERVICE}.toml"


def codes(**changed: object) -> list[str]:
    service = catalogue.load(SERVICE_FILE.read_bytes())
    right = fees.charge(service, {}, day="2026-09-21").fee
    body = received("A1", 7, **{"fee": right, **changed})
    return [finding.code for finding in examine(body, "A1", service, service.version)]


def test_a_right_request_has_no_findings() -> None:
    assert codes() == []


def test_each_defect_has_its_code() -> None:
    assert codes(fee=FeeCharged(total=1)) == ["fee_differs"]
    assert codes(number="A2-000007-X") == ["provisional_number_wrong"]
    assert codes(fee=FeeCharged(exemption="nema")) == ["exemption_unknown", "fee_differs"]
    assert examine(received("A1", 7), "A1", None, 0)[0].code == "service_unknown"
    service = catalogue.load(SERVICE_FILE.read_bytes())
    assert "service_outdated" in [one.code for one in examine(received("A1", 7), "A1", service, service.version + 1)]


def test_services_are_found_by_id_and_version(shared: Running) -> None:
    services = Catalogue("primerovo")
    with shared.central.parts.database.read() as connection:
        newest = services.newest(connection, 0)
        assert newest[SERVICE] == 1
        first = services.service(connection, SERVICE, 1)
        assert first is services.service(connection, SERVICE, 1)
        assert services.service(connection, SERVICE, 99) is None
    assert first == catalogue.load(SERVICE_FILE.read_bytes())
