"""Choosing a way does nothing yet: only its button goes it."""

from clerk_app.ui.payments.ways import Ways


def test_a_click_chooses_and_the_button_goes(context, qtbot):
    ways = Ways(context)
    qtbot.addWidget(ways)
    ways.show()
    gone: list[object] = []
    ways.way_chosen.connect(gone.append)
    ways.allow(frozenset({"qr", "slip", "proof"}))
    ways.radios["slip"].click()
    assert (ways.way, gone) == ("slip", [])
    ways.choose("proof")
    assert ways.button.isVisible()
    ways.button.click()
    assert gone == ["proof"]
    assert not ways.radios["terminal"].isEnabled()
    ways.choose("qr")
    assert not ways.button.isVisible()
