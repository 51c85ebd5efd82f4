"""Texts: both languages whole, Latin by rule, plurals, formats, and what a broken catalogue says."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.catalogue import Wording
from clerk_app.i18n import MissingText, PoError, Texts, pseudo, read_mo, read_po
from scripts.compile_texts import main as compile_texts

FOLDER = Path(__file__).parents[1] / "resources" / "texts"
HEAD = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n != 1;\\n"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in ("sr", "en"):
        (tmp_path / language).mkdir()
    (tmp_path / "sr" / "a.po").write_text(HEAD + '\nmsgid "a.hello"\nmsgstr "Љубав, {name} и {Џеп}"\n')
    (tmp_path / "en" / "a.po").write_text(HEAD + '\nmsgid "a.hello"\nmsgstr "Love, {name}"\n')
    return tmp_path


def test_latin_is_derived_and_placeholders_and_values_stay(folder: Path) -> None:
    texts = Texts(folder, "sr-Latn")
    assert texts.text("a.hello", name="Ђорђе", Џеп="1") == "Ljubav, Ђорђе i 1"


def test_wording_is_given_in_the_language(folder: Path) -> None:
    wording = Wording(sr="Извод", en="Extract")
    assert Texts(folder).wording(wording) == "Извод"
    assert Texts(folder, "sr-Latn").wording(wording) == "Izvod"
    assert Texts(folder, "en").wording(wording) == "Extract"
    assert Texts(folder, "en").wording(Wording(sr="Извод")) == "Извод"
    assert Texts(folder, "en").text("a.hello", name=wording) == "Love, Extract"


def test_missing_key_raises_when_strict_and_shows_itself_otherwise(folder: Path) -> None:
    assert Texts(folder).text("a.gone") == "a.gone"
    assert Texts(folder).many("a.gone", 2) == "a.gone"
    with pytest.raises(MissingText, match=r"a\.gone"):
        Texts(folder, strict=True).text("a.gone")


@pytest.mark.parametrize(
    ("n", "words"), [(1, "41 захтев"), (2, "захтева"), (5, "захтева"), (21, "21 захтев"), (11, "11 захтева")]
)
def test_serbian_plurals(n: int, words: str) -> None:
    n = 41 if words.startswith("41") else n
    assert words in Texts(FOLDER).many("strip.link_weak", n, minutes=9).replace("*", "")


def test_verb_follows_the_number() -> None:
    texts = Texts(FOLDER)
    assert "чека" in texts.many("strip.link_weak", 1, minutes=1)
    assert "чекају" in texts.many("strip.link_weak", 3, minutes=1)


def test_formats() -> None:
    moment = dt.datetime(2026, 11, 3, 8, 5)  # noqa: DTZ001 (local time, as it is shown)
    serbian, english = Texts(FOLDER, strict=True), Texts(FOLDER, "en", strict=True)
    assert serbian.date(moment) == "03.11.2026."
    assert serbian.time(moment) == "08:05"
    assert serbian.long_date(moment) == "уторак, 3. новембар"
    assert serbian.amount(133000) == "1.330,00 РСД"
    assert Texts(FOLDER, "sr-Latn").amount(5) == "0,05 RSD"
    assert serbian.number(-1234567) == "−1.234.567"
    assert english.amount(133000) == "1,330.00 RSD"
    assert english.long_date(moment) == "Tuesday, 3 November"
    assert Texts(FOLDER, "xx").amount(133000) == "1.330,00 РСД"


@given(st.text(min_size=6).filter(lambda text: sum(letter.isalpha() for letter in text) >= 6))
def test_pseudo_is_longer_by_a_third_of_its_letters(text: str) -> None:
    letters = sum(letter.isalpha() for letter in text)
    assert len(pseudo(text)) - len(text) == (letters + 2) // 3


def test_pseudo_shows_brackets_and_fills(folder: Path) -> None:
    shown = Texts(folder, "xx").text("a.hello", name="1", Џеп="2")
    assert shown.startswith("[")
    assert "1" in shown
    assert "{" not in shown


@pytest.mark.parametrize(
    "source", ['msgctxt "x"\nmsgid "a"\nmsgstr "b"\n', 'msgid "a"\nmsgstr "b\n', "hello\n", '"loose"\n']
)
def test_broken_source_names_file_and_line(tmp_path: Path, source: str) -> None:
    path = tmp_path / "bad.po"
    path.write_text(source)
    with pytest.raises(PoError, match=r"bad\.po:\d"):
        read_po(path)


def test_long_and_escaped_texts_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text('msgid "a"\nmsgstr ""\n"one "\n"\\"two\\"\\n"\n\n# note\nmsgid "b"\nmsgstr "x"\n')
    assert read_po(path) == {"a": ('one "two"\n',), "b": ("x",)}


def test_compiled_equals_source_and_is_preferred_unless_older(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.compile_texts.ROOT", folder)
    (folder / "en" / "a.po").write_text((folder / "en" / "a.po").read_text().replace("{name}", "{name} {Џеп}"))
    assert compile_texts() == 0
    source, compiled = folder / "sr" / "a.po", folder / "sr" / "a.mo"
    assert read_mo(compiled)["a.hello"] == read_po(source)["a.hello"]
    source.write_text(HEAD + '\nmsgid "a.hello"\nmsgstr "ново"\n')
    os.utime(source, (1, 1))
    assert Texts(folder).text("a.hello", name="", Џеп="") != "ново"
    later = compiled.stat().st_mtime + 5
    os.utime(source, (later, later))
    assert Texts(folder).text("a.hello") == "ново"


def test_compiling_tells_what_differs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.compile_texts.ROOT", folder)
    (folder / "en" / "a.po").write_text(HEAD + '\nmsgid "a.other"\nmsgstr "x"\n')
    assert compile_texts() == 1
    told = capsys.readouterr().err
    assert "a.hello is missing" in told
    assert "a.other has no source" in told


def test_not_a_catalogue(tmp_path: Path) -> None:
    (tmp_path / "a.mo").write_bytes(b"\0" * 40)
    with pytest.raises(PoError):
        read_mo(tmp_path / "a.mo")


def test_languages_are_the_folders() -> None:
    assert Texts(FOLDER).languages()[:2] == ("sr-Cyrl", "sr-Latn")
    assert "en" in Texts(FOLDER).languages()
    assert Texts(FOLDER).in_language("en").language == "en"
