"""What can be said of a signature on a PDF: whether the document is as it was signed, by whom, and who vouches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["unsigned", "other", "B-B", "B-T", "B-LT", "B-LTA"]
"""Baseline levels of PAdES (ETSI EN 319 142-1); none, and a signature of another kind."""

Integrity = Literal["whole", "altered"]
"""``altered``: what was signed is not what is there."""

Later = Literal["nothing", "proofs", "filled", "changed"]
"""What was added after the signature: nothing, proofs of it (time stamps), signatures or fields, or anything else.

What the signer allowed nobody to add is ``changed``, whatever it is.
"""

Trust = Literal["trusted", "unknown_issuer", "not_yet", "expired", "revoked", "wrong_use", "unsound"]
"""Whether the certificate vouches for the signer; ``wrong_use``: it was given for something else than signing."""

Checked = Literal["good", "revoked", "not_checked"]
"""Whether it is known that the certificate held; ``not_checked``: nothing about it came along, and nobody was asked."""

_WORSE_THAN_FILLED: frozenset[Trust] = frozenset({"revoked", "unsound"})

LEVELS: tuple[Level, ...] = ("unsigned", "other", "B-B", "B-T", "B-LT", "B-LTA")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureVerdict:
    """The verdict on one signature; ``claimed`` is the signer's own clock and ``stamped`` an authority's (ISO UTC).

    ``serial`` is hex, ``ends`` until when the certificate holds (ISO date).
    """

    signer: str
    issuer: str
    serial: str
    ends: str
    integrity: Integrity
    later: Later
    trust: Trust
    checked: Checked
    level: Level
    claimed: str = ""
    stamped: str = ""

    @property
    def code(self) -> str:
        """What is most worth saying, the worst first: the tail of ``signature.<code>``."""
        if self.integrity == "altered":
            return "altered"
        if self.later == "changed":
            return "changed_later"
        if self.trust in _WORSE_THAN_FILLED:
            return self.trust
        if self.later == "filled":
            return "filled_later"
        if self.trust != "trusted":
            return self.trust
        return "good" if self.checked == "good" else "not_checked"

    @property
    def stands(self) -> bool:
        """Whether the document is as it was signed, by somebody whom this desk trusts."""
        return self.code in {"good", "not_checked"}


def worst(verdicts: tuple[SignatureVerdict, ...]) -> str:
    """The one word for a whole file: ``none`` where nobody signed it."""
    order = (
        "altered", "changed_later", "unsound", "revoked", "filled_later", "wrong_use", "expired", "not_yet",
        "unknown_issuer", "not_checked", "good",
    )  # fmt: skip
    codes = {verdict.code for verdict in verdicts}
    return next((code for code in order if code in codes), "none")
