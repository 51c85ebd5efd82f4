"""Looking values up in the lists that the centre keeps, as this desk has them."""

from __future__ import annotations

from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.forms import looked_up
from clerk_app.domain.lookups import NO_LABELS, Found, Labels
from clerk_app.ports.lists import Lookups


class LookingUp:
    """What may be read by everybody: lists hold nothing personal."""

    def __init__(self, *, lookups: Lookups) -> None:
        self._lookups = lookups

    def search(self, name: str, text: str) -> Found:
        """The rows of a list that are meant by a few letters."""
        return self._lookups.search(name, text)

    def labels(self, service: Service, *forms: FormValues) -> Labels:
        """What the lists say of all the values of some forms; a file that is busy says nothing and holds nobody up."""
        pairs = frozenset().union(*(looked_up(service, form) for form in forms))
        try:
            return self._lookups.labels(pairs) if pairs else NO_LABELS
        except Unavailable:
            return NO_LABELS
