"""A plausible form of any service, made from its definition alone: every field that is shown has a value that holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clerk_app.contract.catalogue_reads import reads_of
from clerk_app.demo.people import JELENA
from clerk_app.domain import checkdigits, forms
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Field, Service
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Address, Person

MOST_ROUNDS = 60
COMPANY = Person(
    id_kind="company",
    id_number="101134702",
    surname="Пример друштво са ограниченом одговорношћу",
    address=Address(municipality="Примерово", place="Примерово", street="Узорна", number="1"),
)
FOREIGNER = Person(id_kind="foreigner", id_number="990000001", surname="Beispiel", given_name="Anna")
_WORDS = ("Узорак", "Примерово", "Огледна улица", "Макета", "Проба", "Образац")


def filled(service: Service, today: str) -> FormValues:
    """Typed values for every visible field, two rows where a section repeats, without a finding.

    Raises ``AssertionError`` when no values without a finding are found: the definition then asks for what cannot be.
    """
    values = _completed(service, _begun(service), today)
    for _ in range(MOST_ROUNDS):
        state = forms.fill(service, values, today)
        if not state.findings:
            return {key: value for key, value in values.items() if key in state.values}
        values = _mended(service, values, today, state.findings[0])
    raise AssertionError(f"{service.id}: {forms.fill(service, values, today).findings}")


def applicant_for(service: Service) -> Person:
    """Somebody who may apply for the service."""
    if "natural" in service.applicants:
        return JELENA
    return COMPANY if "legal" in service.applicants else FOREIGNER


def candidates(field: Field, today: str, seed: int) -> Iterator[str]:
    """Values that a field may have, the likeliest first; ``seed`` makes texts and numbers of people differ."""
    if field.type == "choice":
        yield from (choice.code for choice in field.choices)
    elif field.type == "date":
        yield from _dates(field, today)
    elif field.type in {"integer", "decimal", "money"}:
        yield from _numbers(field)
    elif field.type == "jmbg":
        yield from (made_jmbg(seed), made_jmbg(seed + 500))
    elif field.type in _FIXED:
        yield from _FIXED[field.type]
    else:
        yield from (word[: field.max_length] for word in (_WORDS[seed % len(_WORDS)], "12:30", "Пример 12"))


_FIXED = {
    "yes_no": ("yes", "no"),
    "pib": ("101134702", "100001159"),
    "company_number": ("20084693", "17162543"),
    "phone": ("+381601234567",),
    "email": ("jelena@primer.rs",),
    "account": ("840-742251843-73", "840-742221843-57", "840-745151843-03"),
}


def made_jmbg(seed: int) -> str:
    """A valid personal number of an adult in an area that was never assigned; another for each seed."""
    for serial in range(500 + seed % 400, 1000):
        for control in range(10):
            number = f"1505985 90 {serial}{control}".replace(" ", "")
            if not checkdigits.check_jmbg(number):
                return number
    raise AssertionError(seed)


def _begun(service: Service) -> FormValues:
    """The first field of each row that is wanted, so that the row is there."""
    values: FormValues = {}
    for section in service.sections:
        if section.repeat_max > 1:
            for row in range(max(section.repeat_min, min(2, section.repeat_max))):
                first = next(field for field in section.fields if not field.computed)
                values[forms.key_of(section, row, first.code)] = next(candidates(first, "2026-01-01", row))
    return values


def _completed(service: Service, values: FormValues, today: str) -> FormValues:
    """The values with the likeliest one in every field that is shown and empty, also of those that this uncovers."""
    values = dict(values)
    while True:
        state = forms.fill(service, values, today)
        shown = [field for section in state.sections for row in section.rows for field in row]
        empty = [field for field in shown if not field.value and not field.computed]
        if not empty:
            return values
        for one in empty:
            values[one.key] = next(candidates(one.field, today, len(values)))


def _mended(service: Service, values: FormValues, today: str, finding: Finding) -> FormValues:
    """One value changed so that there are fewer findings; as it was where nothing helps."""
    before = len(forms.fill(service, values, today).findings)
    for key, field in _involved(service, values, finding):
        for candidate in candidates(field, today, len(key)):
            tried = _completed(service, {**values, key: candidate}, today)
            if len(forms.fill(service, tried, today).findings) < before:
                return tried
    return values


def _involved(service: Service, values: FormValues, finding: Finding) -> Iterator[tuple[str, Field]]:
    """The fields that a finding is about: its own, and those that a broken rule reads, in all rows."""
    places = [finding.where]
    rule = next((rule for rule in service.rules if rule.code == finding.params.get("rule", "")), None)
    if rule is not None:
        home = finding.where.rpartition(".")[0]
        reads = [(read.section, read.field) for read in reads_of(rule.broken) if read.field]
        places += [f"{home}.{field}" for section, field in reads if not section]
        places += [key for section, field in reads for key in values if _is_of(key, section, field)]
    for section in service.sections:
        for field in section.fields:
            for key in places:
                if _is_of(key, section.code, field.code) and not field.computed:
                    yield key, field


def _is_of(key: str, section: str, field: str) -> bool:
    place, _, code = key.rpartition(".")
    return code == field and place.partition("[")[0] == section


def _dates(field: Field, today: str) -> Iterator[str]:
    now = date.fromisoformat(today)
    days = (-10, 10, 20, 0, -365 * 2, -365 * 5, -365 * 30, 400, 3650)
    for day in (now + timedelta(days=count) for count in days):
        low = now if field.minimum == "today" else date.fromisoformat(field.minimum or "1900-01-01")
        high = now if field.maximum == "today" else date.fromisoformat(field.maximum or "2100-01-01")
        if low <= day <= high:
            yield day.isoformat()


def _numbers(field: Field) -> Iterator[str]:
    low, high = (
        float((bound or none).replace(",", ".")) for bound, none in ((field.minimum, "0"), (field.maximum, "1000000"))
    )
    for number in (3, 1, 2, 10, low, 50, 1990, 25_000, high):
        if low <= number <= high:
            yield str(int(number)) if field.type == "integer" else f"{number:.2f}".replace(".", ",")
