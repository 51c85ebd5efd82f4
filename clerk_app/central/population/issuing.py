"""Numbers as they are issued: each once, with the right check digit, and none that anybody living can have.

Personal numbers come from areas that were never assigned; of companies it is not published which numbers stay free,
so theirs begin with 99, far above what was ever issued.
"""

from __future__ import annotations

from datetime import date

from clerk_app.central.population.draws import Draws
from clerk_app.domain import checkdigits

AREAS = ("98", "90", "99")
_AREA_WEIGHTS = (70, 15, 15)
_BANK = "999"


class Issuing:
    """Gives numbers out, and remembers which are gone."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._given: set[str] = set()
        self._documents = 0
        self._companies = 0

    def take(self, number: str) -> None:
        """A number that is gone already."""
        self._given.add(number)

    def jmbg(self, born: date, sex: str) -> str:
        """A personal number; serials that have no check digit are passed over."""
        area = self._draws.weighted(AREAS, _AREA_WEIGHTS)
        serial = self._draws.below(60) + (500 if sex == "f" else 0)
        while True:
            base = f"{born:%d%m}{born.year % 1000:03d}{area}{serial:03d}"
            digit = checkdigits.jmbg_digit(base)
            if digit and base + digit not in self._given:
                self._given.add(base + digit)
                return base + digit
            serial += 1

    def document(self) -> str:
        """The number of an identity card."""
        self._documents += 1
        return f"000{100_000 + self._documents * 37:06d}"

    def foreigner(self) -> str:
        """A foreigner's record number (EBS): nine digits, no check digit is known."""
        self._documents += 1
        return f"99{1_000_000 + self._documents * 311:07d}"

    def passport(self, state: str) -> str:
        """A passport's number."""
        self._documents += 1
        return f"{state[0]}X{100_000 + self._documents * 53:07d}"

    def company(self) -> tuple[str, str]:
        """A company's registration number and its tax number."""
        self._companies += 1
        registered = f"99{self._companies * 97:05d}"
        taxed = f"99{self._companies * 101:06d}"
        return registered + checkdigits.company_number_digit(registered), taxed + checkdigits.pib_digit(taxed)

    def account(self) -> str:
        """A bank account at a bank that is none."""
        content = f"{_BANK}{self._companies * 7_654_321:013d}"
        return f"{content}{98 - int(content) * 100 % 97:02d}"
