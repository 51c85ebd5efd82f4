import pytest

from clerk_app.ui.detail.correct_form import CorrectForm
from clerk_app.ui.detail.opened import Opening
from tests.support.desk_day import newest, registered_one

ACCOUNT = "840000074222184357"


@pytest.fixture
def opening(desk):
    return Opening(desk.place, desk.jobs, desk.bodies)


@pytest.fixture
def form(context, desk, qtbot):
    form = CorrectForm(context, desk.place)
    qtbot.addWidget(form)
    return form


@pytest.fixture
def opened(opening, desk):
    return opening.renew(newest(desk).subject)


def test_nothing_has_changed_at_the_beginning(form, opened):
    assert form.changed() == {}
    assert form.show_request(opened)
    assert form.changed() == {}


def test_only_what_changed_is_sent_and_an_emptied_field_is_empty(form, opened):
    form.show_request(opened)
    form.page._on_typed("claim.account", ACCOUNT)
    form.page._on_typed("members[1].given_name", "")
    assert form.changed() == {"claim.account": ACCOUNT, "members[1].given_name": ""}


def test_a_value_typed_back_is_no_change(form, opened):
    form.show_request(opened)
    form.page._on_typed("claim.account", ACCOUNT)
    form.page._on_typed("claim.account", "")
    assert form.changed() == {}


def test_news_of_the_same_request_keep_what_was_typed(form, opened, opening, desk):
    form.show_request(opened)
    form.page._on_typed("claim.account", ACCOUNT)
    form.show_request(opening.renew(newest(desk).subject))
    assert form.changed() == {"claim.account": ACCOUNT}


def test_another_request_begins_anew(form, opened, opening, desk):
    form.show_request(opened)
    form.page._on_typed("claim.account", ACCOUNT)
    form.show_request(opening.renew(registered_one(desk).subject))
    assert form.changed() == {}


def test_what_was_sent_is_forgotten(form, opened):
    form.show_request(opened)
    form.page._on_typed("claim.account", ACCOUNT)
    form.forget()
    assert form.changed() == {}


def test_without_body_or_service_there_is_nothing_to_correct(form, opened):
    kind = type(opened)
    for body, service in ((None, opened.service), (opened.body, None)):
        bare = kind(view=opened.view, name=opened.name, body=body, service=service, jobs=(), file=opened.file)
        assert not form.show_request(bare)


@pytest.fixture
def charged(opening, desk):
    """A request whose fee goes by its values."""
    return opening.renew(next(view for view in desk.requests._all() if view.service == "birth-extract").subject)


def test_that_the_fee_would_be_another_is_said_before_it_is_sent(form, charged):
    form.show()
    form.show_request(charged)
    assert not form.fee.isVisible()
    form.page._on_typed("request.copies", "12")
    assert form.fee.isVisible()
    assert "По подацима како сада стоје такса је" in form.fee._text.text()
    form.page._on_typed("request.copies", charged.body.form["request.copies"])
    assert not form.fee.isVisible()


def test_what_came_meanwhile_is_not_undone_by_what_was_typed(form, opened, opening, desk):
    form.show_request(opened)
    seen = form.looked_at
    form.page._on_typed("claim.account", ACCOUNT)
    desk.actions.attending.correct(newest(desk).subject, {"claim.kind": "first"})
    form.show_request(opening.renew(newest(desk).subject))
    assert form.changed() == {"claim.account": ACCOUNT}
    assert form.looked_at == seen
