import pytest

from clerk_app.ports.checks import CheckResult
from clerk_app.ui.devices.card import DeviceCard
from clerk_app.ui.markup import plain
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label
from tests.support.fake_neighbours import NOW


@pytest.fixture
def tests_run():
    return []


@pytest.fixture
def card(context, tests_run, qtbot):
    card = DeviceCard(context, "card_reader", 1, [("Пробај читање", lambda: tests_run.append("read"))])
    qtbot.addWidget(card)
    card.show()
    return card


def said(card):
    return [label.accessibleName() for label in card.findChildren(Label) if label.isVisible()]


def edge(card):
    return card.grab().toImage().pixelColor(card.width() // 2, 0)


def test_before_it_was_looked_at_it_says_so(card, texts):
    assert texts.text("devices.not_checked") in said(card)
    card.show_checking()
    assert card._chip.accessibleName() == texts.text("devices.level.checking")


@pytest.mark.parametrize(("level", "role"), [("fine", "divider"), ("warning", "warning"), ("fault", "error")])
def test_level_edge_and_time_of_what_was_found_are_shown(card, texts, look, level, role):
    card.show_result(CheckResult(level, "card_no_reader"), NOW)
    assert card._chip.accessibleName() == texts.text(f"devices.level.{level}")
    assert edge(card) == look.colour(role)
    assert any("08:52" in words for words in said(card))


def test_only_a_fault_says_how_to_work_without_it(card, texts):
    without = plain(texts.text("devices.without.card_reader"))
    card.show_result(CheckResult("fault", "card_no_service"), NOW)
    assert without in said(card)
    card.show_result(CheckResult("fine", "card_reader_ready", {"readers": "A"}), NOW)
    assert without not in said(card)


def test_its_buttons_are_spoken_with_the_device_they_belong_to(card, tests_run, qtbot):
    check, test = card.findChildren(Button)
    assert check.accessibleName().endswith(card.accessibleName())
    assert test.accessibleName() == f"Пробај читање: {card.accessibleName()}"
    with qtbot.waitSignal(card.check_wanted):
        check.click()
    test.click()
    assert tests_run == ["read"]
