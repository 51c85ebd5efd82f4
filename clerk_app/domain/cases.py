"""The life of a case after it was received: which step may follow which (DOMAIN §1.10, §4.4)."""

from __future__ import annotations

from typing import Literal, get_args

State = Literal[
    "primljen", "zaveden", "neuredan_dopuna", "u_radu", "ceka_podatke", "ceka_uplatu", "resen_usvojen",
    "resen_odbijen", "odbacen", "obustavljen", "ustupljen", "otpremljen", "dostavljen", "zalba", "konacan",
    "arhiviran",
]  # fmt: skip
"""What the centre can say of a case."""

STATES: tuple[State, ...] = get_args(State)
TO_SUPPLEMENT: State = "neuredan_dopuna"
AT_WORK: State = "u_radu"
DISCONTINUED: State = "obustavljen"

_OPEN: frozenset[str] = frozenset({"neuredan_dopuna", "u_radu", "ceka_podatke", "ceka_uplatu"})
_DECIDED: frozenset[str] = frozenset({"resen_usvojen", "resen_odbijen", "odbacen", "obustavljen"})
_SENT: frozenset[str] = frozenset({"otpremljen", "dostavljen"})
NEXT: dict[str, frozenset[str]] = {
    "primljen": _OPEN | _DECIDED | {"zaveden", "ustupljen"},
    "zaveden": _OPEN | _DECIDED | {"ustupljen"},
    "neuredan_dopuna": (_OPEN - {"neuredan_dopuna"}) | {"odbacen", "obustavljen", "ustupljen"},
    "u_radu": (_OPEN - {"u_radu"}) | _DECIDED | {"ustupljen"},
    "ceka_podatke": (_OPEN - {"ceka_podatke"}) | _DECIDED | {"ustupljen"},
    "ceka_uplatu": (_OPEN - {"ceka_uplatu"}) | _DECIDED | {"ustupljen"},
    "resen_usvojen": _SENT | {"zalba", "konacan", "arhiviran"},
    "resen_odbijen": _SENT | {"zalba", "konacan", "arhiviran"},
    "odbacen": _SENT | {"zalba", "konacan", "arhiviran"},
    "obustavljen": _SENT | {"zalba", "konacan", "arhiviran"},
    "ustupljen": _SENT | {"arhiviran"},
    "otpremljen": frozenset({"dostavljen", "zalba", "konacan", "arhiviran"}),
    "dostavljen": frozenset({"zalba", "konacan", "arhiviran"}),
    "zalba": frozenset({"u_radu", "konacan", "arhiviran"}) | _DECIDED,
    "konacan": frozenset({"u_radu", "arhiviran"}),  # a procedure may be opened again
    "arhiviran": frozenset({"u_radu", "zalba"}),
}
"""The steps that a case can take. The real registry publishes no such rule: these refuse what cannot have happened."""

UNPAID: frozenset[str] = frozenset({"issued", "pending", "partially_paid", "partially_proven", "proof_attached"})
"""Payment states in which work on what was filed online does not begin yet (DOMAIN §1.1)."""

WAITS_FOR_PAYMENT: State = "ceka_uplatu"
_WORK: frozenset[str] = frozenset({AT_WORK, "ceka_podatke", "resen_usvojen", "resen_odbijen"})
"""What is work on a case; to call to supplement, to reject or to hand it on is none."""


def refused(state: str, to: str, payment: str = "") -> str:
    """Why a case in ``state`` may not go on to ``to``, as a code; nothing where it may."""
    if to not in STATES:
        return "state_unknown"
    if to not in NEXT.get(state, NEXT["primljen"]):
        return "transition_impossible"
    return "payment_missing" if to in _WORK and payment in UNPAID else ""


def resumed(payment: str = "") -> State:
    """The state of a case whose party brought what was missing: worked on again, or still waiting for the payment."""
    return WAITS_FOR_PAYMENT if payment in UNPAID else AT_WORK
