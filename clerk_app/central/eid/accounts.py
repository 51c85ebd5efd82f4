"""eID: accounts of citizens, registered at a counter; the rules are asked here again, whatever the desk has said."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk
from clerk_app.central.eid.tables import EID_ACCOUNT, EID_EVENT, EID_OUTAGE
from clerk_app.central.grants import clerk_of
from clerk_app.central.postgresql import alone
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import canonical
from clerk_app.contract.eid import EID_POLICY, EidAccount, EidLookup, EidRegistration, checked_id
from clerk_app.domain import eid
from clerk_app.domain.eid import AccountState, EidIdentity, EidPolicy
from clerk_app.domain.errors import Invalid, Refused, Unavailable

_HOME = ZoneInfo("Europe/Belgrade")
BLOCKED = "blocked"
UNCONFIRMED: AccountState = "unconfirmed"


class Eid:
    """The register of accounts; e-mails are recorded as sent, and go to nobody."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    def look_up(self, desk: Desk, asked: EidLookup) -> EidAccount:
        """The account of this number, or none; who asked is kept."""
        with self._database.write() as connection:
            user = self.granted(connection, desk, asked.grant)
            self.reachable(connection)
            row = self.account(connection, asked.id_number)
            if row is None:
                return EidAccount()
            note(connection, self._municipality, row.number, "looked_up", at=self._now(), by=(desk.code, user))
            return told(row)

    def register(self, desk: Desk, wanted: EidRegistration) -> EidAccount:
        """Make an account of the basic level; the same act again gives the same account.

        Raises ``Refused`` (``under_age``, ``document_expired``, ``document_not_biometric``, ``account_exists``,
        ``account_blocked``, ``email_taken``, ``act_reused``) and ``Unavailable('register_unavailable')``.
        """
        identity, email = wanted.identity, wanted.email.casefold()
        checked_id(wanted.id)
        code, where = eid.contact_wrong(email, wanted.phone)
        if code:
            raise Invalid("identity_incomplete", where=where)
        digest = hashlib.sha256(canonical.encode([identity, email, wanted.phone])).digest()
        with self._database.write() as connection:
            user = self.granted(connection, desk, wanted.grant)
            self.reachable(connection)
            alone(connection, "eid")
            known = self.account(connection, identity.id_number)
            if known is not None:
                return _again(known, wanted.id, digest)
            self.admit(connection, identity)
            if self._has_email(connection, email):
                raise Refused("email_taken")
            row = {
                "municipality": self._municipality,
                "number": identity.id_number,
                "name": identity.spoken_name(),
                "level": "basic",
                "state": UNCONFIRMED,
                "email": email,
                "phone": wanted.phone,
                "act": wanted.id,
                "digest": digest,
                "made": self._now(),
            }
            connection.execute(insert(EID_ACCOUNT).values(row))
            seen = f"{identity.document.kind} {identity.document.tail}"
            for what, document in (("registered", seen), ("mail_sent", "")):
                by = (desk.code, user)
                note(connection, self._municipality, identity.id_number, what, at=self._now(), by=by, document=document)
            return EidAccount("basic", UNCONFIRMED, eid.masked_email(email), eid.masked_phone(wanted.phone))

    def set_state(self, number: str, state: str) -> None:
        """The citizen has confirmed the e-mail (``active``), or the account is closed to its owner (``blocked``)."""
        this = and_(EID_ACCOUNT.c.municipality == self._municipality, EID_ACCOUNT.c.number == number)
        with self._database.write() as connection:
            connection.execute(update(EID_ACCOUNT).where(this).values(state=state))
            note(connection, self._municipality, number, f"state_{state}", at=self._now())

    def fail_until(self, moment: int) -> None:
        """Let the register be away until ``moment`` (microseconds UTC), as the real one sometimes is."""
        ours = EID_OUTAGE.c.municipality == self._municipality
        with self._database.write() as connection:
            if connection.execute(update(EID_OUTAGE).where(ours).values(until=moment)).rowcount == 0:
                connection.execute(insert(EID_OUTAGE).values(municipality=self._municipality, until=moment))

    def granted(self, connection: Connection, desk: Desk, grant: str) -> str:
        """The clerk whose grant this is; raises ``Refused`` where it does not cover eID at this desk now."""
        return clerk_of(connection, self._municipality, desk, grant, activity="register_eid", now=self._now())

    def reachable(self, connection: Connection) -> None:
        """Raise ``Unavailable('register_unavailable')`` while the register is away."""
        asked = select(EID_OUTAGE.c.until).where(EID_OUTAGE.c.municipality == self._municipality)
        if (connection.execute(asked).scalar() or 0) > self._now():
            raise Unavailable("register_unavailable")

    def admit(self, connection: Connection, identity: EidIdentity) -> None:
        """Whether somebody may have an account by this document; raises ``Invalid`` and ``Refused``."""
        code, where = eid.malformed(identity)
        if code:
            raise Invalid("identity_incomplete", where=where)
        policy = policy_of(connection, self._municipality)
        refused = eid.refusal(identity, policy, self._today())
        if refused:
            raise Refused(refused, age=policy.min_age)

    def account(self, connection: Connection, number: str) -> Row[Any] | None:
        """The account of a number, held until the commit."""
        asked = and_(EID_ACCOUNT.c.municipality == self._municipality, EID_ACCOUNT.c.number == number)
        return connection.execute(select(EID_ACCOUNT).where(asked).with_for_update()).one_or_none()

    def _has_email(self, connection: Connection, email: str) -> bool:
        asked = and_(EID_ACCOUNT.c.municipality == self._municipality, EID_ACCOUNT.c.email == email)
        return connection.execute(select(EID_ACCOUNT.c.number).where(asked)).first() is not None

    def _today(self) -> date:
        return datetime.fromtimestamp(self._now() / 1_000_000, UTC).astimezone(_HOME).date()


def note(
    connection: Connection,
    municipality: str,
    number: str,
    what: str,
    *,
    at: int,
    by: tuple[str, str] = ("", ""),
    document: str = "",
) -> None:
    """One row of what was done with an account, in the transaction that does it; ``by`` is desk and user."""
    ours = and_(EID_EVENT.c.municipality == municipality, EID_EVENT.c.number == number)
    last = connection.execute(select(func.max(EID_EVENT.c.ordinal)).where(ours)).scalar() or 0
    row = {"ordinal": last + 1, "at": at, "what": what, "desk": by[0], "user": by[1], "document": document}
    connection.execute(insert(EID_EVENT).values(municipality=municipality, number=number, **row))


def policy_of(connection: Connection, municipality: str) -> EidPolicy:
    """The rules for eID, as reference data has them; raises ``Refused('eid_not_here')`` where there are none."""
    asked = and_(REFERENCE_ITEM.c.municipality == municipality, REFERENCE_ITEM.c.name == EID_POLICY)
    body = connection.execute(select(REFERENCE_ITEM.c.body).where(asked)).scalar()
    if body is None:
        raise Refused("eid_not_here")
    return canonical.decode(body, EidPolicy)


def told(row: Row[Any]) -> EidAccount:
    """What a desk may know of an account."""
    return EidAccount(row.level, row.state, eid.masked_email(row.email), eid.masked_phone(row.phone))


def _again(known: Row[Any], act: str, digest: bytes) -> EidAccount:
    """A number that has an account: the same act is answered as it was, another is refused."""
    if known.state == BLOCKED:
        raise Refused("account_blocked")
    if known.act != act:
        raise Refused("account_exists")
    if known.digest != digest:
        raise Refused("act_reused")
    return told(known)
