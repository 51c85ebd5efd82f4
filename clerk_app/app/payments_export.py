"""The end-of-day list of payments as a file that the clerk keeps: a table for a spreadsheet, with nobody in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clerk_app.actions.payments_day import PaymentsOfDay
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.paper import PaymentPapers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PaymentsExport:
    """Writes the list of the desk named ``desk``."""

    listed: Callable[[], PaymentsOfDay]
    papers: PaymentPapers
    desk: str

    def save(self, folder: Path, day: date, clerk: str, language: str) -> Path:
        """The table in ``folder``, in place of an earlier one of that day; raises ``Unavailable('table_not_written')``.

        Whole or not at all: it is written beside its place, and moved there.
        """
        table = self.papers.payments_table(self.listed().facts(day, clerk, language))
        target = folder / f"salter-payments-{self.desk}-{day.isoformat()}.csv"
        beside = target.with_suffix(".part")
        try:
            beside.write_bytes(table)
            beside.replace(target)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise Unavailable("table_not_written") from error
        return target
