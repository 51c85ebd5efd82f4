"""Payment slips: the code decodes to the exact text, and an annulled slip cannot be paid by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.documents import qr
from clerk_app.documents.slip import SlipPaper, code_text, slip_words
from clerk_app.domain import ips
from clerk_app.domain.payments import PaymentPolicy, orders_of, slip_of
from clerk_app.ports.paper import SlipFacts
from tests.support.specimens import APPLICANT, ISSUER, MUNICIPALITY, received


@pytest.fixture
def facts():
    (order,) = orders_of(received(), PaymentPolicy(), MUNICIPALITY.tax_accounts())
    slip = slip_of(order, payer=APPLICANT, purpose="Заузеће јавне површине")
    return SlipFacts(issuer=ISSUER, slip=slip, number="A7-000415-T", language="sr-Cyrl")


def test_a_reader_finds_the_exact_text_on_the_drawn_slip(facts, layouts, texts):
    text = code_text(facts)
    assert ips.check(text) == ()
    assert qr.read(SlipPaper(layouts, texts).picture(facts)) == (text,)


def test_the_slip_is_a_pdf(facts, layouts, texts):
    assert SlipPaper(layouts, texts).slip(facts).startswith(b"%PDF")


def test_an_annulled_slip_says_so_and_has_no_code(facts, layouts, texts):
    annulled = SlipFacts(
        issuer=facts.issuer, slip=facts.slip, number=facts.number, language="sr-Cyrl", annulled="грешка"
    )
    words = slip_words(annulled, texts.of("sr-Cyrl"))
    assert (words["over"], words["qr"]) == ("поништено", "")
    assert qr.read(SlipPaper(layouts, texts).picture(annulled)) == ()


@pytest.mark.parametrize(
    ("past", "over", "said"),
    [
        ("", "", ""),
        ("take", "", "Рок за уплату је прошао (08.12.2026.). Уплата се бележи као закаснела."),
        ("keep", "прошао рок", "Рок за уплату је прошао (08.12.2026.). По овом налогу се више не плаћа."),
    ],
)
def test_a_slip_whose_day_is_over_says_so_and_has_a_code_only_where_late_money_is_taken(
    facts, layouts, texts, past, over, said
):
    late = replace(facts, past=past, last_day="2026-12-08")
    words = slip_words(late, texts.of("sr-Cyrl"))
    assert (words["over"], words["past"], bool(words["qr"])) == (over, said, past != "keep")
    paper = SlipPaper(layouts, texts)
    assert paper.slip(late).startswith(b"%PDF")
    assert qr.read(paper.picture(late)) == ((code_text(late),) if past != "keep" else ())
    assert bool(paper.code(late)) == (past != "keep")
    undated = slip_words(replace(late, last_day=""), texts.of("en"))["past"]
    assert ("(" in undated, bool(undated)) == (False, bool(past))


def test_the_account_is_written_as_people_write_it(facts, texts):
    assert slip_words(facts, texts.of("sr-Cyrl"))["account"] == "840-742251843-73"
