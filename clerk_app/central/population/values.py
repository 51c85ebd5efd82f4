"""What the registers know of people, companies and land, as values; dates are ISO, or empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clerk_app.domain.people import Address, IdDocument, Person

MaritalStatus = Literal["single", "married", "divorced", "widowed"]
HolderKind = Literal["citizen", "company", "public"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizen:
    """One inhabitant. Of the dead everything stays as it was on the day; they are of no household (0).

    Names stand as the register has them; ``own_surname`` and ``own_given_name`` are a minority's own spelling.
    ``father``, ``mother`` and ``spouse`` are numbers of people in the population, ``spouse`` the last one; names of
    parents are known also where the parents are not.
    """

    id_kind: Literal["jmbg", "foreigner", "passport"]
    id_number: str
    surname: str
    given_name: str
    own_surname: str = ""
    own_given_name: str = ""
    birth_surname: str
    language: str
    citizenship: str
    sex: Literal["m", "f"]
    birth_date: str
    birth_place: str
    father: str = ""
    mother: str = ""
    father_name: str = ""
    mother_name: str = ""
    marital_status: MaritalStatus = "single"
    spouse: str = ""
    married_on: str = ""
    divorced_on: str = ""
    died_on: str = ""
    household: int = 0
    place: str
    street: str
    house: str
    apartment: str = ""
    settled_on: str
    document_kind: Literal["id_card", "passport", "none"] = "none"
    document: str = ""
    document_issued: str = ""
    document_expires: str = ""
    phone: str = ""
    email: str = ""

    def person(self, municipality: str) -> Person:
        """The same one as the counter knows people, an inhabitant of ``municipality`` (its name)."""
        number = self.house.rstrip("абв")
        return Person(
            id_kind=self.id_kind,
            id_number=self.id_number,
            surname=self.surname,
            given_name=self.given_name,
            parent_name=self.father_name or self.mother_name,
            sex=self.sex,
            birth_date=self.birth_date,
            birth_place=self.birth_place,
            address=Address(
                state="SRB",
                municipality=municipality,
                place=self.place,
                street=self.street,
                number=number,
                letter=self.house[len(number) :],
                apartment=self.apartment,
            ),
            document=IdDocument(
                kind=self.document_kind,
                number=self.document,
                issuer="МУП Р. Србије" if self.document_kind == "id_card" else "",
                issued=self.document_issued,
                expires=self.document_expires,
            ),
            phone=self.phone,
            email=self.email,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company or an entrepreneur; ``representative`` is a number of the population."""

    company_number: str
    pib: str
    kind: Literal["company", "entrepreneur"]
    name: str
    activity: str
    activity_name: str
    place: str
    street: str
    house: str
    founded_on: str
    status: Literal["active", "liquidation", "deleted"]
    representative: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a parcel, and what share of it (``1/2``); ``number`` is a person's or a company's, or empty."""

    kind: HolderKind
    number: str
    name: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A parcel of land; ``area`` in square metres, ``field_name`` is what people call the place."""

    cadastral: str
    number: str
    folio: int
    field_name: str
    use: str
    area: int
    building: str
    burden: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A whole population."""

    citizens: tuple[Citizen, ...]
    companies: tuple[Company, ...]
    parcels: tuple[Parcel, ...]
