"""People as the counter knows them: names as the document has them, never transliterated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

IdKind = Literal["jmbg", "foreigner", "passport", "refugee", "company", "none"]
Source = Literal["card", "typed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Residence in the parts that the identity card keeps; every part may be empty."""

    state: str = ""
    municipality: str = ""
    place: str = ""
    street: str = ""
    number: str = ""
    letter: str = ""
    entrance: str = ""
    floor: str = ""
    apartment: str = ""

    def line(self) -> str:
        """Street, number and the rest on one line, as it is written on an envelope."""
        house = f"{self.number}{self.letter}"
        inside = "/".join(part for part in (self.floor, self.apartment) if part)
        parts = [self.street, house, f"ул. {self.entrance}" if self.entrance else "", inside]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdDocument:
    """The document that showed who the person is; dates are ISO (``YYYY-MM-DD``) or empty, ``state`` issued it."""

    kind: Literal["id_card", "passport", "refugee_card", "other", "none"] = "none"
    number: str = ""
    issuer: str = ""
    issued: str = ""
    expires: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A natural person, or a legal one whose name stands in ``surname``; ``birth_date`` is ISO or empty.

    A legal person has its tax number (PIB) in ``id_number`` and its registration number (MB) in ``company_number``.
    """

    id_kind: IdKind = "jmbg"
    id_number: str = ""
    surname: str = ""
    given_name: str = ""
    parent_name: str = ""
    sex: Literal["m", "f", ""] = ""
    birth_date: str = ""
    birth_place: str = ""
    address: Address = field(default_factory=Address)
    document: IdDocument = field(default_factory=IdDocument)
    phone: str = ""
    email: str = ""
    source: Source = "typed"
    company_number: str = ""

    @property
    def known(self) -> bool:
        """Whether there is anybody at all: a name or a number."""
        return bool(self.surname or self.id_number)

    def full_name(self) -> str:
        """Surname first, as lists and registers have it."""
        return f"{self.surname} {self.given_name}".strip()

    def spoken_name(self) -> str:
        """Given name first, as people are addressed."""
        return f"{self.given_name} {self.surname}".strip()


def mask(number: str) -> str:
    """Hide the middle of a personal number: six first and one last digit stay (``140398••••••3``)."""
    if len(number) < 8:
        return "•" * len(number)
    return f"{number[:6]}{'•' * (len(number) - 7)}{number[-1]}"
