"""A text on a real gnome-keyring in a D-Bus session of its own; what goes wrong there is in ``test_vault``."""

import sys

import pytest
from keyring.backends import fail, null

from clerk_app.domain.errors import Unavailable
from clerk_app.settings.ring_text import RingText
from clerk_app.settings.rings import real_ring


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is a Linux one")
@pytest.mark.usefixtures("ring")
def test_each_service_and_account_has_a_text_of_its_own():
    texts = [RingText(service, account, patience=20.0) for service in ("s", "t") for account in ("a", "b")]
    assert [text.read() for text in texts] == [None] * 4
    for number, text in enumerate(texts):
        text.write(str(number))
    assert [text.read() for text in texts] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(("ring", "code"), [(null.Keyring, "vault_null"), (fail.Keyring, "vault_none")])
def test_a_ring_that_is_not_safe_is_neither_read_nor_written(ring, code):
    text = RingText("s", "a", find=lambda: real_ring(ring()), patience=20.0)
    for ask in (text.read, lambda: text.write("1")):
        with pytest.raises(Unavailable) as raised:
            ask()
        assert raised.value.code == code
