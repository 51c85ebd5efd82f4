from clerk_app.ui.paint import keycap_height, keycap_width
from clerk_app.ui.widgets.keycap import Keycap


def test_a_cap_is_spoken_by_its_key_and_as_large_as_it_is_drawn(look, qtbot):
    cap = Keycap(look, "Ctrl+K")
    qtbot.addWidget(cap)
    assert cap.accessibleName() == "Ctrl+K"
    assert (cap.sizeHint().width(), cap.sizeHint().height()) == (keycap_width(look, "Ctrl+K"), keycap_height(look))
    cap.resize(cap.sizeHint())
    assert cap.grab().toImage().pixelColor(cap.width() // 2, cap.height() - 1) == look.colour("control_border")
