import pytest
from PySide6.QtGui import QKeySequence

from clerk_app.ui.chords import _CYRILLIC_KEYS, chords


@pytest.mark.parametrize(
    ("keys", "sent"),
    [
        (("Ctrl+K",), ["Ctrl+K", "Ctrl+К"]),
        (("Ctrl+J", "Ctrl+L"), ["Ctrl+J", "Ctrl+L", "Ctrl+Ј", "Ctrl+Л"]),
        (("Ctrl+Shift+P",), ["Ctrl+Shift+P", "Ctrl+Shift+П"]),
        (("E",), ["E", "Е"]),
        (("F2", "Ctrl+PgDown", "Ctrl+1", "Esc"), ["F2", "Ctrl+PgDown", "Ctrl+1", "Esc"]),
        ((), []),
    ],
)
def test_letters_come_as_both_layouts_send_them(keys, sent):
    assert chords(keys) == sent


def test_every_letter_has_a_key_of_its_own():
    assert len(_CYRILLIC_KEYS) == len(set(_CYRILLIC_KEYS.values())) == 26
    assert all(QKeySequence(f"Ctrl+{letter}").toString() == f"Ctrl+{letter}" for letter in _CYRILLIC_KEYS.values())
