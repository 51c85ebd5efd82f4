"""Layouts over small typst files of the test's own."""

from __future__ import annotations

from io import BytesIO

import pytest
import typst
from PIL import Image

from clerk_app.documents.layouts import DOTS_PER_POINT, Layouts
from tests.documents.conftest import RESOURCES

ONE_PAGE = """
#let words = json(bytes(sys.inputs.words))
#set page(width: 100pt, height: 40pt, margin: 0pt)
#set text(font: "Noto Sans")
#assert(words.name == "Ђурђица „1“")
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.typ").write_text(ONE_PAGE, encoding="utf-8")
    (tmp_path / "two.typ").write_text(ONE_PAGE + "#pagebreak()\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def own(folder):
    return Layouts(folder, RESOURCES / "fonts")


WORDS = {"name": "Ђурђица „1“"}


def test_words_reach_the_layout_as_they_are(own):
    assert own.pdf("one", WORDS).startswith(b"%PDF")
    with pytest.raises(typst.TypstError):
        own.pdf("one", {"name": "other"})


def test_a_picture_has_two_dots_to_the_point(own):
    with Image.open(BytesIO(own.picture("one", WORDS))) as picture:
        assert picture.size == (100 * DOTS_PER_POINT, 40 * DOTS_PER_POINT)


def test_of_more_pages_the_picture_is_the_first(own):
    with Image.open(BytesIO(own.picture("two", WORDS))) as picture:
        assert picture.size == (200, 80)


def test_a_layout_is_compiled_once_and_kept(own, folder):
    own.pdf("one", WORDS)
    kept = own._kept["one"]
    own.picture("one", WORDS)
    assert own._kept == {"one": kept}


def test_a_layout_reads_nothing_outside_its_folder(own, folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("x", encoding="utf-8")
    (folder / "spy.typ").write_text(f'#read("../{outside.parent.name}/secret.txt")', encoding="utf-8")
    with pytest.raises(typst.TypstError):
        own.pdf("spy", WORDS)
