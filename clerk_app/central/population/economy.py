"""Companies and entrepreneurs with invented names; who represents each is one of the people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.issuing import Issuing
from clerk_app.central.population.lives import YEAR
from clerk_app.central.population.sources import Activity, Sources
from clerk_app.central.population.values import Citizen, Company

_YOUNGEST, _OLDEST = 25, 68
_STATUSES, _STATUS_WEIGHTS = ("active", "liquidation", "deleted"), (90, 3, 7)


def companies(sources: Sources, draws: Draws, citizens: Sequence[Citizen]) -> tuple[Company, ...]:
    """Companies first, then entrepreneurs."""
    making = _Making(sources, draws, citizens)
    sizes = sources.sizes
    return (
        *(making.company(place) for place in range(sizes.companies)),
        *(making.entrepreneur() for _ in range(sizes.entrepreneurs)),
    )


class _Making:
    """Makes one after the other."""

    def __init__(self, sources: Sources, draws: Draws, citizens: Sequence[Citizen]) -> None:
        on = sources.sizes.on
        born = ((on - _OLDEST * YEAR).isoformat(), (on - _YOUNGEST * YEAR).isoformat())
        able = [one for one in citizens if one.id_kind == "jmbg" and not one.died_on]
        self._grown = [one for one in able if born[0] <= one.birth_date <= born[1]]
        self._on = on
        self._economy = sources.economy
        self._draws = draws
        self._issuing = Issuing(draws)

    def company(self, place: int) -> Company:
        """A company; ``place`` in the row of names keeps them apart."""
        words, endings = self._economy.words, self._economy.endings
        ending = endings[place // len(words) % len(endings)]
        word = f"{words[place % len(words)]}{'-' if ending else ''}{ending}"
        activity = self._draws.pick(self._economy.activities)
        head = self._draws.pick(self._grown)
        name = f"{activity.company.capitalize()} „{word}” д.о.о. {head.place}"
        return self._made(name, activity, head, "company")

    def entrepreneur(self) -> Company:
        """Somebody who trades under their own name."""
        activity = self._draws.pick(self._economy.activities)
        head = self._draws.pick(self._grown)
        word = self._draws.pick(self._economy.words)
        name = f"{head.given_name} {head.surname} ПР, {activity.trade} „{word}”, {head.place}"
        return self._made(name, activity, head, "entrepreneur")

    def _made(self, name: str, activity: Activity, head: Citizen, kind: str) -> Company:
        registered, pib = self._issuing.company()
        of_age = date.fromisoformat(head.birth_date) + 20 * YEAR
        return Company(
            company_number=registered,
            pib=pib,
            kind="company" if kind == "company" else "entrepreneur",
            name=name,
            activity=activity.code,
            activity_name=activity.name,
            place=head.place,
            street=head.street,
            house=head.house,
            founded_on=self._draws.day(max(of_age, self._on - 25 * YEAR), self._on).isoformat(),
            status=self._draws.weighted(_STATUSES, _STATUS_WEIGHTS),  # type: ignore[arg-type] # one of three
            representative=head.id_number,
            account=self._issuing.account(),
        )
