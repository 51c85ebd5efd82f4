"""By what somebody speaks for the applicant, in words."""

from __future__ import annotations

from clerk_app.domain.bodies import Representation
from clerk_app.domain.values import shown_date
from clerk_app.i18n import Texts


def authority_words(by: Representation, texts: Texts) -> str:
    """The ground, with number and date of its paper."""
    told = [texts.text(f"representation.{by.kind}")]
    told += [texts.text("representation.number_of", number=by.number)] if by.number else []
    told += [texts.text("representation.of_day", date=shown_date(by.issued))] if by.issued else []
    return " ".join(told)
