"""eID at the counter: who may be registered, by which document, and when somebody can be asked to come (DOMAIN §10).

What is uncertain or changes (age, documents, hours) is policy that the centre gives, never a constant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from clerk_app.domain import checkdigits
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.deadlines import is_working_day
from clerk_app.domain.people import Person

Level = Literal["none", "basic", "high"]
AccountState = Literal["none", "unconfirmed", "active", "blocked"]
DocumentKind = Literal["id_card", "passport", "other"]

TAIL = 4
"""How many digits of a document's number are kept: enough to find the paper again, too few to misuse it."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_PHONE = re.compile(r"\+\d{8,15}")
_FOREIGNER = re.compile(r"[0-9]{9,13}")
LONGEST_EMAIL = 120
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class EidPolicy:
    """The centre's rules for eID: least age in years, documents, hours (``HH:MM``) and days for appointments.

    ``agreement`` is what the citizen is given to read.
    """

    min_age: int
    documents: tuple[str, ...]
    opens: str
    closes: str
    slot_minutes: int
    days_ahead: int
    agreement: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class EidDocument:
    """The document that was seen: its last digits, until when it is valid (ISO), and whether it is biometric."""

    kind: DocumentKind = "other"
    tail: str = ""
    expires: str = ""
    biometric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EidIdentity:
    """Whom an account is for; ``birth_date`` is ISO."""

    id_kind: Literal["jmbg", "foreigner"] = "jmbg"
    id_number: str = ""
    surname: str = ""
    given_name: str = ""
    birth_date: str = ""
    document: EidDocument = field(default_factory=EidDocument)

    def spoken_name(self) -> str:
        """Given name first, as people are addressed."""
        return f"{self.given_name} {self.surname}".strip()


def identity_of(person: Person, document: EidDocument) -> EidIdentity:
    """The person at the counter, with the document that was seen; a JMBG tells the birth date itself."""
    told = checkdigits.birth_date_of(person.id_number) if person.id_kind == "jmbg" else None
    return EidIdentity(
        id_kind="foreigner" if person.id_kind == "foreigner" else "jmbg",
        id_number=person.id_number,
        surname=person.surname,
        given_name=person.given_name,
        birth_date=told.isoformat() if told else person.birth_date,
        document=document,
    )


def tail_of(number: str) -> str:
    """The last digits of a document's number."""
    return "".join(sign for sign in number if sign.isalnum())[-TAIL:]


def malformed(identity: EidIdentity) -> tuple[str, str]:
    """The code and the field of what is missing or wrong in an identity; two empty texts where nothing is."""
    if identity.id_kind == "jmbg":
        code = checkdigits.check_jmbg(identity.id_number)
        if code and code != "jmbg_no_check_digit":
            return code, "id_number"
    elif not _FOREIGNER.fullmatch(identity.id_number):
        return "eid_foreigner_number", "id_number"
    if not (identity.surname and identity.given_name) or len(identity.surname + identity.given_name) > LONGEST_NAME:
        return "eid_name_missing", "surname"
    if not _is_date(identity.birth_date):
        return "eid_birth_date_missing", "birth_date"
    if not identity.document.tail or len(identity.document.tail) > TAIL:
        return "eid_document_missing", "document"
    return ("", "") if _is_date(identity.document.expires) else ("eid_expiry_missing", "expires")


def refusal(identity: EidIdentity, policy: EidPolicy, today: date) -> str:
    """Why nobody may be registered by this document, as a code; nothing where they may. Asked at both ends."""
    document = identity.document
    if document.kind not in policy.documents or not document.biometric:
        return "document_not_biometric"
    if date.fromisoformat(document.expires) < today:
        return "document_expired"
    return "under_age" if age_on(date.fromisoformat(identity.birth_date), today) < policy.min_age else ""


def age_on(born: date, today: date) -> int:
    """Whole years; who was born on 29 February is older on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def contact_wrong(email: str, phone: str) -> tuple[str, str]:
    """The code and the field of what is wrong with a contact; two empty texts where nothing is."""
    if not _EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL:
        return "eid_email_form", "email"
    return ("", "") if _PHONE.fullmatch(phone) else ("eid_phone_form", "phone")


def masked_email(email: str) -> str:
    """The first letter and the host: ``j•••@primer.example``; enough for its owner to know it."""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}" if host else ""


def masked_phone(phone: str) -> str:
    """The last three digits."""
    return f"•••{phone[-3:]}" if phone else ""


def slot_wrong(at: datetime, policy: EidPolicy, now: datetime) -> str:
    """Why an appointment cannot be at this local time, as a code; nothing where it can."""
    if at < now:
        return "slot_past"
    if not is_working_day(at.date()):
        return "slot_day_off"
    if at.date() > now.date() + timedelta(days=policy.days_ahead):
        return "slot_too_far"
    return "" if f"{at:%H:%M}" in slots(policy) else "slot_hours"


def slots(policy: EidPolicy) -> tuple[str, ...]:
    """The times of a day at which somebody may come, the last one a whole slot before closing."""
    first, last = (_minutes(text) for text in (policy.opens, policy.closes))
    starts = range(first, last - policy.slot_minutes + 1, max(policy.slot_minutes, 1))
    return tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in starts)


def first_slot(policy: EidPolicy, now: datetime, taken: frozenset[str]) -> datetime | None:
    """The first time on a later working day that nobody has (``taken``: local ISO times to the minute)."""
    for ahead in range(1, policy.days_ahead + 1):
        day = now + timedelta(days=ahead)
        if is_working_day(day.date()):
            for time in slots(policy):
                at = day.replace(hour=int(time[:2]), minute=int(time[3:]), second=0, microsecond=0)
                if at.isoformat(timespec="minutes") not in taken:
                    return at
    return None


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
