"""Both scripts meet in one fold, Latin is derived rightly, and sorting follows the azbuka."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import scripts

SERBIAN = st.text(alphabet="абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ -", max_size=40)


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љубовија", "Ljubovija"),
        ("ЉУБОВИЈА", "LJUBOVIJA"),
        ("Љ. Петровић", "Lj. Petrović"),
        ("КОЊ", "KONJ"),
        ("Коњ", "Konj"),
        ("ОПШТИНА ЊЕГОШЕВО", "OPŠTINA NJEGOŠEVO"),
        ("Џеп и џем, Ђорђе", "Džep i džem, Đorđe"),
        ("Љиљана ЉИЉАНА", "Ljiljana LJILJANA"),
        ("Zürich, x@y.rs", "Zürich, x@y.rs"),
    ],
)
def test_latin_is_derived(cyrillic: str, latin: str) -> None:
    assert scripts.to_latin(cyrillic) == latin


@pytest.mark.parametrize("typed", ["Ђорђевић", "Đorđević", "Djordjevic", "Dordevic", "DJORDJEVIĆ", "đorđevic"])
def test_every_way_of_typing_a_name_folds_alike(typed: str) -> None:
    assert scripts.fold(typed) == scripts.fold("Ђорђевић")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Џаџић", "Dzadzic"),
        ("Žižić", "Жижић"),
        ("Љиљана", "Ljiljana"),
        ("ǉ", "lj"),
        ("c\u030c", "č"),
        ("Szűcs", "szucs"),
    ],
)
def test_folds_meet(one: str, other: str) -> None:
    assert scripts.fold(one) == scripts.fold(other)


@given(SERBIAN)
def test_cyrillic_and_its_latin_fold_alike(text: str) -> None:
    assert scripts.fold(scripts.to_latin(text)) == scripts.fold(text)


@given(SERBIAN, st.integers(0, 40))
def test_the_fold_of_a_beginning_is_a_beginning_of_the_fold(text: str, length: int) -> None:
    assert scripts.fold(text).startswith(scripts.fold(text[:length]))


@given(SERBIAN)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert scripts.fold(scripts.fold(text)) == scripts.fold(text)


@given(st.text(max_size=60))
def test_latin_holds_no_serbian_cyrillic(text: str) -> None:
    latin = scripts.to_latin(text)
    assert not set(latin) & set("абвгдђежзијклљмнњопрстћуфхцчџшЉЊЏЂЋ")
    assert scripts.to_latin(latin) == latin


@given(st.text(max_size=60))
def test_tidy_text_is_composed_visible_and_stays_so(text: str) -> None:
    tidied = scripts.tidy(text)
    assert scripts.tidy(tidied) == tidied
    assert unicodedata.is_normalized("NFC", tidied)
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in tidied)
    tidied.encode()


def test_tidy_takes_away_what_nobody_sees() -> None:
    assert scripts.tidy(" Pe\u200btar\u00a0 \tP.\x00\ud800 ǅep ") == "Petar P. Džep"
    assert scripts.has_hidden("a\u200bb")
    assert not scripts.has_hidden("a\tb\n c")


def test_lines_are_kept_where_there_may_be_lines() -> None:
    assert scripts.tidy_lines("\r\n a  b \r\n\x07c\r\n") == "a b\nc"


def test_names_sort_as_in_the_azbuka() -> None:
    names = "10,Апатин,Beograd,Вршац,Dimitrovgrad,Ђаково,Đurđevo,Žabalj,Lazarevac,Љиг,Ниш,Njegoševo"
    ordered = f"{names},Ћуприја,Чачак,Džep,Шабац".split(",")
    shuffled = random.Random(4).sample(ordered, len(ordered))
    assert sorted(shuffled, key=scripts.collation_key) == ordered


@given(st.text(max_size=30))
def test_every_text_has_a_place(text: str) -> None:
    assert scripts.collation_key(text).endswith("\0" + text)
