"""What the search index holds of a request and what it is asked: folded words, nothing special, numbers exact."""

from __future__ import annotations

import re

from clerk_app.domain import checkdigits, numbers, scripts
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.people import Person

_WORD = re.compile(r"[^\W_]+")
_JMBG_MARK = "q"
_LONGEST = 40
_MOST_QUERIED = 8


def terms_of(request: RequestReceived, service_name: str, unique_number: str = "") -> tuple[str, ...]:
    """The words under which a request is found, folded, each once, in a stable order.

    Names, numbers, the service and the telephone are there; fields of the form are not, so nothing special can be. A
    JMBG is marked, so that only the whole number finds it and never its beginning, which is a date of birth.
    """
    words: list[str] = []
    for person in (request.applicant, request.representative):
        words += _of_person(person) if person else []
    words += _words(service_name)
    words += _of_number(request.number) + words_of_unique(unique_number)
    return tuple(dict.fromkeys(word for word in words if word))


def query_tokens(text: str) -> tuple[str, ...]:
    """What was typed into the search field as folded words, each a beginning to look for.

    A JMBG, a provisional, portal's or unique number, however it is typed, becomes one word; so does a telephone.
    """
    compact = re.sub(r"[\s/\-().+]", "", text)
    if not checkdigits.check_jmbg(compact):
        return (_JMBG_MARK + compact,)
    provisional = numbers.parse(text)
    if provisional is not None:
        return tuple(_of_number(str(provisional))[:1])
    begun = numbers.portal_begun(text)
    if begun:
        return (_joined(begun),)
    unique = numbers.parse_unique(text)
    if unique is not None:
        return (_joined(unique.compact()),)
    if compact.isdigit() and compact.isascii() and len(compact) > 4:
        return (_JMBG_MARK + compact if len(compact) == 13 else _national(compact),)
    return tuple(dict.fromkeys(_words(text)))[:_MOST_QUERIED]


def _of_person(person: Person) -> list[str]:
    """Words of a person: names, numbers and telephone."""
    words = _words(f"{person.surname} {person.given_name}")
    number = _joined(person.id_number)
    words.append(_JMBG_MARK + number if number and person.id_kind == "jmbg" else number)
    return [*words, _joined(person.company_number), _national(_joined(person.phone))]


def _of_number(number: str) -> list[str]:
    """A provisional number or one of the portal whole, and its running part without zeros."""
    parsed, filed = numbers.parse(number), numbers.parse_portal(number)
    if filed is not None:
        return [_joined(str(filed)), str(filed.serial)]
    if parsed is None:
        return [_joined(number)]
    return [_joined(str(parsed)), str(parsed.running)]


def words_of_unique(number: str) -> list[str]:
    """A unique number whole, and its serial without zeros: the last of ``terms_of``."""
    parsed = numbers.parse_unique(number)
    return [_joined(parsed.compact()), str(parsed.serial)] if parsed else []


def _words(text: str) -> list[str]:
    """The folded words of a text."""
    return [word[:_LONGEST] for word in _WORD.findall(scripts.fold(scripts.tidy(text)))]


def _joined(text: str) -> str:
    """A number as one folded word."""
    return "".join(_words(text))[:_LONGEST]


def _national(digits: str) -> str:
    """A telephone number as it is dialled at home, so that both ways of writing it meet; others as they are."""
    for prefix in ("00381", "381"):
        if digits.startswith(prefix) and len(digits) > 10:
            return f"0{digits[len(prefix) :]}"
    return digits
