"""Builds the files of an identity card from a person, for practice, demonstration and trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from clerk_app.devices.card_files import HEADER
from clerk_app.devices.id_card_tags import APPLICATIONS, File, Kind, Tag
from clerk_app.domain.people import Person

_SEX = {"m": "M", "f": "Ж", "": ""}
_DOCUMENT_TYPE: dict[Kind, str] = {"citizen": "ID", "foreigner": "IF", "residence": "RP"}


@dataclass(frozen=True, slots=True)
class CardImage:
    """What lies on a card: the name of its application, and its files with their headers, by file id."""

    aid: bytes
    files: Mapping[int, bytes]

    def without(self, *missing: File) -> CardImage:
        """The same card with some files never written."""
        return replace(self, files={name: data for name, data in self.files.items() if name not in missing})


def card_image(person: Person, jpeg: bytes, *, kind: Kind = "citizen", address_since: str = "") -> CardImage:
    """The card that would read as ``person``; every value goes onto it exactly as it stands."""
    return CardImage(
        aid=APPLICATIONS[kind],
        files={
            File.DOCUMENT: _file(File.DOCUMENT, _records(_document(person, kind))),
            File.FIXED: _file(File.FIXED, _records(_fixed(person))),
            File.RESIDENCE: _file(File.RESIDENCE, _records(_residence(person, address_since))),
            File.PORTRAIT: _file(File.PORTRAIT, _record(Tag.PORTRAIT, jpeg)),
        },
    )


def _document(person: Person, kind: Kind) -> dict[Tag, str]:
    return {
        Tag.DOCUMENT_NUMBER: person.document.number,
        Tag.DOCUMENT_TYPE: _DOCUMENT_TYPE[kind],
        Tag.ISSUED: _card_date(person.document.issued),
        Tag.EXPIRES: _card_date(person.document.expires),
        Tag.ISSUER: person.document.issuer,
    }


def _fixed(person: Person) -> dict[Tag, str]:
    return {
        Tag.PERSONAL_NUMBER: person.id_number,
        Tag.SURNAME: person.surname,
        Tag.GIVEN_NAME: person.given_name,
        Tag.PARENT_NAME: person.parent_name,
        Tag.SEX: _SEX[person.sex],
        Tag.BIRTH_PLACE: person.birth_place,
        Tag.BIRTH_DATE: _card_date(person.birth_date),
    }


def _residence(person: Person, since: str) -> dict[Tag, str]:
    home = person.address
    return {
        Tag.STATE: home.state,
        Tag.MUNICIPALITY: home.municipality,
        Tag.PLACE: home.place,
        Tag.STREET: home.street,
        Tag.NUMBER: home.number,
        Tag.LETTER: home.letter,
        Tag.ENTRANCE: home.entrance,
        Tag.FLOOR: home.floor,
        Tag.APARTMENT: home.apartment,
        Tag.ADDRESS_DATE: _card_date(since) or "01010001",
    }


def _card_date(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%d%m%Y") if iso else ""


def _records(values: Mapping[Tag, str]) -> bytes:
    return b"".join(_record(tag, text.encode()) for tag, text in values.items() if text)


def _record(tag: int, value: bytes) -> bytes:
    return HEADER.pack(tag, len(value)) + value


def _file(name: File, content: bytes) -> bytes:
    """The header of a file repeats its name in the tag."""
    return HEADER.pack(name, len(content)) + content
