"""Bodies of journal entries about a case that was received before, here, at another desk or on the portal.

``base_version`` is the centre's version that a change stands on. Local times are ISO with offset.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clerk_app.domain.bodies import EnclosureRef, FormValues


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSupplemented:
    """``request.supplemented`` 1: the citizen brought what was missing.

    ``form`` has changed fields only; ``seen`` names proofs that the clerk saw on paper and did not scan.
    """

    base_version: int
    received_local: str
    clerk: str
    clerk_name: str = ""
    form: FormValues = field(default_factory=dict)
    enclosures: tuple[EnclosureRef, ...] = ()
    seen: tuple[str, ...] = ()
    note: str = ""

    def files(self) -> tuple[EnclosureRef, ...]:
        """What was brought and scanned."""
        return self.enclosures


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWithdrawn:
    """``request.withdrawn`` 1: the party gave the request up; the handler ends the case by a conclusion."""

    received_local: str
    clerk: str
    clerk_name: str = ""
    reason: str = ""
    by_representative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved:
    """``case.moved`` 1: a handler gave the case another state (DOMAIN §1.10).

    A call to supplement (``neuredan_dopuna``) says what is ``missing``, each in the handler's words, and until when
    (``supplement_by``, ISO date) it is to be brought.
    """

    base_version: int
    state: str
    clerk: str
    clerk_name: str = ""
    note: str = ""
    missing: tuple[str, ...] = ()
    supplement_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHanded:
    """``case.handed`` 1: another person works on the case from now on; ``office`` where it goes to another one."""

    base_version: int
    to: str
    clerk: str
    to_name: str = ""
    clerk_name: str = ""
    office: str = ""
    note: str = ""
