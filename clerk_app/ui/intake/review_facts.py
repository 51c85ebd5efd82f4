"""What will be received, in a few rows: who, through whom, with which times, and what came before in the visit."""

from __future__ import annotations

from clerk_app.i18n import Texts
from clerk_app.ui.intake.state import IntakeState
from clerk_app.ui.representation_words import authority_words


def fact_rows(state: IntakeState, texts: Texts) -> list[tuple[str, str]]:
    """Label and value; rows that say nothing are left out."""
    form = state.form
    applicant, other = form.applicant, form.representative
    speaks = f"{other.spoken_name()}, " if other is not None and other.known else ""
    told = [
        ("intake.fact.applicant", applicant.spoken_name() if applicant else ""),
        (
            "intake.fact.representative",
            f"{speaks}{authority_words(form.representation, texts)}" if form.representation else "",
        ),
        ("intake.fact.on_paper", _paper(state, texts)),
        ("intake.fact.visit", _visit(state, texts)),
    ]
    return [(texts.text(key), value) for key, value in told if value]


def _paper(state: IntakeState, texts: Texts) -> str:
    return texts.moment(state.received_at) if state.form.paper and state.received_at else ""


def _visit(state: IntakeState, texts: Texts) -> str:
    """How many requests came before in this visit, and what their fees come to."""
    if not state.earlier:
        return ""
    total = sum(line.view.fee_total for line in state.earlier)
    words = texts.many("intake.received_before", len(state.earlier))
    return f"{words} · {texts.amount(total)}" if total else words
