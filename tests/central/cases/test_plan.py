"""What is planned happens in an order that is possible, on days on which somebody works."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clerk_app.central.cases.plan import CasesSeed, Happening, plan
from clerk_app.central.clock import local
from clerk_app.central.population.draws import Draws
from clerk_app.central.requests import REGISTERED
from clerk_app.domain.cases import STATES
from clerk_app.domain.deadlines import is_working_day
from tests.central.cases.conftest import NOW


@pytest.fixture
def happenings(plan_seed: CasesSeed) -> list[Happening]:
    return plan(plan_seed, Draws("plan"), local(NOW))


def test_a_case_is_received_first_and_goes_its_course(happenings: list[Happening], plan_seed: CasesSeed) -> None:
    assert [one.at for one in happenings] == sorted(one.at for one in happenings)
    for case in range(plan_seed.count):
        own = [one for one in happenings if one.case == case]
        assert own[0].step is None
        assert tuple(one.step for one in own[1:]) == own[0].course.steps


def test_everything_has_happened_within_the_days_before(happenings: list[Happening], plan_seed: CasesSeed) -> None:
    assert all(one.at < NOW for one in happenings)
    first = local(happenings[0].at)
    assert first.date() >= local(NOW).date() - timedelta(days=plan_seed.days)
    worked = [local(one.at) for one in happenings if one.course.numbered]
    assert all(is_working_day(at.date()) for at in worked)
    assert {at.hour for at in worked} <= set(range(7, 15))


def test_what_has_no_number_comes_last(happenings: list[Happening]) -> None:
    assert [one.course.numbered for one in happenings].index(False) == len(happenings) - 1


def test_a_term_for_appeal_passes_before_a_decision_is_final(happenings: list[Happening]) -> None:
    delivered = {one.case: one.at for one in happenings if one.step and one.step.state == "dostavljen"}
    final = [one for one in happenings if one.step and one.step.state == "konacan"]
    assert final
    assert all(local(one.at).date() - local(delivered[one.case]).date() > timedelta(days=15) for one in final)


def test_every_state_is_the_end_of_a_course(happenings: list[Happening]) -> None:
    ends = {one.course.steps[-1].state for one in happenings if one.course.steps}
    assert ends | {"primljen", REGISTERED} == set(STATES)
