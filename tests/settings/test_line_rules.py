"""What the settings of the line take, and what they say of the rest."""

from __future__ import annotations

import pytest

from clerk_app.domain.errors import Invalid
from clerk_app.settings.line_rules import ProxyAddress, Window


@pytest.mark.parametrize("text", ["system", "none", "http://proksi.primer.rs:3128", "http://10.0.0.1:8080"])
def test_a_proxy(text: str) -> None:
    assert ProxyAddress().read(f" {text} ") == text
    assert ProxyAddress().read("http://proksi:3128/") == "http://proksi:3128"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "setting_address"),
        ("http://proksi.primer.rs", "setting_address"),
        ("https://proksi.primer.rs:3128", "setting_address"),
        ("socks5://proksi.primer.rs:1080", "setting_address"),
        ("http://pera:tajna@proksi.primer.rs:3128", "setting_address"),
        ("http://proksi.primer.rs:3128/put", "setting_address"),
        ("http://mreza.primer.rs/proxy.pac", "setting_proxy_script"),
        ("http://mreza.primer.rs/WPAD.DAT", "setting_proxy_script"),
    ],
)
def test_no_proxy(text: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        ProxyAddress().read(text)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["", "07:00-15:00", "15:00-07:00"])
def test_a_window(text: str) -> None:
    assert Window().read(text) == text


@pytest.mark.parametrize("text", ["7-15", "07:00-07:00", "07:00-24:00", "07:00"])
def test_no_window(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        Window().read(text)
    assert caught.value.code == "setting_hours"


def test_both_say_what_they_take() -> None:
    assert ProxyAddress().describe() == "system | none | http://HOST:PORT"
    assert Window().describe() == "HH:MM-HH:MM"
