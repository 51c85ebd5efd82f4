"""QR codes read back exactly, whatever the letters."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from clerk_app.documents import qr
from clerk_app.domain.errors import Invalid


@pytest.mark.parametrize("text", ["Општина", "SLT1:ABC 123", "šđžčć ШЂЖ", "K:PR|V:01|C:1\nред"])
def test_texts_read_back(text):
    assert qr.read(qr.make(text).png) == (text,)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="АБВГДЂабвгдђ0123456789|:,\n", min_size=1, max_size=120))
def test_any_cyrillic_text_reads_back(text):
    assert qr.read(qr.make(text).png) == (text,)


@pytest.mark.parametrize("seed", [691, 758])
def test_modules_that_pass_for_another_barcode_are_not_read_as_one(seed):
    symbols = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    text = "SLT1:" + "".join(random.Random(seed).choices(symbols, k=235))
    assert qr.read(qr.make(text).png) == (text,)


def test_dense_symbols_make_a_smaller_code():
    assert qr.make("A" * 200).modules < qr.make("a" * 200).modules


def test_a_picture_of_a_size_that_nobody_prints_is_said_to_be_unreadable():
    strip = io.BytesIO()
    Image.new("1", (8, 70_000)).save(strip, "png")
    with pytest.raises(Invalid, match="picture_unreadable"):
        qr.read(strip.getvalue())
