import pytest

from clerk_app.ui.widgets.button import Button


@pytest.fixture
def made(look, qtbot):
    def make(text="Уручи", **given):
        button = Button(look, text, **given)
        qtbot.addWidget(button)
        return button

    return make


def width(button):
    return button.sizeHint().width()


def middle(button):
    """The ground of a drawn button, left of its words."""
    button.resize(200, button.sizeHint().height())
    return button.grab().toImage().pixelColor(4, button.height() // 2)


def test_key_and_icon_take_room_of_their_own(made):
    assert width(made()) < width(made(icon="send")) < width(made(icon="send", keys="F8"))
    assert made().minimumSizeHint() == made().sizeHint()


def test_a_key_may_come_and_go(made):
    button = made()
    before = width(button)
    button.set_keys("F8")
    assert width(button) > before
    button.set_keys("")
    assert width(button) == before


def test_other_words_are_spoken_too(made):
    button = made()
    button.set_text("Уручи поново")
    assert (button.text(), button.accessibleName()) == ("Уручи поново", "Уручи поново")


def test_an_unavailable_button_says_why_until_it_is_available(made):
    button = made()
    button.set_unavailable("акт још није израђен")
    told = (button.toolTip(), button.statusTip(), button.accessibleDescription())
    assert (button.isEnabled(), set(told)) == (False, {"акт још није израђен"})
    button.set_unavailable("")
    assert (button.isEnabled(), button.statusTip()) == (True, "")


def test_only_the_filled_one_is_what_enter_does(made):
    assert [made(kind=kind).isDefault() for kind in ("filled", "plain", "danger", "link", "quiet")] == [True] + [
        False
    ] * 4


def test_the_filled_one_stands_on_the_accent_until_it_is_unavailable(made, look):
    button = made(kind="filled")
    assert middle(button) == look.colour("accent")
    button.set_unavailable("не сада")
    assert middle(button) == look.colour("surface_alt")


def test_a_link_has_no_box_around_it(made):
    assert made(kind="link").sizeHint().width() < width(made())
    assert made(kind="link").sizeHint().height() < made().sizeHint().height() < made(tall=True).sizeHint().height()
