"""What is odd about the people of a request, and about the word of whoever speaks for another; it warns, no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any

from clerk_app.domain import checkdigits
from clerk_app.domain.bodies import Representation
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Address, IdDocument, IdKind, Person
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date, shown_date

OF_AGE = 18
_NUMBER_CHECKS: dict[IdKind, Callable[[str], str]] = {
    "jmbg": checkdigits.check_jmbg,
    "foreigner": checkdigits.check_foreigner,
    "company": checkdigits.check_pib,
}


def of_person(person: Person, today: str, who: str = "applicant") -> tuple[Finding, ...]:
    """A number that does not check, half a name, dates that cannot be, a document that has run out.

    ``who`` is where the findings stand: ``applicant`` or ``representative``. ``today`` is ISO.
    """
    found = _of_numbers(person, who)
    if not person.surname or not (person.given_name or person.id_kind == "company"):
        found.append(Finding("name_incomplete", f"{who}.surname"))
    if person.birth_date:
        found += _of_date(person.birth_date, f"{who}.birth_date", today)
    document = person.document
    if document.issued:
        found += _of_date(document.issued, f"{who}.document_issued", today)
    if document.expires and document.expires < today:
        found.append(Finding("document_expired", f"{who}.document"))
    return tuple(found)


def of_representation(
    applicant: Person, representative: Person | None, by: Representation | None, today: str
) -> tuple[Finding, ...]:
    """Whether somebody may speak for the applicant, as far as the counter can see it.

    A legal person always speaks through somebody; nobody speaks for themselves as for another.
    """
    if by is None:
        alone = applicant.id_kind == "company"
        return (Finding("company_unrepresented", "representation.kind"),) if alone else ()
    found = _of_authority(by, today)
    if representative is None or not representative.known:
        return (Finding("representative_missing", "representative.surname"), *found)
    if _under_age(representative, today):
        found.append(Finding("representative_under_age", "representative.birth_date"))
    if applicant.id_number and applicant.id_number == representative.id_number:
        found.append(Finding("represents_self", "representative.id_number"))
    return (*of_person(representative, today, "representative"), *found)


def tidied[Part: (Person, Address, IdDocument, Representation)](part: Part) -> Part:
    """The same without what nobody sees or no file can hold, wherever the text came from."""
    tidy_values: dict[str, Any] = {each.name: _tidy_value(getattr(part, each.name)) for each in fields(part)}
    return replace(part, **tidy_values)


def _tidy_value(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, Address):
        return tidied(value)
    return tidied(value) if isinstance(value, IdDocument) else value


def _of_numbers(person: Person, who: str) -> list[Finding]:
    check = _NUMBER_CHECKS.get(person.id_kind)
    found = [Finding(code, f"{who}.id_number")] if check and (code := check(person.id_number)) else []
    if person.id_kind == "company" and person.company_number:
        code = checkdigits.check_company_number(person.company_number)
        found += [Finding(code, f"{who}.company_number")] if code else []
    return found


def _of_authority(by: Representation, today: str) -> list[Finding]:
    """What is odd about the paper by which somebody speaks for another."""
    found = _of_date(by.issued, "representation.issued", today) if by.issued else []
    if by.until and not read_date(by.until):
        found.append(Finding("date_impossible", "representation.until"))
    elif by.until and by.until < today:
        found.append(Finding("authority_expired", "representation.until"))
    if by.kind == "power_of_attorney" and not by.seen:
        found.append(Finding("authority_not_seen", "representation.seen"))
    return found


def _of_date(given: str, where: str, today: str) -> list[Finding]:
    """Whether a day that must be past is none, or lies in the future."""
    if not read_date(given):
        return [Finding("date_impossible", where)]
    if read_date(given) > today:
        return [Finding("date_too_late", where, {"limit": shown_date(today)})]
    return []


def _under_age(person: Person, today: str) -> bool:
    """Whether somebody is not of age yet, by the date of birth or else by the personal number."""
    told = checkdigits.birth_date_of(person.id_number) if person.id_kind == "jmbg" else None
    born = read_date(person.birth_date) or (told.isoformat() if told else "")
    if not born:
        return False
    born_on, day = date.fromisoformat(born), date.fromisoformat(today)
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday) < OF_AGE
