"""Choosing a service: newest versions, a few letters in either script, and one bad definition harms no other."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from clerk_app.contract.reference import Item
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.errors import Unavailable
from tests.support.desk_at_work import STALL, items

WEDDING = replace(
    STALL, id="wedding", name=Wording(sr="Венчање", en="Wedding", hu="Esküvő"), keywords=("брак", "Ђурђевак")
)
CHILD = replace(STALL, id="child", name=Wording(sr="Дечји додатак", en="Child allowance"), keywords=())


def names(services: tuple[Service, ...]) -> list[str]:
    return [service.id for service in services]


@pytest.fixture
def choosing(desk):
    desk.reference.keep(items(STALL, WEDDING, CHILD))
    return desk.choosing


def test_services_stand_by_name(choosing):
    assert names(choosing.services()) == ["child", "stall", "wedding"]


def test_before_the_first_exchange_there_is_nothing_to_choose(tmp_path, desk):
    with desk.file.database.writing() as connection:
        connection.execute("DELETE FROM replica_reference")
    with pytest.raises(Unavailable, match="catalogue_empty"):
        desk.choosing.services()
    with pytest.raises(Unavailable, match="service_gone"):
        desk.choosing.service("stall", 1)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("вен", ["wedding"]),
        ("ven", ["wedding"]),
        ("ВЕНЧ", ["wedding"]),
        ("vencanje", ["wedding"]),
        ("djurdj", ["wedding"]),
        ("đurđ", ["wedding"]),
        ("esku", ["wedding"]),
        ("allow ch", ["child"]),
        ("дод деч", ["child"]),
        ("тез", ["stall"]),
        ("анч", []),
        ("дечји брак", []),
        ("", ["child", "stall", "wedding"]),
        ("   ", ["child", "stall", "wedding"]),
    ],
)
def test_a_few_letters_are_enough_in_either_script(choosing, typed, found):
    assert names(choosing.find(typed)) == found


def test_a_draft_keeps_the_version_that_it_began_with(desk, choosing):
    newer = replace(STALL, version=2, name=Wording(sr="Тезга и штанд", en="Stall"))
    desk.reference.keep(items(newer))
    assert choosing.service("stall", 1) == STALL
    assert choosing.service("stall", 2) == newer
    assert newer in choosing.services()
    assert STALL not in choosing.services()


@pytest.mark.parametrize(("ended", "offered"), [("2026-11-23", False), ("2026-11-24", True)])
def test_a_service_that_has_ended_is_found_by_its_drafts_alone(desk, choosing, ended, offered):
    desk.reference.keep(items(replace(STALL, version=2, ended=ended)))
    assert ("stall" in names(choosing.services())) is offered
    assert ("stall" in names(choosing.find("тез"))) is offered
    assert choosing.service("stall", 1) == STALL


def test_a_catalogue_in_which_everything_has_ended_is_empty(desk):
    desk.reference.keep(items(replace(STALL, version=2, ended="2020-01-01")))
    with pytest.raises(Unavailable, match="catalogue_empty"):
        desk.choosing.services()


def test_a_version_that_is_not_here_gives_the_newest(choosing):
    assert choosing.service("stall", 9) == STALL


def test_a_definition_from_a_later_program_takes_no_other_service_away(desk, choosing):
    strange = Item("service/strange@1", 1, msgspec.Raw(b'{"id":"strange","shape":"of a later program"}'))
    desk.reference.keep([strange])
    assert names(choosing.services()) == ["child", "stall", "wedding"]
    with pytest.raises(Unavailable, match="service_gone"):
        choosing.service("strange", 1)
