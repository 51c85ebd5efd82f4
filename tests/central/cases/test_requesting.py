"""Requests are of real applicants, for real services, with nothing that the centre would find wrong."""

from __future__ import annotations

import pytest

from clerk_app.central.app import Parts
from clerk_app.central.cases.plan import CasesSeed
from clerk_app.central.cases.requesting import Requesting
from clerk_app.central.catalogue import Catalogue, examine
from clerk_app.central.clock import local
from clerk_app.central.population.draws import Draws
from clerk_app.central.population.lookups import Population
from clerk_app.contract.signin import Grant
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.numbers import provisional
from tests.central.cases.conftest import NOW

GRANT = Grant(
    id="g",
    user="mprimeric",
    name="Милица Примерић",
    role="clerk",
    municipality="primerovo",
    office="usluzni-centar",
    desk="A1",
    starts=NOW,
    ends=NOW,
)


@pytest.fixture
def bodies(parts: Parts, plan_seed: CasesSeed) -> list[RequestReceived]:
    requesting = Requesting(parts, plan_seed, Draws("requests"))
    return [requesting.body(provisional("A1", one), GRANT, incomplete=one > 12) for one in range(1, 19)]


def test_the_centre_finds_nothing_wrong(parts: Parts, bodies: list[RequestReceived]) -> None:
    catalogue = Catalogue("primerovo")
    with parts.database.read() as connection:
        for body in bodies:
            service = catalogue.service(connection, body.service, body.service_version)
            assert examine(body, "A1", service, body.service_version) == []
            assert body.deadline == "" or body.deadline >= local(NOW).date().isoformat()
    assert len({body.service for body in bodies}) > 3


def test_people_and_companies_apply_who_are_registered(parts: Parts, bodies: list[RequestReceived]) -> None:
    population = Population("primerovo")
    with parts.database.read() as connection:
        for body in bodies:
            person = body.representative or body.applicant
            citizen = population.citizen(connection, person.id_number)
            assert citizen is not None
            assert citizen.person("Примерово") == person
            if body.representative:
                company = population.company(connection, body.applicant.id_number)
                assert company is not None
                assert company.representative == person.id_number
    assert {body.applicant.id_kind for body in bodies} == {"jmbg", "company"}


def test_an_incomplete_one_lacks_a_paper(bodies: list[RequestReceived]) -> None:
    assert all(not body.findings for body in bodies[:12])
    assert all({one.code for one in body.findings} == {"proof_missing"} for body in bodies[12:])
