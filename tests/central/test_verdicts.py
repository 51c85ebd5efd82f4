"""Grants by desk, role and time; headers that can be kept."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest

from clerk_app.central.clock import DAY, HOUR
from clerk_app.central.verdicts import ACCEPTED, by_grant, clock_lags, is_writable, moment, refused
from clerk_app.contract.entries import EntryRow

ROW = EntryRow(
    1, "request.received", 1, b"s" * 16, 10 * DAY, b"b" * 8, 5, None, None, "g", b"s" * 16, msgspec.Raw(b"{}")
)
NOW = 12 * DAY


@dataclass(frozen=True)
class Granted:
    desk: str = "A1"
    role: str = "clerk"
    starts: int = 9 * DAY
    ends: int = 11 * DAY


def changed(**values: object) -> EntryRow:
    return msgspec.structs.replace(ROW, **values)


def test_a_clerk_within_the_days_may() -> None:
    assert by_grant(ROW, Granted(), "A1", NOW) == ACCEPTED  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "grant", "code"),
    [
        (ROW, None, "grant_unknown"),
        (ROW, Granted(desk="A2"), "grant_not_ours"),
        (changed(at=11 * DAY + 1), Granted(), "grant_expired"),
        (changed(at=10 * DAY, offset=2 * 24 * 3600 * 1000), Granted(), "grant_expired"),
        (ROW, Granted(role="trainee"), "not_permitted"),
        (ROW, Granted(role="administrator"), "not_permitted"),
        (changed(kind="request.annulled"), Granted(role="administrator"), "not_permitted"),
    ],
)
def test_what_is_not_ours_is_refused(row: EntryRow, grant: Granted | None, code: str) -> None:
    assert by_grant(row, grant, "A1", NOW) == refused(code)  # type: ignore[arg-type]


def test_a_clock_ahead_cannot_outrun_the_arrival() -> None:
    assert moment(changed(at=99 * DAY), NOW) == NOW
    assert by_grant(changed(at=99 * DAY), Granted(), "A1", 11 * DAY) == ACCEPTED  # type: ignore[arg-type]


def test_a_clock_from_before_the_grant_is_noticed() -> None:
    assert not clock_lags(changed(at=9 * DAY - HOUR), Granted())  # type: ignore[arg-type]
    assert clock_lags(changed(at=9 * DAY - HOUR - 1), Granted())  # type: ignore[arg-type]
    assert not clock_lags(changed(at=0, offset=10 * 24 * 3600 * 1000), Granted())  # type: ignore[arg-type]
    assert not clock_lags(ROW, None)


@pytest.mark.parametrize("wrong", [{"mono": 2**63}, {"offset": -(2**70)}, {"subject": bytes(65)}, {"grant": "a\nb"}])
def test_what_no_journal_holds_cannot_be_kept(wrong: dict[str, object]) -> None:
    assert is_writable(ROW)
    assert not is_writable(changed(**wrong))
