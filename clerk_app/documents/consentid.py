"""The sheet of ConsentID parameters, printed or shown once, and the slip of an appointment for eID."""

from __future__ import annotations

from datetime import datetime

from clerk_app.documents import qr
from clerk_app.documents.layouts import DOTS_PER_POINT, Layouts, Words
from clerk_app.documents.raster import raster_of
from clerk_app.documents.wording import PaperTexts
from clerk_app.i18n import Texts
from clerk_app.ports.eid import AgreementFacts, AppointmentFacts, SheetFacts
from clerk_app.ports.paper import Issuer, Raster

SHOWN_DOTS = 840
_NARROW = 400


class ConsentIdPaper:
    """Draws sheets with a compiler that is thrown away each time, because one that is kept remembers its words."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def sheet(self, facts: SheetFacts, width: int) -> Raster:
        """The sheet of parameters, ``width`` dots wide."""
        words = sheet_words(facts, self._texts.of(facts.language), width)
        return raster_of(self._layouts.picture_once("consentid", words), width)

    def sheet_picture(self, facts: SheetFacts) -> bytes:
        """The sheet as PNG, to be shown where no printer is."""
        words = sheet_words(facts, self._texts.of(facts.language), SHOWN_DOTS, card=True)
        return self._layouts.picture_once("consentid", words)

    def appointment(self, facts: AppointmentFacts, width: int) -> Raster:
        """The slip of an appointment, ``width`` dots wide."""
        words = appointment_words(facts, self._texts.of(facts.language), width)
        return raster_of(self._layouts.picture("notice", words), width)

    def agreement(self, facts: AgreementFacts, width: int) -> Raster:
        """What the citizen agrees to, ``width`` dots wide."""
        words = agreement_words(facts, self._texts.of(facts.language), width)
        return raster_of(self._layouts.picture("notice", words), width)


def sheet_words(facts: SheetFacts, texts: Texts, width: int, *, card: bool = False) -> Words:
    """Everything on the sheet, in words; a ``card`` is wide and has the code beside."""
    code = qr.make(facts.parameters.qr)
    room = width * (35 if card else 60) // 100
    return {
        "width": width / DOTS_PER_POINT,
        "card": card,
        "head": _head(facts.issuer, texts),
        "title": texts.text("consentid.title"),
        "practice": texts.text("receipt.practice") if facts.issuer.practice else "",
        "name": facts.name,
        "given": texts.text("consentid.given", at=_moment(facts.given_local, texts)),
        "rows": [
            [texts.text("consentid.user_id"), facts.parameters.user_id],
            [texts.text("consentid.code"), facts.parameters.code],
        ],
        "qr": code.svg,
        "qr_points": code.modules * max(2, min(10 if card else 8, room // code.modules)) / DOTS_PER_POINT,
        "steps": [texts.text(f"consentid.step.{number}") for number in ("1", "2", "3")],
        "warning": texts.text("consentid.warning"),
        "foot": texts.text("consentid.foot", phone=facts.issuer.municipality.phone),
    }


def appointment_words(facts: AppointmentFacts, texts: Texts, width: int) -> Words:
    """Everything on the slip, in words."""
    at = datetime.fromisoformat(facts.at)
    return {
        "width": width / DOTS_PER_POINT,
        "narrow": width < _NARROW,
        "head": _head(facts.issuer, texts),
        "title": texts.text("appointment.title"),
        "name": facts.name,
        "day": texts.long_date(at.date()),
        "time": texts.text("appointment.at", time=texts.time(at)),
        "paragraphs": [texts.text("appointment.bring")],
        "foot": texts.text("appointment.foot", phone=facts.issuer.municipality.phone),
    }


def agreement_words(facts: AgreementFacts, texts: Texts, width: int) -> Words:
    """What the citizen agrees to, a paragraph a line."""
    return {
        "width": width / DOTS_PER_POINT,
        "narrow": width < _NARROW,
        "head": _head(facts.issuer, texts),
        "title": texts.text("agreement.title"),
        "name": facts.name,
        "day": "",
        "time": "",
        "paragraphs": texts.wording(facts.agreement).splitlines(),
        "foot": facts.issuer.municipality.data_protection,
    }


def _head(issuer: Issuer, texts: Texts) -> list[str]:
    municipality = issuer.municipality
    counter = texts.text("receipt.counter", counter=issuer.counter)
    return [municipality.name, municipality.address, counter]


def _moment(local: str, texts: Texts) -> str:
    return texts.moment(datetime.fromisoformat(local))
