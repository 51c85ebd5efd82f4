"""A centre with cases in every state, come about as real ones do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from clerk_app.central.cases.plan import CasesSeed
from clerk_app.central.cases.seeding import seed_cases
from clerk_app.central.clock import DAY, local, moment
from clerk_app.central.database import Database
from clerk_app.central.portal.tables import PORTAL_FILING
from clerk_app.central.requests import any_received
from clerk_app.central.schema import ALARM, DESK, ENTRY, ENTRY_BODY, FEED, NUMBER_LEASE, NUMBER_LEDGER, REQUEST
from clerk_app.central.schema import STATUS_STEP as STEP
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.domain.cases import STATES
from clerk_app.domain.errors import Invalid
from tests.central.cases.conftest import FOLDER, NOW
from tests.central.conftest import RESOURCES


def test_cases_are_in_every_state_and_nothing_about_them_is_special(database: Database, plan_seed: CasesSeed) -> None:
    assert seed_cases(database, "primerovo", FOLDER, NOW) == plan_seed.count
    with database.read() as connection:
        states = Counter(connection.execute(select(REQUEST.c.state)).scalars())
        assert set(states) == set(STATES)
        kinds = connection.execute(select(ENTRY.c.kind, ENTRY.c.outcome, ENTRY.c.arrived)).all()
        assert {row.outcome for row in kinds} == {"accepted"}
        assert [row.kind for row in kinds].count("request.received") == plan_seed.count
        assert all(NOW - (plan_seed.days + 2) * DAY <= row.arrived < NOW for row in kinds)
        assert len(connection.execute(select(ENTRY_BODY)).all()) == len(kinds)
        assert connection.execute(select(ALARM)).all() == []
        news = Counter(connection.execute(select(FEED.c.kind)).scalars())
        steps = connection.execute(select(func.count()).select_from(STEP)).scalar_one()
        numbered = plan_seed.count - states["primljen"]
        assert news == {"registered": numbered, "status": steps}
        serials = connection.execute(select(NUMBER_LEDGER).order_by(NUMBER_LEDGER.c.serial)).all()
        assert [row.serial for row in serials] == list(range(1, numbered + 1))
        assert [row.at for row in serials] == sorted(row.at for row in serials)
        desk = connection.execute(select(DESK)).one()
        assert (desk.chain_ok_to, desk.chain_broken, desk.fenced) == (len(kinds), False, NOW)
        assert connection.execute(select(NUMBER_LEASE.c.until)).scalar_one() == 0
    assert seed_cases(database, "primerovo", FOLDER, NOW + DAY) == 0
    with database.read() as connection:
        assert any_received(connection, "primerovo")
        assert not any_received(connection, "drugo")
        assert len(connection.execute(select(DESK)).all()) == 1


def test_cases_before_new_year_have_numbers_of_that_year(database: Database) -> None:
    seed_cases(database, "primerovo", FOLDER, moment("2027-01-20T08:00"))
    with database.read() as connection:
        given = connection.execute(select(NUMBER_LEDGER)).all()
    assert {row.year for row in given} == {2026, 2027}
    assert all(local(row.at).year == row.year for row in given)
    assert min(row.serial for row in given if row.year == 2027) == 1


def test_a_centre_is_started_with_them_when_asked(settings: CentralSettings) -> None:
    asked = replace(settings, seed=FOLDER, services=RESOURCES / "catalogue", seed_cases=True, now=lambda: NOW)
    parts = open_parts(asked)
    with parts.database.read() as connection:
        assert any_received(connection, "primerovo")
        filed = connection.execute(select(PORTAL_FILING)).all()
    assert len(filed) == 4
    assert parts.enrolment.make_code("usluzni-centar", "1")
    parts.database.close()


def test_a_plan_of_unknown_clerks_is_refused(database: Database, tmp_path) -> None:
    for name in ("cases", "clerks"):
        (tmp_path / f"{name}.toml").write_bytes((FOLDER / f"{name}.toml").read_bytes())
    plan = tmp_path / "cases.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("jprobic", "nikic"), encoding="utf-8")
    with pytest.raises(Invalid, match="seed_malformed"):
        seed_cases(database, "primerovo", tmp_path, NOW)
