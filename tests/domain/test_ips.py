"""The text of the IPS code follows the bank's rules, whatever stands on the slip."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import ips

SLIP = ips.PaymentSlip(
    payer="Пера Примерић\nГлавна 1\nКосјерић",
    payee="Општинска управа",
    account="840000074225184373",
    amount=132000,
    code="253",
    model="97",
    reference="51048",
    purpose="Локална административна такса",
)


def test_the_exact_text() -> None:
    assert ips.build(SLIP) == (
        "K:PR|V:01|C:1|R:840000074225184373|N:Opštinska uprava|I:RSD1320,00|P:Pera Primerić\nGlavna 1\nKosjerić"
        "|SF:253|S:Lokalna administrativna taksa|RO:9751048"
    )


@pytest.mark.parametrize(
    "text",
    [
        "K:PR|V:01|C:1|R:840000000095584510|N:Čigra doo|I:RSD1025,12|SF:289",
        "K:PR|V:01|C:1|R:845000000040484987|N:JP EPS BEOGRAD\nBALKANSKA 13|I:RSD3596,13|SF:189|S:UPLATA PO RAČUNU",
    ],
)
def test_published_codes_are_right(text: str) -> None:
    assert ips.check(text) == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("R:840000074225184373", "R:840000074225184374"), "ips_form:R"),
        (("R:840000074225184373", "R:840-742251843-73"), "ips_form:R"),
        (("I:RSD1320,00", "I:RSD1.320,00"), "ips_form:I"),
        (("I:RSD1320,00", "I:RSD1320"), "ips_form:I"),
        (("I:RSD1320,00", "I:RSD,01"), "ips_form:I"),
        (("RO:9751048", "RO:9752048"), "ips_form:RO"),
        (("N:Opštinska", "N:Општинска"), "ips_form:N"),
        (("SF:253", "SF:353"), "ips_form:SF"),
        (("S:Lokalna administrativna taksa", "S:"), "ips_form:S"),
        (("|SF:253", ""), "ips_missing:SF"),
        (("|V:01|C:1", "|C:1|V:01"), "ips_order:"),
        (("K:PR", "K:PR|K:PR"), "ips_order:"),
        (("K:PR", "|K:PR"), "ips_unknown:"),
        (("K:PR", " K:PR"), "ips_unknown: K"),
        (("SF:253", "SF:253|ZZ:1"), "ips_unknown:ZZ"),
    ],
)
def test_every_broken_rule_is_found(change: tuple[str, str], problem: str) -> None:
    assert problem in ips.check(ips.build(SLIP).replace(*change, 1))


TEXTS = st.text(max_size=120)


@given(TEXTS, TEXTS, TEXTS, st.integers(min_value=0, max_value=10**14 - 1))
def test_whatever_stands_on_the_slip_the_code_is_right(payer: str, payee: str, purpose: str, amount: int) -> None:
    slip = replace(SLIP, payer=payer, payee=f"Op {payee}", purpose=purpose, amount=amount)
    text = ips.build(slip)
    assert ips.check(text) == ()
    assert "|" not in text.removeprefix("K:PR|").split("N:")[1].split("|I:")[0]
