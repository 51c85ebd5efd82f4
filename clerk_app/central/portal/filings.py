"""What becomes of a filing: the body of a request, its fee, and what is doubtful about it; nothing here refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from clerk_app.central.clock import SECOND
from clerk_app.central.portal.accounts import Citizen
from clerk_app.contract import canonical
from clerk_app.contract.portal import Filing, Supplement
from clerk_app.domain import checkdigits, deadlines, fees, forms, scripts
from clerk_app.domain.bodies import EnclosureRef, FormValues, RequestReceived
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Person

HOME = ZoneInfo("Europe/Belgrade")
_ON_PORTAL = "application/octet-stream"


def local(at: int) -> datetime:
    """A moment (microseconds UTC) by the clocks of the country, to the second."""
    return datetime.fromtimestamp(at // SECOND, UTC).astimezone(HOME)


def body_of(filing: Filing, citizen: Citizen, service: Service, number: str, at: int) -> RequestReceived:
    """The request that a filing makes, judged as a desk would: fee, deadline and findings by the service's rules."""
    moment = local(at)
    today = moment.date().isoformat()
    applicant, representative = people_of(filing, citizen)
    state = forms.fill(service, filing.form, today)
    charged = fees.charge(service, state.values, day=today, exemption=filing.exemption)
    due = deadlines.due(service.deadline, moment.date())
    return RequestReceived(
        number=number,
        service=service.id,
        service_version=service.version,
        applicant=applicant,
        representative=representative,
        representation=filing.representation if representative else None,
        form=state.values,
        received_local=moment.isoformat(timespec="seconds"),
        clerk="",
        enclosures=enclosed(filing.enclosures),
        fee=charged.fee,
        findings=(*_about(applicant), *state.findings, *_not_kept(filing, service), *charged.findings),
        deadline=due.isoformat() if due else "",
        delivery=filing.delivery if filing.delivery in service.delivery else "counter",
        language=scripts.tidy(filing.language),
        note=scripts.tidy_lines(filing.note),
    )


def people_of(filing: Filing, citizen: Citizen) -> tuple[Person, Person | None]:
    """The applicant, and who speaks for them where that is not themselves."""
    own = _reached(citizen.person, filing)
    return (_tidied(filing.applicant), own) if filing.applicant is not None else (own, None)


def enclosed(titles: tuple[str, ...]) -> tuple[EnclosureRef, ...]:
    """What was enclosed, by its titles: no file of the portal comes here, so there is no digest to name it by."""
    tidied = (scripts.tidy(title) for title in titles)
    return tuple(EnclosureRef(sha256="", size=0, media_type=_ON_PORTAL, title=title) for title in tidied if title)


def _not_kept(filing: Filing, service: Service) -> list[Finding]:
    """What was filed for no field, or for a delivery that there is not: it is not kept, and that is said."""
    known = {f"{section.code}.{field.code}" for section in service.sections for field in section.fields}
    lost = [key for key, value in filing.form.items() if value and forms.field_code(key) not in known]
    found = [Finding("fields_unknown", "form", {"count": str(len(lost))})] if lost else []
    return found if filing.delivery in service.delivery else [*found, Finding("delivery_not_offered", "delivery")]


def _tidied(person: Person) -> Person:
    """A person as the citizen typed them, without what nobody sees."""
    return Person(
        id_kind=person.id_kind,
        id_number=scripts.tidy(person.id_number)[:40],
        surname=scripts.tidy(person.surname)[:120],
        given_name=scripts.tidy(person.given_name)[:120],
        parent_name=scripts.tidy(person.parent_name)[:120],
        birth_date=scripts.tidy(person.birth_date)[:10],
        phone=scripts.tidy(person.phone)[:40],
        email=scripts.tidy(person.email)[:200],
    )


def _reached(person: Person, filing: Filing) -> Person:
    """The account's person with the telephone and address that the filing names."""
    phone, email = scripts.tidy(filing.phone), scripts.tidy(filing.email)
    return replace(person, phone=phone or person.phone, email=email or person.email)


def _about(person: Person) -> list[Finding]:
    """A number that does not check; the account's own was checked by whoever gave it."""
    code = checkdigits.check_jmbg(person.id_number) if person.id_kind == "jmbg" else ""
    missing = not person.surname or not (person.given_name or person.id_kind == "company")
    found = [Finding(code, "applicant.id_number")] if code else []
    return [*found, Finding("name_incomplete", "applicant.surname")] if missing else found


def supplement_of(
    brought: Supplement, service: Service | None, request: Row[Any], at: int
) -> tuple[RequestSupplemented, list[dict[str, str]]]:
    """The answer to a call as the entry of a desk would say it, and what is doubtful about the form with it.

    Raises ``Invalid('nothing_brought')``.
    """
    moment = local(at)
    before = canonical.decode(request.form.encode(), FormValues)
    after, findings = before | brought.form, []
    if service is not None:
        state = forms.fill(service, after, moment.date().isoformat())
        after, findings = state.values, [{"code": one.code, "where": one.where, **one.params} for one in state.findings]
    changed = {key: after.get(key, "") for key in {*before, *after} if after.get(key, "") != before.get(key, "")}
    papers, note = enclosed(brought.enclosures), scripts.tidy_lines(brought.note)
    if not (changed or papers or note):
        raise Invalid("nothing_brought", field="form")
    body = RequestSupplemented(
        base_version=request.version,
        received_local=moment.isoformat(timespec="seconds"),
        clerk="",
        form=changed,
        enclosures=papers,
        note=note,
    )
    return body, findings
