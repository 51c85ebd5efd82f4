"""Requests of people of the population for services of the catalogue, as a clerk would have taken them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Column, Connection, select

from clerk_app.central.app import Parts
from clerk_app.central.cases.filling import Cast, Filling
from clerk_app.central.cases.plan import CasesSeed
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import local
from clerk_app.central.population.draws import Draws
from clerk_app.central.population.lookups import Population
from clerk_app.central.population.tables import CITIZEN, COMPANY, PARCEL
from clerk_app.central.population.values import Citizen
from clerk_app.central.reference import municipality_of
from clerk_app.contract.signin import Grant
from clerk_app.domain import deadlines, fees, forms
from clerk_app.domain.bodies import FormValues, ProofChoice, RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid
from clerk_app.domain.expressions import compiled
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Person

_TRIES = 40
_ADULT = 18
_OTHERS = 8


class Requesting:
    """Makes the bodies of requests; people, services and companies are drawn."""

    def __init__(self, parts: Parts, seed: CasesSeed, draws: Draws) -> None:
        self._parts = parts
        self._draws = draws
        self._filling = Filling(seed, draws)
        municipality = parts.keys.municipality
        self._population = Population(municipality)
        with parts.database.read() as connection:
            self._services = _services(connection, municipality, parts.now())
            self._place = municipality_of(connection, municipality).name.removeprefix("Општина ")
            adult = f"{local(parts.now()).year - _ADULT - 1}-01-01"
            self._adults = _column(connection, CITIZEN.c.id_number, municipality, adult)
            self._companies = _column(connection, COMPANY.c.company_number, municipality)
            self._parcels = _parcels(connection, municipality)
        if not (self._services and self._adults and self._companies and self._parcels):
            raise Invalid("seed_malformed", file="population.toml")

    def body(self, number: str, grant: Grant, *, incomplete: bool) -> RequestReceived:
        """A request taken now by the clerk of this grant; an ``incomplete`` one lacks a paper if any service asks."""
        today = local(self._parts.now()).date()
        with self._parts.database.read() as connection:
            service, form, cast = self._drawn(connection, today, incomplete=incomplete)
        applicant, representative = self._parties(service, cast)
        due = deadlines.due(service.deadline, today)
        return RequestReceived(
            number=number,
            service=service.id,
            service_version=service.version,
            applicant=applicant,
            representative=representative,
            form=form,
            received_local=local(self._parts.now()).isoformat(timespec="seconds"),
            clerk=grant.user,
            clerk_name=grant.name,
            proofs=tuple(ProofChoice(proof=one.code, by="body") for one in service.proofs if one.source != "citizen"),
            fee=fees.charge(service, form, day=today.isoformat()).fee,
            findings=tuple(_missing(service, form, today)),
            deadline=due.isoformat() if due else "",
            delivery=self._draws.pick(service.delivery),
            signed_on_paper=True,
        )

    def _drawn(self, connection: Connection, today: date, *, incomplete: bool) -> tuple[Service, FormValues, Cast]:
        """A service with a form that its rules let pass; complete or not where there is a choice."""
        second: tuple[Service, FormValues, Cast] | None = None
        for _ in range(_TRIES):
            service = self._draws.pick(self._services)
            cast = self._cast(connection)
            form = self._filling.form(service, cast, today)
            if form is None:
                continue
            if bool(_missing(service, form, today)) == incomplete:
                return service, form, cast
            second = second or (service, form, cast)
        if second is None:
            raise Invalid("seed_malformed", file="cases.toml")
        return second

    def _cast(self, connection: Connection) -> Cast:
        draws = self._draws
        people = [self._citizen(connection, draws.pick(self._adults)) for _ in range(_OTHERS)]
        applicant, *others = people
        household = self._population.household(connection, applicant.id_number)
        members = [one for one in household if one.id_number != applicant.id_number and one.id_kind == "jmbg"]
        company = self._population.company(connection, draws.pick(self._companies))
        cadastral, parcel = draws.pick(self._parcels)
        if company is None:
            raise Invalid("seed_malformed", file="population.toml")
        head = self._citizen(connection, company.representative)
        others.sort(key=lambda one: (one.sex == applicant.sex, one.marital_status == "married"))
        return Cast([applicant, *members], others, company, head, parcel, cadastral)

    def _citizen(self, connection: Connection, number: str) -> Citizen:
        found = self._population.citizen(connection, number)
        if found is None:
            raise Invalid("seed_malformed", file="population.toml")
        return found

    def _parties(self, service: Service, cast: Cast) -> tuple[Person, Person | None]:
        """Who applies, and who for them: a company where the service is meant for one."""
        if "legal" not in service.applicants or self._draws.chance(40):
            return cast.household[0].person(self._place), None
        company = Person(id_kind="company", id_number=cast.company.pib, surname=cast.company.name)
        return company, cast.head.person(self._place)


def _missing(service: Service, form: FormValues, today: date) -> list[Finding]:
    """Papers that the citizen must bring and did not: nothing was enclosed."""
    scope = forms.scope_of(service, form, today.isoformat())
    asked = (one for one in service.proofs if one.source == "citizen")
    needed = [one.code for one in asked if compiled(one.required).as_bool(scope, otherwise=False)]
    return [Finding("proof_missing", f"proof.{code}") for code in needed]


def _services(connection: Connection, municipality: str, now: int) -> list[Service]:
    """The newest version of every service, by id."""
    catalogue = Catalogue(municipality)
    newest = sorted(catalogue.newest(connection, now).items())
    found = (catalogue.service(connection, service, version) for service, version in newest)
    return [service for service in found if service is not None]


def _column(connection: Connection, column: Column[str], municipality: str, born_before: str = "") -> list[str]:
    """The keys of a table of the population, in their order; of people the living ones born before a day."""
    asked = select(column).where(column.table.c.municipality == municipality)
    if born_before:
        asked = asked.where(CITIZEN.c.birth_date < born_before, CITIZEN.c.died_on == "", CITIZEN.c.id_kind == "jmbg")
    return list(connection.execute(asked.order_by(column)).scalars())


def _parcels(connection: Connection, municipality: str) -> list[tuple[str, str]]:
    """Cadastral municipality and number of every parcel."""
    asked = select(PARCEL.c.cadastral, PARCEL.c.number).where(PARCEL.c.municipality == municipality)
    return [(row.cadastral, row.number) for row in connection.execute(asked.order_by(*PARCEL.primary_key.columns))]
