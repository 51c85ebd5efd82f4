"""Annulling: with a reason, by the clerk who took it within the visit, else by a supervisor; nothing is deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestAnnulled
from clerk_app.domain.errors import Invalid, Refused, SignIn
from clerk_app.domain.visits import passed
from tests.support.desk_at_work import DeskAtWork


def annulled(desk: DeskAtWork, subject: bytes) -> RequestAnnulled:
    body = desk.bodies.entries(subject)[-1].body
    assert body is not None
    return canonical.decode(body, RequestAnnulled)


def test_the_clerk_who_took_it_annuls_within_the_visit(desk):
    subject = desk.receive().view.subject
    desk.clock.pass_time(minutes=59)
    entry = desk.annulling.annul(subject, "  погрешан \u200b поступак ")
    assert annulled(desk, subject) == RequestAnnulled(
        reason="погрешан поступак", clerk="m.primeric", clerk_name="Службеник"
    )
    assert entry.header.grant == desk.sessions.current().grant.id
    view = desk.requests.view(subject)
    assert (view.annulled, view.state) == (True, "annulled")
    assert desk.bodies.received(subject) is not None


def test_after_the_visit_it_takes_a_supervisor(desk):
    subject = desk.receive().view.subject
    desk.clock.pass_time(hours=1, seconds=1)
    with pytest.raises(Refused, match="visit_over"):
        desk.annulling.annul(subject, "грешка")
    desk.sign_in("v.uzoric", "supervisor")
    desk.annulling.annul(subject, "грешка")
    assert annulled(desk, subject) == RequestAnnulled(
        reason="грешка", clerk="v.uzoric", clerk_name="Службеник", by_supervisor=True
    )


def test_another_clerks_request_takes_a_supervisor_at_once(desk):
    subject = desk.receive().view.subject
    desk.sign_in("j.uzoric")
    with pytest.raises(Refused, match="not_permitted"):
        desk.annulling.annul(subject, "грешка")
    assert not desk.requests.view(subject).annulled


def test_a_supervisors_own_fresh_one_is_annulled_as_a_clerks(desk):
    desk.sign_in("v.uzoric", "supervisor")
    subject = desk.receive().view.subject
    desk.annulling.annul(subject, "грешка")
    assert not annulled(desk, subject).by_supervisor


@pytest.mark.parametrize("jump", [timedelta(days=3), timedelta(days=-3)])
def test_a_wall_clock_that_jumps_does_not_end_the_visit(desk, jump):
    subject = desk.receive().view.subject
    desk.clock.set_wall(desk.clock.wall + jump)
    desk.annulling.annul(subject, "грешка")
    assert not annulled(desk, subject).by_supervisor


def test_over_a_restart_the_wall_clock_is_all_there_is(desk):
    subject = desk.receive().view.subject
    desk.clock.restart()
    desk.clock.pass_time(minutes=30)
    desk.annulling.annul(subject, "грешка")
    late = desk.receive().view.subject
    desk.clock.restart()
    desk.clock.pass_time(hours=2)
    with pytest.raises(Refused, match="visit_over"):
        desk.annulling.annul(late, "грешка")


@pytest.mark.parametrize("reason", ["", "   ", "\u200b\n"])
def test_without_a_reason_nothing_is_annulled(desk, reason):
    subject = desk.receive().view.subject
    with pytest.raises(Invalid, match="annul_reason_missing") as caught:
        desk.annulling.annul(subject, reason)
    assert caught.value.field == "reason"
    assert desk.kinds() == ["request.received"]


def test_it_is_annulled_once(desk):
    subject = desk.receive().view.subject
    desk.annulling.annul(subject, "грешка")
    with pytest.raises(Refused, match="already_annulled"):
        desk.annulling.annul(subject, "опет")
    assert desk.kinds() == ["request.received", "request.annulled"]


def test_the_moment_that_was_judged_is_the_one_that_is_recorded(desk):
    subject = desk.receive().view.subject
    desk.clock.pass_time(minutes=59)
    desk.reached = lambda _point: desk.clock.pass_time(minutes=2)
    entry = desk.annulling.annul(subject, "грешка")
    received = desk.bodies.entries(subject)[0]
    assert passed(received.header.stamp, entry.header.stamp) == 59 * 60_000_000


def test_what_the_centre_refused_a_supervisor_annuls_again(desk):
    subject = desk.receive().view.subject
    desk.annulling.annul(subject, "грешка")
    desk.answered(2, "refused", "visit_over")
    desk.clock.pass_time(hours=2)
    with pytest.raises(Refused, match="visit_over"):
        desk.annulling.annul(subject, "опет")
    desk.sign_in("v.uzoric", "supervisor")
    desk.annulling.annul(subject, "опет")
    assert annulled(desk, subject).by_supervisor
    assert desk.kinds() == ["request.received", "request.annulled", "request.annulled"]


def test_what_is_not_here_cannot_be_annulled(desk):
    with pytest.raises(Refused, match="request_unknown"):
        desk.annulling.annul(bytes(16), "грешка")


def test_behind_the_lock_nothing_is_annulled(desk):
    subject = desk.receive().view.subject
    desk.sessions.lock()
    with pytest.raises(SignIn, match="locked"):
        desk.annulling.annul(subject, "грешка")
