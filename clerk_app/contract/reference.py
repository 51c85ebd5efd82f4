"""Reference data by version: the catalogue, the municipality, and the desks whose receipts can be checked."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.keys import SigningKey, verifies
from clerk_app.domain.errors import Damaged
from clerk_app.domain.ips import TaxAccounts


class Municipality(msgspec.Struct, frozen=True):
    """Names and numbers that stand on paper and slips; accounts are 18 digits."""

    code: str
    name: str
    body: str
    address: str
    place: str
    phone: str
    treasury_code: str
    local_fee_account: str
    republic_fee_account: str
    republic_payee: str
    data_protection: str

    def tax_accounts(self) -> TaxAccounts:
        """Where its fees and those of the republic are paid."""
        return TaxAccounts(
            municipality_code=self.treasury_code,
            republic_account=self.republic_fee_account,
            republic_payee=self.republic_payee,
            local_account=self.local_fee_account,
            local_payee=self.body,
        )


class DeskCertificate(msgspec.Struct, frozen=True):
    """The public key that signs one desk's receipts; ``revoked`` is microseconds UTC, or none.

    ``counter`` is where the desk stands; empty from a centre that did not say.
    """

    desk: str
    key_id: str
    public: bytes
    revoked: int | None = None
    counter: str = ""


COLLEAGUES = "colleagues"
"""The item that names who works in the municipality, as a list of ``Colleague``."""


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can be given a case; ``office`` empty means every office."""

    user: str
    name: str
    role: str
    office: str = ""
    office_name: str = ""


class Item(msgspec.Struct, frozen=True):
    """Reference data, canonical JSON: ``municipality``, ``desks``, ``colleagues``, ``service/<id>@<n>``."""

    name: str
    version: int
    body: msgspec.Raw


class ReferenceAnswer(msgspec.Struct, frozen=True):
    """The items that a desk does not have yet, as canonical bytes with the centre's signature."""

    payload: bytes
    signature: bytes


DESKS = "desks"
_DOMAIN = b"salter reference 1\0"
OFFICE_INDEX = "index_office"
"""What the centre has summed of the office's indicators; another one for each office."""
_UNCOUNTED = frozenset({DESKS, COLLEAGUES, OFFICE_INDEX})


def revision(known: Mapping[str, int]) -> int:
    """How far reference data have come, for either side to compare: versions only grow, and nothing is taken away.

    The lists of desks and of colleagues and the figures of the office do not count: nobody waits for them.
    """
    return sum(version for name, version in known.items() if name not in _UNCOUNTED)


def sign(items: list[Item], signer: SigningKey) -> ReferenceAnswer:
    """Close a list of items with the centre's key."""
    payload = canonical.encode(items)
    return ReferenceAnswer(payload=payload, signature=signer.sign(_DOMAIN + payload))


def verified(answer: ReferenceAnswer, centre_public: bytes) -> list[Item]:
    """The items inside, if the centre signed them; raises ``Damaged('reference_forged')``."""
    if not verifies(centre_public, answer.signature, _DOMAIN + answer.payload):
        raise Damaged("reference_forged")
    return canonical.decode(answer.payload, list[Item])
