"""The case of the day that goes through the other systems, as the desk's actions know it."""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.actions.systems import Systems
from clerk_app.demo.watching import Watching
from clerk_app.domain.acts import Act, acts_of
from clerk_app.domain.delivery import Document
from clerk_app.domain.ezup import Query
from clerk_app.domain.payment_file import OrderStanding
from clerk_app.domain.requests import RequestView

SERVICE = "public-area"
"""The service of the case: it has records, a fee, and a decision that is handed over."""
READ = "apr"
"""The register whose record is read, and put with the case."""


class Case:
    """Looks, and changes nothing; raises ``LookupError`` for what is not there yet."""

    def __init__(self, watching: Watching, text: Callable[..., str]) -> None:
        self._watching = watching
        self._text = text

    def view(self) -> RequestView:
        """The request, as it stands now."""
        return _first([view for view in self._watching.views() if view.service == SERVICE])

    def queries(self) -> tuple[Query, ...]:
        """What registers were asked."""
        return self._systems().ezup.queries(self.view().subject)

    def record_button(self) -> str:
        """The name of the button that shows the record."""
        services = self._watching.desk().actions.choosing.services()
        proofs = _first([one.proofs for one in services if one.id == SERVICE])
        label = self._watching.wording(_first([one.label for one in proofs if one.dataset == READ]))
        key = _first([one.key for one in self.queries() if one.dataset == READ])
        return f"{self._text('ezup.open')}: {label} · {key}"

    def order(self) -> OrderStanding:
        """How the payment stands."""
        return _first(self._systems().payments.of(self.view().subject).orders)

    def acts(self) -> tuple[Act, ...]:
        """What was made in it."""
        return acts_of(self._systems().case_files.of(self.view().subject))

    def documents(self) -> tuple[Document, ...]:
        """What is delivered, and how far."""
        return self._systems().delivery.documents(self.view().subject)

    def _systems(self) -> Systems:
        return self._watching.desk().actions.systems


def _first[T](found: list[T] | tuple[T, ...]) -> T:
    """The first; raises ``LookupError`` where there is none."""
    return found[0]
