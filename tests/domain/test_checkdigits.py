"""Check digits agree with the published vectors and never raise on what a clerk types."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import checkdigits

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "check-digit-vectors.json").read_text(encoding="utf-8")
)
CHECKS: list[Callable[[str], str]] = [
    checkdigits.check_jmbg,
    checkdigits.check_pib,
    checkdigits.check_company_number,
    checkdigits.check_foreigner,
    checkdigits.check_account,
    checkdigits.check_iban,
]


@pytest.mark.parametrize("vector", VECTORS["jmbg"], ids=lambda vector: vector["base"])
def test_jmbg_vectors(vector: dict[str, Any]) -> None:
    right = {digit for digit in "0123456789" if not checkdigits.check_jmbg(vector["base"] + digit)}
    assert right == ({str(vector["check"])} if vector["check"] is not None else set())


@pytest.mark.parametrize(
    ("key", "check"),
    [("pib", checkdigits.check_pib), ("company_number", checkdigits.check_company_number)],
)
def test_company_vectors(key: str, check: Callable[[str], str]) -> None:
    for vector in VECTORS[key]:
        right = {digit for digit in "0123456789" if not check(vector["base"] + digit)}
        assert right == {str(vector["check"])}, vector


def test_reference_vectors() -> None:
    for vector in VECTORS["reference_model_97"]:
        assert checkdigits.control_97(vector["input"]) == vector["control"]
        assert checkdigits.check_reference("97", vector["control"] + vector["input"]) == ""
        wrong = f"{(int(vector['control']) + 1) % 100:02d}"
        assert checkdigits.check_reference("97", wrong + vector["input"]) == "reference_check_digits"
    for vector in VECTORS["reference_model_22"]:
        assert checkdigits.control_22(vector["input"]) == str(vector["control"])
        assert checkdigits.check_reference("22", f"223-{vector['input']}-{vector['control']}") == ""


def test_account_and_iban_vectors() -> None:
    for vector in VECTORS["account"]:
        control = vector["account"][-2:]
        assert checkdigits.full_account(f"{vector['bank']}-{vector['number']}-{control}") == vector["account"]
        assert checkdigits.check_account(vector["account"]) == ""
    for vector in VECTORS["iban"]:
        assert checkdigits.iban_of(vector["account"]) == vector["iban"]
        assert checkdigits.check_iban(vector["iban"]) == ""


def test_a_jmbg_without_a_possible_digit_is_a_finding_of_its_own() -> None:
    assert checkdigits.check_jmbg("1505985995000") == "jmbg_no_check_digit"


@pytest.mark.parametrize("area", ["00", "07", "15", "60", "71", "90", "98", "99"])
def test_no_area_is_ever_judged(area: str) -> None:
    findings = {checkdigits.check_jmbg(f"0101990{area}000{digit}") for digit in "0123456789"}
    assert findings <= {"", "jmbg_check_digit", "jmbg_no_check_digit"}


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("0101990990000", date(1990, 1, 1), "m"),
        ("3112947991233", date(1947, 12, 31), "m"),
        ("2308003990429", date(2003, 8, 23), "m"),
        ("1403988905006", date(1988, 3, 14), "f"),
    ],
)
def test_birth_date_and_sex(number: str, born: date, sex: str) -> None:
    assert checkdigits.birth_date_of(number) == born
    assert checkdigits.sex_of(number) == sex


def test_an_impossible_date_is_found_when_the_digit_is_right() -> None:
    findings = {checkdigits.check_jmbg(f"310299099000{digit}") for digit in "0123456789"}
    assert "jmbg_date" in findings
    assert "" not in findings


@pytest.mark.parametrize("check", CHECKS)
@given(text=st.one_of(st.text(max_size=30), st.text(alphabet="0123456789RS- ", max_size=30)))
def test_checks_answer_whatever_is_typed(check: Callable[[str], str], text: str) -> None:
    assert isinstance(check(text), str)


@given(model=st.sampled_from(["", "00", "11", "22", "97", "x"]), text=st.text(max_size=30))
def test_references_answer_whatever_is_typed(model: str, text: str) -> None:
    assert isinstance(checkdigits.check_reference(model, text), str)


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-", min_size=1, max_size=10))
def test_a_computed_control_is_always_accepted(content: str) -> None:
    control = checkdigits.control_97(content)
    assert (checkdigits.check_reference("97", control + content) == "") == bool(control)


@given(st.integers(min_value=0, max_value=10**12 - 1), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_in_a_jmbg_never_passes(base: int, place: int, change: int) -> None:
    for digit in "0123456789":
        number = f"{base:012d}{digit}"
        if checkdigits.check_jmbg(number) == "":
            other = str((int(number[place]) + change) % 10)
            assert checkdigits.check_jmbg(number[:place] + other + number[place + 1 :]) != ""


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_numbers_with_their_computed_digit_are_right(base: int) -> None:
    registered, taxed = f"{base % 10**7:07d}", f"{base:08d}"
    assert checkdigits.check_company_number(registered + checkdigits.company_number_digit(registered)) == ""
    assert checkdigits.check_pib(taxed + checkdigits.pib_digit(taxed)) == ("" if taxed >= "10" else "pib_form")


def test_a_serial_without_check_digit_has_none() -> None:
    assert checkdigits.jmbg_digit("150598581501") == ""
    assert checkdigits.jmbg_digit("010199090000") == "1"
