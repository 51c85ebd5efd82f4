"""The mark on a real gnome-keyring in a D-Bus session of its own, and in the file of a demo."""

import sys

import pytest

from clerk_app.ports.keys import Mark
from clerk_app.settings.high_mark import DemoMark, KeyringMark
from clerk_app.settings.vault import KeyringVault

MARK = Mark("A7", 417, bytes(range(32)))


def is_kept_until_the_next(marks):
    assert marks.read() is None
    for mark in (MARK, Mark("A7", 418, bytes(32))):
        marks.write(mark)
        assert marks.read() == mark


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is a Linux one")
@pytest.mark.usefixtures("ring")
def test_a_mark_lies_on_the_ring_beside_the_secret():
    KeyringVault("desk").write(b"s" * 32)
    is_kept_until_the_next(KeyringMark("desk"))
    assert KeyringVault("desk").read() == b"s" * 32
    assert KeyringMark("desk-2").read() is None


def test_a_demo_marks_a_file(tmp_path):
    is_kept_until_the_next(DemoMark(tmp_path / "demo-mark"))


@pytest.mark.parametrize("text", ["", "A7", "A7 417", "A7 417 nothex", "A7 many 00", "не ово"])
def test_what_is_no_mark_says_nothing(tmp_path, text):
    (tmp_path / "demo-mark").write_text(text, encoding="utf-8")
    assert DemoMark(tmp_path / "demo-mark").read() is None
