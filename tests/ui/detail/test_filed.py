import pytest

from clerk_app.ui.detail.filed import FiledPanel
from clerk_app.ui.detail.opened import Opening
from tests.support.desk_day import VESNA, newest
from tests.support.filed import file_online


@pytest.fixture
def panel(context, qtbot):
    panel = FiledPanel(context)
    qtbot.addWidget(panel)
    return panel


def opened(desk, view):
    return Opening(desk.place, desk.jobs, desk.bodies).renew(view.subject)


def test_it_is_there_for_cases_of_the_portal_alone(panel, desk):
    panel.show_request(opened(desk, newest(desk)))
    assert panel.isHidden()
    panel.show_request(opened(desk, file_online(desk, VESNA, "public-area", payment="issued")))
    assert not panel.isHidden()
    assert panel._payment.accessibleName() == "није плаћено"
    assert not panel._waits.isHidden()


def test_once_it_is_paid_nothing_waits(panel, desk):
    panel.show_request(opened(desk, file_online(desk, VESNA, "public-area", payment="paid")))
    assert panel._payment.accessibleName() == "плаћено"
    assert panel._waits.isHidden()
    assert panel._unknown.isHidden()


def test_a_service_that_this_desk_does_not_know_is_called_as_the_centre_calls_it(panel, desk):
    view = file_online(desk, VESNA, "parking-permit", name="Станарска паркинг карта")
    panel.show_request(opened(desk, view))
    assert "Станарска паркинг карта" in panel._unknown.accessibleName()
    assert not panel._unknown.isHidden()
