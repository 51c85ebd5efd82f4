import pytest

from clerk_app.actions.casework import Brought
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.ui.detail.opened import Opening, subject_of
from tests.support.desk_day import ALLOWANCE, newest


@pytest.fixture
def opening(desk):
    return Opening(desk.place, desk.jobs, desk.bodies)


def test_everything_of_a_request_is_read_together(opening, desk):
    subject = newest(desk).subject
    opened = opening.open(subject)
    assert opened.view == desk.requests.view(subject)
    assert opened.service.id == opened.view.service == "child-allowance"
    assert opened.body.form.items() >= ALLOWANCE.items()
    assert opened.jobs == desk.jobs.of(subject)


def test_opening_is_a_look_and_reading_again_is_none(opening, desk):
    opening.open(newest(desk).subject)
    opening.renew(newest(desk).subject)
    assert [look.activity for look in desk.looks.noted] == ["open"]


def test_the_fields_stand_as_they_were_corrected(opening, desk):
    subject = newest(desk).subject
    desk.actions.attending.correct(subject, {"claim.kind": "first"})
    desk.actions.attending.correct(subject, {"claim.account": "840000074222184357"})
    form = opening.renew(subject).body.form
    assert (form["claim.kind"], form["claim.account"]) == ("first", "840000074222184357")
    assert form["members[0].surname"] == ALLOWANCE["members[0].surname"]


def test_a_request_that_is_not_here_is_nothing(opening):
    assert opening.renew(bytes(16)) is None


def test_without_its_service_a_request_is_still_shown(opening, desk):
    desk.reference._services = ()
    opened = opening.renew(newest(desk).subject)
    assert opened.service is None
    assert opened.name.sr == "child-allowance"


def test_what_was_brought_later_stands_in_the_form_and_among_the_files(opening, desk):
    subject = newest(desk).subject
    scan = EnclosureRef(sha256="2" * 64, size=9, media_type="image/png", title="Уверење")
    before = opening.renew(subject).body.enclosures
    desk.actions.casework.supplement(subject, Brought(form={"claim.kind": "first"}, enclosures=(scan,)))
    body = opening.renew(subject).body
    assert body.form["claim.kind"] == "first"
    assert body.enclosures == (*before, scan)


def test_while_no_request_is_open_it_is_nobodys(opening, desk):
    subject = newest(desk).subject
    assert subject_of(opening.open(subject)) == subject
    assert subject_of(None) == b""
