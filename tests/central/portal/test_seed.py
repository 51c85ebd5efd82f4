"""The seeded portal: its accounts, its policy and a handful of filings, the same however often it is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from clerk_app.central.clock import HOUR
from clerk_app.central.portal.accounts import Citizen
from clerk_app.central.portal.seed import seed_filings, seed_portal
from clerk_app.central.portal.tables import PORTAL_ACCOUNT, PORTAL_POLICY, PORTAL_SERVICE
from clerk_app.domain.errors import Invalid
from clerk_app.domain.people import Person
from tests.central.conftest import RESOURCES, Running

FOLDER = RESOURCES / "seed" / "primerovo"


def test_a_handful_is_filed_once_in_every_state(centre: Running) -> None:
    parts = centre.central.parts
    numbers = seed_filings(parts.portal, FOLDER)
    assert seed_filings(parts.portal, FOLDER) == numbers
    people = ("jasna.primeric", "vuk.ogledic", "nada.uzoric", "vuk.ogledic")
    seen = [parts.portal.filing(Citizen(who, Person()), number) for who, number in zip(people, numbers, strict=True)]
    assert [one.payment for one in seen] == ["issued", "paid", "paid", "pending"]
    assert [bool(one.findings) for one in seen] == [True, False, True, False]
    assert seen[3].service == "parking-permit"


def test_what_is_there_already_stays(centre: Running) -> None:
    parts = centre.central.parts
    with parts.database.write() as connection:
        seed_portal(connection, "primerovo", FOLDER)
        assert len(connection.execute(select(PORTAL_ACCOUNT)).all()) == 3
        assert connection.execute(select(PORTAL_POLICY)).one().pay_within == 72 * HOUR
        assert [row.service for row in connection.execute(select(PORTAL_SERVICE))] == ["parking-permit"]


def test_a_seed_without_a_portal_has_none_and_a_broken_one_is_said(centre: Running, tmp_path: Path) -> None:
    with centre.central.parts.database.write() as connection:
        seed_portal(connection, "elsewhere", tmp_path)
        shutil.copy(FOLDER / "portal.toml", tmp_path)
        (tmp_path / "portal.toml").write_text("policy = 5\n")
        with pytest.raises(Invalid, match="seed_malformed"):
            seed_portal(connection, "elsewhere", tmp_path)
