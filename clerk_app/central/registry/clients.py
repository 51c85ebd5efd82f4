"""Who may call the registry's REST: clients of bodies, their secrets, and the tokens that stand for them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import and_, delete, insert, select, update

from clerk_app.central import audit
from clerk_app.central.bearer import digest_of, new_token, token_of
from clerk_app.central.clock import HOUR, Now, utc
from clerk_app.central.database import Database
from clerk_app.central.keys import CentreKeys
from clerk_app.central.registry.tables import REGISTRY_CLIENT, REGISTRY_TOKEN
from clerk_app.central.signins import HASHER, NOBODY, matches
from clerk_app.central.tries import Tries
from clerk_app.contract.registry import Token, TokenRequest
from clerk_app.domain.errors import Invalid, Refused

TOKEN_LIFE = HOUR // 2
LONGEST_NAME = 80
_SECRET_BYTES = 24
_TRIES = "registry client\0"  # a clerk of the same name counts apart


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody else's program, and the body whose cases are its own."""

    name: str
    body: str


class Clients:
    """Makes clients, gives tokens, and knows whom a token stands for."""

    def __init__(self, database: Database, keys: CentreKeys, now: Now) -> None:
        self._database = database
        self._municipality = keys.municipality
        self._tries = Tries(keys, now)
        self._now = now

    def make(self, name: str, body: str = "") -> str:
        """A client of ``body`` (the municipality itself where none is named); returns its secret, kept nowhere.

        One that is there gets another secret, and its tokens end. Raises ``Invalid('client_name')``.
        """
        for text in (name, body or self._municipality):
            if not (0 < len(text) <= LONGEST_NAME and text.isprintable()):
                raise Invalid("client_name", field="client")
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        values = {"body": body or self._municipality, "secret": HASHER.hash(secret)}
        this = and_(REGISTRY_CLIENT.c.municipality == self._municipality, REGISTRY_CLIENT.c.name == name)
        tokens = and_(REGISTRY_TOKEN.c.municipality == self._municipality, REGISTRY_TOKEN.c.client == name)
        with self._database.write() as connection:
            if not connection.execute(update(REGISTRY_CLIENT).where(this).values(values)).rowcount:
                row = {"municipality": self._municipality, "name": name, **values}
                connection.execute(insert(REGISTRY_CLIENT).values(row))
            connection.execute(delete(REGISTRY_TOKEN).where(tokens))
            audit.note(connection, self._municipality, "client_made", at=self._now(), user=name[: audit.LONGEST_USER])
        return secret

    def sign_in(self, request: TokenRequest) -> Token:
        """A token; raises ``Refused('unauthenticated')`` or ``SignIn('password_wait')``."""
        this = and_(REGISTRY_CLIENT.c.municipality == self._municipality, REGISTRY_CLIENT.c.name == request.client)
        counted = _TRIES + request.client
        with self._database.write() as connection:
            self._tries.begin(connection, counted)
            hashed = connection.execute(select(REGISTRY_CLIENT.c.secret).where(this)).scalar()
        if not matches(hashed or NOBODY, request.secret) or hashed is None:
            raise Refused("unauthenticated")
        token, ends = new_token(), self._now() + TOKEN_LIFE
        row = {"municipality": self._municipality, "digest": digest_of(token), "client": request.client, "ends": ends}
        with self._database.write() as connection:
            self._tries.forget(connection, counted)
            ours = REGISTRY_TOKEN.c.municipality == self._municipality
            connection.execute(delete(REGISTRY_TOKEN).where(ours, REGISTRY_TOKEN.c.ends <= self._now()))
            connection.execute(insert(REGISTRY_TOKEN).values(row))
        return Token(token, utc(ends))

    def of(self, authorization: str) -> Client:
        """Whom an ``Authorization`` header stands for; raises ``Refused('unauthenticated')``."""
        token = token_of(authorization)
        ours = and_(
            REGISTRY_TOKEN.c.municipality == self._municipality,
            REGISTRY_TOKEN.c.digest == digest_of(token),
            REGISTRY_TOKEN.c.ends > self._now(),
            REGISTRY_CLIENT.c.municipality == self._municipality,
            REGISTRY_CLIENT.c.name == REGISTRY_TOKEN.c.client,
        )
        with self._database.read() as connection:
            row = connection.execute(select(REGISTRY_CLIENT.c.name, REGISTRY_CLIENT.c.body).where(ours)).one_or_none()
        if row is None:
            raise Refused("unauthenticated")
        return Client(row.name, row.body)
