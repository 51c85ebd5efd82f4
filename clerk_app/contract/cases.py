"""Changes about cases that more than one desk works on: what the office hears of them (see ``contract.answers``).

``at`` is microseconds UTC. ``desk`` names the desk whose entry it was, nothing for the centre's own people.
"""

from __future__ import annotations

import msgspec

from clerk_app.domain.bodies import FormValues, RequestReceived

PORTAL = "PORT"
"""Stands where the code of the receiving desk would, for what citizens filed on the portal; no desk is called so."""


class Earlier(msgspec.Struct, frozen=True, array_like=True):
    """A change about a case that its new desks have not heard: its version, kind and body as in ``answers.Change``."""

    version: int
    kind: str
    body: msgspec.Raw


class Case(msgspec.Struct, frozen=True, omit_defaults=True):
    """``case``: a request that was received elsewhere, as it stands now, for every other desk of its office.

    ``received`` has no field of class ``special``: those are looked at where they are. ``payment`` is a state of DOMAIN
    §1.6, for what was filed on the portal, and ``service_name`` what the centre calls its service, which the desk may
    not know; ``serial`` and ``year`` are its unique number. ``earlier`` is what was told of it elsewhere before it came
    here, in the order of versions: its history, and the parts of it that systems keep (orders, records, papers).
    """

    subject: bytes
    received: RequestReceived
    at: int
    serial: int
    year: int
    state: str
    office: str = ""
    handler: str = ""
    handler_name: str = ""
    deadline: str = ""
    payment: str = ""
    note: str = ""
    missing: tuple[str, ...] = ()
    supplement_by: str = ""
    annulled: bool = False
    withdrawn: bool = False
    service_name: str = ""
    earlier: tuple[Earlier, ...] = ()

    def with_earlier(self, earlier: tuple[Earlier, ...]) -> Case:
        """The same case with what was told of it before, or without it."""
        return msgspec.structs.replace(self, earlier=earlier)


class Handed(msgspec.Struct, frozen=True, omit_defaults=True):
    """``handed``: ``handler`` (``handler_name``) works on it from now on, in ``office``."""

    at: int
    handler: str
    handler_name: str = ""
    office: str = ""
    note: str = ""
    desk: str = ""


class Amended(msgspec.Struct, frozen=True, omit_defaults=True):
    """``amended``: these fields of the form have these values now; of special ones the names are told (``hidden``).

    ``entry`` numbers the entry of ``desk`` that did it; ``note`` is for whoever works on the case.
    """

    at: int
    form: FormValues = {}
    desk: str = ""
    entry: int = 0
    hidden: tuple[str, ...] = ()
    note: str = ""


class Supplemented(msgspec.Struct, frozen=True, omit_defaults=True):
    """``supplemented``: what was missing was brought; ``deadline`` (ISO) runs anew; the rest as in ``Amended``."""

    at: int
    form: FormValues = {}
    enclosures: tuple[str, ...] = ()
    note: str = ""
    deadline: str = ""
    desk: str = ""
    entry: int = 0
    hidden: tuple[str, ...] = ()


class Withdrawn(msgspec.Struct, frozen=True, omit_defaults=True):
    """``withdrawn``: the party gave it up."""

    at: int
    reason: str = ""
    desk: str = ""


class Payment(msgspec.Struct, frozen=True):
    """``payment``: how it stands with the payment of what was filed on the portal."""

    at: int
    state: str
