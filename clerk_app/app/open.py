"""Opening the desk without windows: what the command line, the demo and the window program share."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.actions.session import Session
from clerk_app.actions.signing_in import DeskTrust, SigningIn
from clerk_app.app.centre import Centre, centre_of, exchange_identity
from clerk_app.app.desk import Desk, Surround
from clerk_app.app.lanes import DeskLanes, desk_lanes
from clerk_app.app.line import OfficeLine
from clerk_app.app.name import note_clerk
from clerk_app.app.ordered import Ordered
from clerk_app.app.paper import PrinterInUse, paper_of
from clerk_app.app.place import Place
from clerk_app.app.relaying import roads_of
from clerk_app.app.secrets import identity_of, secret_of, wraps_of
from clerk_app.app.taking_over import take_over
from clerk_app.contract.signin import Grant
from clerk_app.domain.errors import Unavailable
from clerk_app.lanes import Deliver, at_once
from clerk_app.ports.paper import ReceiptPrinter
from clerk_app.settings.relay_proof import RelayProof
from clerk_app.store.steps import Steps, unwatched
from clerk_app.sync.link import LinkState
from clerk_app.sync.mailbox import RealPulse
from clerk_app.sync.relay_state import RelayState
from clerk_app.sync.spool_relay import SpoolRelay
from clerk_app.sync.spooled import SpoolRounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is told what happens at the desk, from any thread."""

    changed: Callable[[frozenset[bytes]], None] = lambda _subjects: None
    link: Callable[[LinkState], None] = lambda _state: None
    alarm: Callable[[str], None] = lambda _code: None
    order: Callable[[str], None] = lambda _order: None
    relay: Callable[[RelayState], None] = lambda _state: None


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An enrolled desk with its lanes and line, ready for somebody to sign in."""

    desk: Desk
    lanes: DeskLanes
    centre: Centre
    signing_in: SigningIn
    spooled: SpoolRounds

    def admit(self, user: str, password: str) -> Session:
        """Sign in, which opens the desk file, and take over what a desk before this one could not send."""
        session = self.signing_in.sign_in(user, password)
        take_over(self.desk, self.centre, user, password)
        return session

    def sign_in(self, user: str, password: str) -> Session:
        """Let a clerk in; the exchange takes the place of the spool's rounds."""
        session = self.admit(user, password)
        self.spooled.stop()
        self.desk.start_exchange()
        return session

    def close(self) -> None:
        """End everything that was begun here."""
        self.spooled.stop()
        self.desk.close()


def prepare(
    place: Place,
    told: Told | None = None,
    *,
    deliver: Deliver = at_once,
    printer: Callable[[], ReceiptPrinter] | None = None,
    reached: Steps = unwatched,
) -> Prepared:
    """Read who this desk is, and join everything that does not need its database.

    Raises ``SignIn('not_enrolled')`` and what the vault raises.
    """
    told = told or Told()
    secret = secret_of(place)
    identity = identity_of(place, secret)
    line, lanes = OfficeLine(place), desk_lanes(deliver)
    centre = centre_of(identity, place.settings.central_url, line)
    paper = paper_of(place)
    around = Surround(
        lanes=lanes,
        centre=centre,
        receipts=paper.receipts,
        eid_paper=paper.eid,
        act_papers=paper.acts,
        record_paper=paper.records,
        printer=printer or PrinterInUse(lambda: place),
        changed=told.changed,
        link=told.link,
        alarm=told.alarm,
        order=told.order,
        relay=told.relay,
        reached=reached,
        line=line,
    )
    desk = Desk(place, identity, around)
    return Prepared(desk, lanes, centre, _signing_in(desk, centre, secret), _spool_rounds(desk, centre, told, secret))


def _signing_in(desk: Desk, centre: Centre, secret: bytes) -> SigningIn:
    place, identity = desk.place, desk.identity
    return SigningIn(
        door=centre.door,
        wraps=wraps_of(place, secret),
        file=desk,
        trust=DeskTrust(identity.desk, identity.anchor.centre_sign),
        sessions=desk.sessions,
        entropy=place.entropy,
        opened=lambda grant: _note(place, grant),
    )


def _note(place: Place, grant: Grant) -> None:
    """What the next sign-in says of this clerk; without room on the disk it says less."""
    with contextlib.suppress(Unavailable):
        note_clerk(place, grant.user, grant.ends)


def _spool_rounds(desk: Desk, centre: Centre, told: Told, secret: bytes) -> SpoolRounds:
    proof = RelayProof(desk.place.paths.relay_proof, secret)
    ordered = Ordered(told.link, told.alarm, told.order)
    return SpoolRounds(
        centre.line,
        desk.spool.folder,
        exchange_identity(desk.identity),
        RealPulse(),
        jitter=random.SystemRandom().random,
        alarm=told.alarm,
        link=ordered.take,
        order=ordered.ordered,
        network=desk.line.network,
        relay=SpoolRelay(roads_of(desk.place, desk.identity), proof.read, desk.spool.folder),
        now=lambda: desk.place.clock.stamp().at,
    )
