import json
import threading
from dataclasses import dataclass

import pytest

from clerk_app.domain.errors import Cancelled, Damaged
from clerk_app.lanes import Ticket
from clerk_app.ports.checks import CheckResult
from clerk_app.support.doctor import Report, examine


@dataclass
class Saying:
    """A check that says what it was told to, or raises it."""

    name: str
    says: CheckResult | Exception

    def run(self) -> CheckResult:
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


FINE, WARNING, FAULT = CheckResult("fine", "fine"), CheckResult("warning", "warning"), CheckResult("fault", "fault")


def test_every_check_is_run_and_reported_in_order():
    report = examine([Saying("a", FINE), Saying("b", FAULT), Saying("c", WARNING)])
    assert [(one.name, one.result.code) for one in report.examined] == [("a", "fine"), ("b", "fault"), ("c", "warning")]


@pytest.mark.parametrize(
    ("found", "level"),
    [([], "fine"), ([FINE], "fine"), ([WARNING, FINE], "warning"), ([FINE, FAULT, WARNING], "fault")],
)
def test_the_report_is_as_bad_as_the_worst(found, level):
    assert examine([Saying("x", result) for result in found]).level == level


def test_an_error_of_ours_is_what_was_found():
    report = examine([Saying("journal", Damaged("chain_broken", seq=7)), Saying("next", FINE)])
    assert report.examined[0].result == CheckResult("fault", "chain_broken", {"seq": "7"})
    assert report.examined[0].text_keys == ("check.chain_broken", "error.chain_broken")
    assert report.examined[1].result == FINE


def test_a_check_that_breaks_does_not_end_the_examination():
    report = examine([Saying("broken", ZeroDivisionError("personal words")), Saying("next", FINE)])
    assert report.examined[0].result == CheckResult("fault", "check_broken", {"kind": "ZeroDivisionError"})
    assert report.examined[1].result == FINE


def test_a_check_that_does_not_come_back_is_left_behind():
    gate = threading.Event()

    class Stuck:
        name = "stuck"

        def run(self) -> CheckResult:
            gate.wait(60)
            return FINE

    report = examine([Stuck(), Saying("next", FINE)], patience=0.02)
    gate.set()
    assert [one.result.code for one in report.examined] == ["check_silent", "fine"]


def test_the_report_is_plain_data():
    report = examine([Saying("disk", CheckResult("warning", "disk_short", {"free": "150"}))])
    assert json.loads(json.dumps(report.as_data())) == {
        "level": "warning",
        "checks": [{"check": "disk", "level": "warning", "code": "disk_short", "params": {"free": "150"}}],
    }
    assert Report(()).as_data() == {"level": "fine", "checks": []}


def test_checks_are_counted_and_may_be_given_up_between_two():
    told: list[tuple[int, int]] = []
    examine([Saying("a", FINE), Saying("b", FINE)], told=lambda done, whole: told.append((done, whole)))
    assert told == [(0, 2), (1, 2)]
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        examine([Saying("a", ZeroDivisionError())], told=lambda _done, _whole: ticket.check())
