"""The line of this computer: how it is dialled, what goes over it today, and what may go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.app.place import Place
from clerk_app.carriers.dialling import Dialler
from clerk_app.carriers.https_look import Asker, HttpsLook
from clerk_app.carriers.proxies import proxy_for
from clerk_app.carriers.tallied import Tally
from clerk_app.carriers.transport import Route
from clerk_app.carriers.wire import DeskProof
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.relay import OfficeKey
from clerk_app.domain.errors import Unavailable
from clerk_app.settings.identity import DeskIdentity
from clerk_app.settings.line_memory import LineMemory
from clerk_app.settings.proxy_secret import ProxySecret
from clerk_app.support.line_checks import LineUse
from clerk_app.sync.enclosures import EnclosureChore
from clerk_app.sync.link import LinkState
from clerk_app.sync.lists import ListChore
from clerk_app.sync.reference import ReferenceChore
from clerk_app.sync.thrift import METERED, Now, Rules, held_back, hours_of

MEGABYTE, KILO = 1_000_000, 1024
SETTLE_EVERY = 60.0
_BULK = (EnclosureChore.name, ReferenceChore.name, ListChore.name)


@dataclass(eq=False)
class OfficeLine:
    """One for all wires of a desk.

    ``system_metered``: what the system says of the line, for ``metered = auto``. ``rate``: bytes a second, as last
    told. ``reached``: where the exchange stands, and ``office_key`` the office's, while the desk file is open.
    ``memory`` also has whether a clerk paused enclosures: what is under way stops at its next piece.
    """

    place: Place
    system_metered: bool = False
    rate: int = 0
    reached: Callable[[], tuple[int, int]] = lambda: (0, 0)
    office_key: Callable[[], OfficeKey | None] = lambda: None

    def __post_init__(self) -> None:
        self._tally = Tally()
        self.memory = LineMemory(self.place.paths.line, lambda: self.place.clock.local().date())
        self._dialler = Dialler(self._tally, self.memory)

    def route(self, url: str) -> Route:
        """How connections to a centre are made."""
        settings = self.place.settings
        return Route(self._dialler, proxy_for(url, settings.proxy, self._proxy_sign_in))

    def network(self) -> str:
        """The network of the last connection, as far as its own address tells."""
        return self._dialler.network

    def is_metered(self) -> bool:
        """Whether the line is paid by the megabyte, by the settings or by what the system says."""
        said = self.place.settings.metered
        return self.system_metered if said == "auto" else said == "yes"

    def hear_metered(self, metered: bool) -> None:
        """The system says whether the line is paid by the megabyte."""
        self.system_metered = metered

    def watched(self, told: Callable[[LinkState], None]) -> Callable[[LinkState], None]:
        """Remember what the exchange measures, and pass it on."""

        def take(link: LinkState) -> None:
            self.rate = link.rate
            told(link)

        return take

    def held(self, chore: str, asked: bool = False) -> str:
        """Why a chore must wait, empty if it may go."""
        return held_back(self._rules(), self._now(), chore, asked=asked)

    def told(self) -> str:
        """What is told of the line: the reason why anything must wait, the weightier first."""
        reasons = [self.held(name) for name in _BULK]
        return next(filter(None, reasons), "")

    def fits(self, size: int) -> bool:
        """Whether an enclosure of this size may go."""
        return held_back(self._rules(), self._now(), EnclosureChore.name, asked=True, size=size) != METERED

    def use(self) -> LineUse:
        """What was spent today."""
        return LineUse(self.is_metered(), self._used(), self._rules().budget)

    def settle(self) -> None:
        """Write down what was spent."""
        self.memory.spend(self._tally.take())

    def _used(self) -> int:
        return self.memory.used() + self._tally.pending

    def _rules(self) -> Rules:
        settings = self.place.settings
        return Rules(
            hours=hours_of(settings.bulk_hours),
            budget=settings.day_budget * MEGABYTE,
            most_metered=settings.metered_most * KILO,
        )

    def _now(self) -> Now:
        local = self.place.clock.local()
        return Now(
            minute=local.hour * 60 + local.minute,
            used=self._used(),
            metered=self.is_metered(),
            paused=self.memory.paused(),
        )

    def _proxy_sign_in(self) -> tuple[str, str]:
        """Who signs in at the proxy; a keyring that is shut leaves it to the proxy to say that it wants a password."""
        user = self.place.settings.proxy_user
        if not user or self.place.demo:
            return user, ""
        try:
            return user, ProxySecret(self.place.paths.vault_account).read()
        except Unavailable:
            return user, ""


def look_of(line: OfficeLine, identity: DeskIdentity) -> HttpsLook:
    """A look at the line of a desk."""
    url = line.place.settings.central_url or identity.central_url
    asker = Asker(
        desk=identity.desk,
        proof=DeskProof(identity.desk, SigningKey(identity.sign_seed)),
        opener=SealingKey(identity.seal_private),
        centre_sign=identity.anchor.centre_sign,
        reached=lambda: line.reached(),  # noqa: PLW0108 (it is another one once the file is open)
    )
    return HttpsLook(url, identity.anchor.ca_pem, lambda: line.route(url), asker)


def unless_new(held: Callable[[str, bool], str], known: Callable[[], dict[str, int]]) -> Callable[[str, bool], str]:
    """The same, but a desk that has no reference data at all gets them, whatever the line costs."""

    def judged(chore: str, asked: bool) -> str:
        why = held(chore, asked)
        return "" if why and chore == ReferenceChore.name and not known() else why

    return judged
