"""Who may act: by lock, by role, and by the days of the grant, whatever the wall clock says."""

from datetime import timedelta

import pytest

from clerk_app.actions.session import Sessions
from clerk_app.domain.errors import Refused, SignIn
from tests.support.fake_centre import FakeCentre
from tests.support.hand_clock import HandClock, micros


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def centre():
    day = micros(HandClock().wall)
    return FakeCentre(now=lambda: day)


@pytest.fixture
def sessions(clock):
    return Sessions(clock)


def test_with_nobody_signed_in_nothing_may_be_done(sessions):
    for ask in (sessions.current, sessions.days_left, lambda: sessions.require("receive")):
        with pytest.raises(SignIn, match="nobody"):
            ask()
    sessions.lock()
    sessions.end()
    with pytest.raises(SignIn, match="nobody"):
        sessions.unlock("m.primeric")


def test_a_clerk_may_what_the_role_may(sessions, centre):
    grant = centre.grant("m.primeric", "clerk")
    sessions.begin(grant, offline=False)
    assert sessions.require("receive") == grant
    with pytest.raises(Refused, match="not_permitted"):
        sessions.require("annul_any")
    sessions.begin(centre.grant("v.uzoric", "supervisor"), offline=False)
    assert sessions.require("annul_any").user == "v.uzoric"


@pytest.mark.parametrize("role", ["administrator", "trainee"])
def test_whoever_runs_the_program_or_learns_it_sees_nobodys_request(sessions, centre, role):
    sessions.begin(centre.grant("a.probic", role), offline=False)
    for activity in ("receive", "search", "open", "print"):
        with pytest.raises(Refused, match="not_permitted"):
            sessions.require(activity)


def test_behind_the_lock_nothing_may_be_done_until_its_clerk_is_back(sessions, centre):
    sessions.begin(centre.grant("m.primeric"), offline=False)
    sessions.lock()
    assert sessions.current().locked
    with pytest.raises(SignIn, match="locked"):
        sessions.require("receive")
    with pytest.raises(SignIn, match="nobody"):
        sessions.unlock("j.uzoric")
    assert not sessions.unlock("m.primeric").locked
    assert sessions.require("receive").user == "m.primeric"


def test_after_signing_out_nobody_is_there(sessions, centre):
    sessions.begin(centre.grant("m.primeric"), offline=False)
    sessions.end()
    with pytest.raises(SignIn, match="nobody"):
        sessions.require("receive")


def test_whoever_keeps_something_for_the_clerk_is_told_of_lock_and_sign_out(sessions, centre):
    left: list[object] = []
    sessions.when_left(lambda: left.append(sessions.current().locked if not left else "gone"))
    sessions.begin(centre.grant("omodelic"), offline=False)
    assert left == []
    sessions.lock()
    sessions.end()
    assert left == [True, "gone"]


def test_the_days_of_the_grant_end_while_somebody_is_at_work(sessions, clock, centre):
    sessions.begin(centre.grant("m.primeric"), offline=False)
    assert sessions.days_left() == 7
    clock.pass_time(days=6, hours=23)
    assert sessions.days_left() == 0
    assert sessions.require("receive")
    clock.pass_time(hours=1, seconds=1)
    with pytest.raises(SignIn, match="grant_expired"):
        sessions.require("receive")
    assert sessions.days_left() == 0


@pytest.mark.parametrize("jump", [timedelta(days=4000), timedelta(days=-4000)])
def test_a_wall_clock_that_jumps_locks_nobody_out(sessions, clock, centre, jump):
    sessions.begin(centre.grant("m.primeric"), offline=False)
    clock.set_wall(clock.wall + jump)
    assert sessions.require("receive")
    assert sessions.days_left() == 7


@pytest.mark.parametrize("wrong", [timedelta(days=4000), timedelta(days=-4000)])
def test_a_grant_just_given_is_good_by_any_clock(sessions, clock, centre, wrong):
    clock.set_wall(clock.wall + wrong)
    sessions.begin(centre.grant("m.primeric"), offline=False)
    assert sessions.days_left() == 7
    clock.pass_time(days=7, seconds=1)
    with pytest.raises(SignIn, match="grant_expired"):
        sessions.require("receive")


def test_an_old_grant_lets_in_until_its_days_are_over(sessions, clock, centre):
    grant = centre.grant("m.primeric")
    clock.pass_time(days=6)
    sessions.begin(grant, offline=True)
    assert sessions.days_left() == 1
    clock.pass_time(days=2)
    with pytest.raises(SignIn, match="grant_expired"):
        sessions.begin(grant, offline=True)


def test_an_old_grant_is_judged_by_the_centres_clock_where_that_is_known(sessions, clock, centre):
    grant = centre.grant("m.primeric")
    clock.set_wall(clock.wall + timedelta(days=30))
    with pytest.raises(SignIn, match="grant_expired"):
        sessions.begin(grant, offline=True)
    clock.learn(grant.starts)
    assert sessions.begin(grant, offline=True).grant == grant


def test_a_refused_sign_in_leaves_the_session_before_as_it_was(sessions, clock, centre):
    old = centre.grant("j.uzoric")
    clock.pass_time(days=8)
    sessions.begin(centre.grant("m.primeric"), offline=False)
    sessions.lock()
    with pytest.raises(SignIn, match="grant_expired"):
        sessions.begin(old, offline=True)
    assert sessions.current().grant.user == "m.primeric"
    assert sessions.current().locked
