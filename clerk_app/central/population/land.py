"""Parcels of land with their holders: one, a couple, heirs, companies, the public; some holders died long ago."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.sources import Settlement, Sources
from clerk_app.central.population.values import Citizen, Company, Holder, Parcel

_USES = (
    ("њива 1. класе", 30, 2_000, 30_000),
    ("њива 3. класе", 14, 1_500, 20_000),
    ("земљиште под зградом и другим објектом", 18, 60, 320),
    ("земљиште уз зграду – двориште", 12, 200, 1_200),
    ("воћњак 2. класе", 8, 500, 8_000),
    ("виноград 3. класе", 4, 400, 5_000),
    ("ливада 2. класе", 6, 800, 15_000),
    ("пашњак 4. класе", 4, 1_000, 25_000),
    ("шума 3. класе", 4, 2_000, 60_000),
)
"""What land is used for, how often of a hundred, and between which areas in square metres."""
_BUILT = "земљиште под зградом и другим објектом"
_BUILDINGS = ("породична стамбена зграда", "помоћна зграда", "зграда пословних услуга", "гаража")
_GROWN = "1995"  # who was born before owns land


def parcels(
    sources: Sources, draws: Draws, citizens: Sequence[Citizen], companies: Sequence[Company]
) -> tuple[Parcel, ...]:
    """Parcels of every cadastral municipality, their numbers in a row."""
    making = _Making(draws, citizens, companies, ("Република Србија", f"Општина {sources.places.town}"))
    settlements = sources.places.settlements
    weights = [one.weight for one in settlements]
    return tuple(making.parcel(draws.weighted(settlements, weights)) for _ in range(sources.sizes.parcels))


class _Making:
    """Makes one after the other; numbers go up in each cadastral municipality, parts stand behind a stroke."""

    def __init__(
        self, draws: Draws, citizens: Sequence[Citizen], companies: Sequence[Company], public: Sequence[str]
    ) -> None:
        self._draws = draws
        self._companies = companies
        self._public = public
        self._owners = [one for one in citizens if one.id_kind == "jmbg" and one.birth_date < _GROWN]
        self._living = [one for one in self._owners if not one.died_on]
        self._dead = [one for one in self._owners if one.died_on]
        self._known = {one.id_number: one for one in citizens}
        self._siblings: dict[str, list[Citizen]] = {}
        for one in self._living:
            self._siblings.setdefault(one.father, []).append(one)
        self._last: dict[str, tuple[int, int]] = {}

    def parcel(self, settlement: Settlement) -> Parcel:
        """One more parcel there."""
        draws = self._draws
        use, _, least, most = draws.weighted(_USES, [weight for _, weight, _, _ in _USES])
        return Parcel(
            cadastral=settlement.name,
            number=self._number(settlement.name),
            folio=1 + draws.below(2_000),
            field_name=draws.pick(settlement.fields),
            use=use,
            area=draws.between(least, most),
            building=draws.pick(_BUILDINGS) if use == _BUILT else "",
            burden="хипотека" if draws.chance(6) else "",
            holders=self._holders(),
        )

    def _number(self, cadastral: str) -> str:
        whole, part = self._last.get(cadastral, (100, 0))
        whole, part = (whole, part + 1) if part and self._draws.chance(55) else (whole + 1, int(self._draws.chance(30)))
        self._last[cadastral] = (whole, part)
        return f"{whole}/{part}" if part else str(whole)

    def _holders(self) -> tuple[Holder, ...]:
        draws = self._draws
        kind = draws.below(100)
        if kind < 8:
            company = draws.pick(self._companies)
            return (Holder(kind="company", number=company.company_number, name=company.name, share="1/1"),)
        if kind < 18:
            return (Holder(kind="public", number="", name=draws.pick(self._public), share="1/1"),)
        if kind < 24:
            return _shares([draws.pick(self._dead)])
        owner = draws.pick(self._living)
        spouse = self._known.get(owner.spouse)
        if spouse is not None and owner.marital_status == "married" and draws.chance(45):
            return _shares([owner, spouse])
        heirs = self._siblings[owner.father] if owner.father else [owner]
        return _shares(heirs if draws.chance(35) else [owner])


def _shares(owners: Sequence[Citizen]) -> tuple[Holder, ...]:
    """The same share to each."""
    return tuple(
        Holder(
            kind="citizen",
            number=one.id_number,
            name=f"{one.surname} ({one.father_name or one.mother_name}) {one.given_name}",
            share=f"1/{len(owners)}",
        )
        for one in owners
    )
