"""Which state of a case may follow which.

The real registry publishes no such rule; this one refuses only what cannot have happened: nothing is dispatched or
final that was never decided, and nothing is received or registered twice.
"""

from __future__ import annotations

_OPEN: frozenset[str] = frozenset({"neuredan_dopuna", "u_radu", "ceka_podatke", "ceka_uplatu"})
_DECIDED: frozenset[str] = frozenset({"resen_usvojen", "resen_odbijen", "odbacen", "obustavljen", "ustupljen"})
_UNDECIDED = _OPEN | _DECIDED | {"arhiviran"}

FOLLOWING: dict[str, frozenset[str]] = {
    **dict.fromkeys(("primljen", "zaveden", *_OPEN), _UNDECIDED),
    **dict.fromkeys(_DECIDED, frozenset({"otpremljen", "dostavljen", "zalba", "konacan", "arhiviran"})),
    "otpremljen": frozenset({"dostavljen", "zalba", "konacan", "arhiviran"}),
    "dostavljen": frozenset({"zalba", "konacan", "arhiviran"}),
    "zalba": _UNDECIDED | {"konacan"},
    "konacan": frozenset({"u_radu", "arhiviran"}),  # a procedure may be opened again
    "arhiviran": frozenset({"u_radu", "zalba"}),
}


def may_follow(state: str, before: str) -> bool:
    """Whether a case that stands at ``before`` may move to ``state``; to say the same again is always possible."""
    return state == before or state in FOLLOWING.get(before, frozenset())
