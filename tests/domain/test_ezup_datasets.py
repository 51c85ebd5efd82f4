from datetime import datetime

import pytest

from clerk_app.domain.ezup_datasets import Outage, case_digest, digest_of, masked_key, rows_of
from tests.support.ezup_world import rules


def test_a_record_is_read_in_its_order_group_by_group() -> None:
    land = rules().dataset("rgz")
    assert land is not None
    payload = {"parcel[1].number": "102", "parcel[0].area": "410", "parcel[0].number": "101/2", "unknown": "x"}
    rows = [(one.field.code, one.row, one.value) for one in rows_of(land, payload)]
    assert rows == [("parcel.number", 1, "101/2"), ("parcel.area", 1, "410"), ("parcel.number", 2, "102")]


def test_people_are_masked_and_companies_are_not() -> None:
    assert masked_key("jmbg", "1403988985008") == "140398••••••8"
    assert masked_key("mb", "99900016") == "99900016"
    assert masked_key("pib", "999000009") == "999000009"


@pytest.mark.parametrize("kind", ["pib", "mb", "plate"])
@pytest.mark.parametrize("key", ["1403988985008", " 1403988985008", "1403988 985008", "1403988985008\0", "١٢٣٤٥٦٧٨"])
def test_a_person_is_masked_under_whatever_kind_the_number_comes(kind: str, key: str) -> None:
    assert key.strip() not in masked_key(kind, key)
    assert "•" in masked_key(kind, key)


def test_a_digest_does_not_depend_on_the_order_and_tells_values_apart() -> None:
    assert digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"})
    assert digest_of({"a": "1", "b": "2"}) != digest_of({"a": "1b", "": "2"})


def test_a_procedure_asks_for_what_it_was_granted() -> None:
    assert rules().may_ask("birth-extract", "mkr")
    assert not rules().may_ask("birth-extract", "kazn")
    assert not rules().may_ask("nothing", "mkr")
    assert rules().dataset("none") is None


def test_sensitive_answers_are_special() -> None:
    special = {
        (one.code, field.code) for one in rules().datasets for field in one.fields if field.sensitivity == "special"
    }
    assert {("kazn", "convicted"), ("sud", "capacity"), ("mkr", "notes")} <= special


def test_a_key_is_digested_whole_and_for_its_case_and_record_alone() -> None:
    one = case_digest(b"s" * 16, "mkr", "0101018980135")
    others = {case_digest(b"s" * 16, "mkr", "0101018980275"), case_digest(b"t" * 16, "mkr", "0101018980135")}
    assert one not in others | {case_digest(b"s" * 16, "preb", "0101018980135")}
    assert one == case_digest(b"s" * 16, "mkr", "0101018980135")


@pytest.mark.parametrize(
    ("begins", "ends", "told", "away"),
    [
        ("22:00", "02:00", "2026-01-10T21:59", False),
        ("22:00", "02:00", "2026-01-10T22:00", True),
        ("22:00", "02:00", "2026-01-11T00:00", True),
        ("22:00", "02:00", "2026-01-11T01:59", True),
        ("22:00", "02:00", "2026-01-11T02:00", False),
        ("22:00", "02:00", "2026-01-10T01:00", False),
        ("22:00", "02:00", "2026-01-11T23:00", False),
        ("22:00", "00:00", "2026-01-10T23:59", True),
        ("22:00", "00:00", "2026-01-11T00:00", False),
        ("08:00", "09:00", "2026-01-10T08:30", True),
        ("08:00", "09:00", "2026-01-10T09:00", False),
    ],
)
def test_an_outage_on_saturday_may_go_on_over_midnight(begins: str, ends: str, told: str, away: bool) -> None:
    assert Outage(dataset="mkr", days=(5,), begins=begins, ends=ends).covers(datetime.fromisoformat(told)) is away


def test_one_on_sunday_goes_on_into_monday() -> None:
    assert Outage(dataset="mkr", days=(6,), begins="22:00", ends="02:00").covers(
        datetime.fromisoformat("2026-01-12T01:00")
    )
