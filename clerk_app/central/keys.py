"""The centre's keys, made at first start and kept in its database.

``sign`` signs answers, grants and reference data; ``seal`` opens parcels and enclosures; ``escrow`` opens deposited
database keys; ``storage`` wraps what the centre itself keeps. Whoever has the database has them: guard it as such.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from clerk_app.central.authority import Authority
from clerk_app.central.database import Database
from clerk_app.central.postgresql import alone
from clerk_app.central.schema import CENTRE_KEY
from clerk_app.contract.enrolment import Anchor
from clerk_app.contract.keys import SealingKey, SigningKey

_SEEDS = ("sign", "seal", "escrow", "storage")


@dataclass(frozen=True, slots=True)
class CentreKeys:
    """The keys of one municipality's centre."""

    municipality: str
    sign: SigningKey
    seal: SealingKey
    escrow: SealingKey
    storage: bytes
    authority: Authority

    def anchor(self, name: str) -> Anchor:
        """What a desk pins at enrolment; ``name`` is the municipality's."""
        return Anchor(
            municipality=self.municipality,
            name=name,
            centre_sign=self.sign.public,
            centre_seal=self.seal.public,
            escrow_seal=self.escrow.public,
            ca_pem=self.authority.certificate_pem,
        )


def load(database: Database, municipality: str) -> CentreKeys:
    """The keys of ``municipality``; what is missing is made, once, whoever comes first."""
    with database.write() as connection:
        alone(connection, "keys")
        kept = _kept(connection, municipality)
        if "ca" not in kept:
            kept["ca"] = Authority.create(municipality).to_pem()
            _keep(connection, municipality, "ca", kept["ca"])
        for purpose in _SEEDS:
            if purpose not in kept:
                kept[purpose] = secrets.token_bytes(32)
                _keep(connection, municipality, purpose, kept[purpose])
    return CentreKeys(
        municipality=municipality,
        sign=SigningKey(kept["sign"]),
        seal=SealingKey(kept["seal"]),
        escrow=SealingKey(kept["escrow"]),
        storage=kept["storage"],
        authority=Authority.from_pem(kept["ca"]),
    )


def _kept(connection: Connection, municipality: str) -> dict[str, bytes]:
    rows = connection.execute(
        select(CENTRE_KEY.c.purpose, CENTRE_KEY.c.secret).where(CENTRE_KEY.c.municipality == municipality)
    )
    return {row.purpose: row.secret for row in rows}


def _keep(connection: Connection, municipality: str, purpose: str, secret: bytes) -> None:
    connection.execute(insert(CENTRE_KEY).values(municipality=municipality, purpose=purpose, secret=secret))
