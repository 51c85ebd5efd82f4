"""Grants follow the catalogue, are revoked for good, and reach the desks as reference data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from clerk_app.central.app import Parts
from clerk_app.central.clock import HOUR
from clerk_app.central.ezup import rules as ezup_rules
from clerk_app.central.ezup.tables import EZUP_MIXUP, EZUP_OUTAGE
from clerk_app.central.publishing import publish
from clerk_app.central.schema import AUDIT, REFERENCE_ITEM
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import catalogue
from clerk_app.contract.catalogue_folder import Loaded
from clerk_app.domain.errors import Refused
from clerk_app.domain.ezup_datasets import EzupRules
from tests.central.conftest import RESOURCES


@pytest.fixture
def parts(settings: CentralSettings) -> Iterator[Parts]:
    opened = open_parts(settings)
    yield opened
    opened.database.close()


def told(parts: Parts) -> tuple[int, EzupRules]:
    with parts.database.read() as connection:
        known = ezup_rules.rules_of(connection, "primerovo")
        version = connection.execute(select(REFERENCE_ITEM.c.version).where(REFERENCE_ITEM.c.name == "ezup")).scalar()
    assert known is not None
    return int(version or 0), known


def test_every_procedure_may_ask_for_what_its_definition_names(parts: Parts) -> None:
    _, rules = told(parts)
    assert len(rules.datasets) == 16
    assert rules.may_ask("birth-extract", "mkr")
    assert not rules.may_ask("birth-extract", "kazn")
    assert set(rules.grants["public-area"]) == {"apr", "lpa", "rgz"}
    with parts.database.read() as connection:
        assert len(connection.execute(select(EZUP_MIXUP)).all()) == 1


def test_what_was_revoked_stays_so_though_the_catalogue_names_it_again(parts: Parts) -> None:
    before, _ = told(parts)
    ezup_rules.revoke(parts.database, "primerovo", "birth-extract", "mkr", parts.now)
    after, rules = told(parts)
    assert after == before + 1
    assert not rules.may_ask("birth-extract", "mkr")
    service = catalogue.load((RESOURCES / "catalogue" / "birth-extract.toml").read_bytes())
    newer = replace(service, version=2)
    publish(parts.database, "primerovo", Loaded({"birth-extract.toml": newer}, ()))
    assert not told(parts)[1].may_ask("birth-extract", "mkr")
    with parts.database.read() as connection:
        assert "ezup_revoked" in connection.execute(select(AUDIT.c.what)).scalars().all()
        assert ezup_rules.grant_of(connection, "primerovo", "birth-extract", "mkr") == "grant_revoked"
        assert ezup_rules.grant_of(connection, "primerovo", "birth-extract", "kazn") == "ezup_not_granted"
    with pytest.raises(Refused, match="ezup_not_granted"):
        ezup_rules.revoke(parts.database, "primerovo", "birth-extract", "kazn", parts.now)


def test_a_new_procedure_brings_its_grants(parts: Parts) -> None:
    service = catalogue.load((RESOURCES / "catalogue" / "birth-extract.toml").read_bytes())
    publish(parts.database, "primerovo", Loaded({"birth-copy.toml": replace(service, id="birth-copy")}, ()))
    assert told(parts)[1].may_ask("birth-copy", "mkr")


def test_a_municipality_without_rules_has_no_ezup(parts: Parts, tmp_path: Path) -> None:
    with parts.database.write() as connection:
        ezup_rules.seed_ezup(connection, "drugde", tmp_path, tmp_path)
        ezup_rules.grant_catalogue(connection, "drugde")
        assert ezup_rules.rules_of(connection, "drugde") is None


def test_a_register_that_is_said_to_be_away_is_so_for_those_hours(parts: Parts) -> None:
    begins = parts.now()
    assert ezup_rules.announce_outage(parts.database, "primerovo", "mkr", 3, parts.now) == begins + 3 * HOUR
    with parts.database.read() as connection:
        row = connection.execute(select(EZUP_OUTAGE)).one()
        noted = connection.execute(select(AUDIT.c.what)).scalars().all()
    assert (row.dataset, row.begins, row.ends) == ("mkr", begins, begins + 3 * HOUR)
    assert noted.count("ezup_away") == 1
    with pytest.raises(Refused, match="dataset_unknown"):
        ezup_rules.announce_outage(parts.database, "primerovo", "nothing", 3, parts.now)
