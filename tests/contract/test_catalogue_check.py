"""Every way in which a definition makes no sense is found, with its place and reason."""

from __future__ import annotations

import pytest

from clerk_app.contract import catalogue
from clerk_app.contract.catalogue_check import Problem, check
from clerk_app.domain.errors import Invalid
from tests.contract.definitions import GOOD


def test_a_good_definition_has_no_problem() -> None:
    assert check(catalogue.read(GOOD.encode())) == []


def test_all_problems_are_named_in_the_order_of_the_definition() -> None:
    bad = GOOD.replace("version = 1", "version = 0").replace("amount = 100", "amount = -1")
    assert check(catalogue.read(bad.encode())) == [
        Problem("version", "version_wrong"),
        Problem("fees.fee", "fee_amount"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        (
            'type = "integer"',
            'type = "integer"\nrequired = "form.two.x == 1"',
            "one.number.required",
            "reference_unknown",
        ),
        (
            'type = "integer"',
            'type = "integer"\nrequired = "row.other == 1"',
            "one.number.required",
            "reference_unknown",
        ),
        ('type = "integer"', 'type = "integer"\nrequired = "form.one.number"', "one.number.required", "result_type"),
        (
            'type = "integer"',
            'type = "integer"\nvisible = "row.number + 1.0 > 2"',
            "one.number.visible",
            "expression_failed",
        ),
        ('type = "integer"', 'type = "integer"\nvisible = "((("', "one.number.visible", "expression_wrong"),
        (
            'type = "integer"',
            'type = "integer"\nvisible = "' + "1+" * 300 + '1 > 2"',
            "one.number.visible",
            "expression_costly",
        ),
        ('type = "integer"', 'type = "integer"\ncomputed = "\'a\'"', "one.number.computed", "result_type"),
        ('type = "integer"', 'type = "choice"', "one.number", "choices_wrong"),
        ('type = "integer"', 'type = "integer"\ncolumns = 13', "one.number", "size_wrong"),
        ('type = "integer"', 'type = "integer"\nminimum = "many"', "one.number", "bounds_wrong"),
        ('type = "integer"', 'type = "text"\nminimum = "1"', "one.number", "bounds_wrong"),
        ('code = "number"', 'code = "Number"', "one.Number", "code_form"),
        ('en = "Number"', 'en = " "', "one.number", "wording_missing"),
        ('id = "small"', 'id = "Small one"', "id", "code_form"),
        ("version = 1", "version = 0", "version", "version_wrong"),
        ("days = 8", "days = 0", "deadline", "deadline_wrong"),
        ("2024-01-01", "2024-13-01", "fees.fee", "fee_date"),
        ("amount = 100", "amount = -1", "fees.fee", "fee_amount"),
    ],
)
def test_a_wrong_definition_is_refused_with_its_place(old: str, new: str, where: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        catalogue.load(GOOD.replace(old, new, 1).encode())
    assert (refused.value.code, refused.value.params) == ("catalogue_wrong", {"where": where, "reason": reason})


ADDITIONS = {
    "code_twice": '[[fees]]\ncode = "fee"\nlabel = { sr = "а", en = "a" }\nlevel = "local"\ntariff = "1"\namount = 1\n'
    'valid_from = "2024-01-01"\n',
    "dataset_wrong": '[[proofs]]\ncode = "p"\nlabel = { sr = "а", en = "a" }\nsource = "ezup"\ndataset = "gossip"\n',
    "reference_unknown": '[[rules]]\ncode = "r"\nfield = "one.gone"\nbroken = "false"\n'
    'message = { sr = "а", en = "a" }\n',
    "repeat_wrong": '[[sections]]\ncode = "two"\ntitle = { sr = "а", en = "a" }\nrepeat_max = 99\n'
    'fields = [{ code = "x", label = { sr = "а", en = "a" } }]\n',
}


@pytest.mark.parametrize("reason", ADDITIONS)
def test_a_wrong_addition_is_found(reason: str) -> None:
    service = catalogue.read((GOOD + ADDITIONS[reason]).encode())
    assert [problem.code for problem in catalogue.check(service)] == [reason]
