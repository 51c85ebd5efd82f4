"""A centre behind its door: enrols desks, signs real grants with real keys, keeps the escrow, and may be away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from clerk_app.contract import signin
from clerk_app.contract.enrolment import Anchor, Code, EnrolmentAnswer, EnrolmentRequest, fingerprint, show
from clerk_app.contract.keys import SealingKey, SigningKey, seal
from clerk_app.contract.signin import ESCROW_INFO, REWRAP_INFO, Grant, Role, SignInAnswer, SignInRequest
from clerk_app.domain.errors import CounterError, Refused, SignIn, Unavailable

DAY = 24 * 3600 * 1_000_000
CODE_SECRET = "ABCDEFGH"


@dataclass
class Clerk:
    """Somebody whom the centre knows."""

    password: str
    role: Role = "clerk"


@dataclass
class FakeCentre:
    """The port ``CentreDoor``; ``now`` gives its own clock, in microseconds UTC."""

    now: Callable[[], int]
    desk: str = "A7"
    away: bool = False
    days: int = 7
    clerks: dict[str, Clerk] = field(default_factory=dict)
    escrow: bytes = b""
    asked: list[SignInRequest] = field(default_factory=list)
    enrolled: list[EnrolmentRequest] = field(default_factory=list)
    tamper: Callable[[SignInAnswer], SignInAnswer] = lambda answer: answer
    fails_at: dict[str, CounterError] = field(default_factory=dict)
    used: bool = False
    known_head: str = ""
    code_secret: str = CODE_SECRET

    def __post_init__(self) -> None:
        self.sign, self.opener, self.safe = SigningKey(b"c" * 32), SealingKey(b"C" * 32), SealingKey(b"E" * 32)

    def anchor(self) -> Anchor:
        self._answer("anchor")
        return Anchor(
            municipality="999",
            name="Општина Примерово",
            centre_sign=self.sign.public,
            centre_seal=self.opener.public,
            escrow_seal=self.safe.public,
            ca_pem="",
        )

    def printed_code(self) -> str:
        """What the operator hands over on paper."""
        return show(Code(secret=self.code_secret, fingerprint=fingerprint(self.anchor())))

    def enrol(self, request: EnrolmentRequest) -> EnrolmentAnswer:
        self._answer("enrol")
        again = any(before.sign_public == request.sign_public for before in self.enrolled)
        if request.secret != self.code_secret or (self.used and not again):
            raise Refused("enrolment_code_wrong")
        self.used = True
        self.enrolled.append(request)
        self._answer("enrolled")
        return EnrolmentAnswer(
            desk=self.desk,
            office="1",
            office_name="Услужни центар",
            counter="шалтер 3",
            replaced_head=self.known_head if request.replaces else "",
        )

    def deposit(self, wrap: bytes) -> None:
        self._answer("deposit")
        self.safe.open(wrap, ESCROW_INFO + self.desk.encode())
        self.escrow = wrap

    def sign_in(self, request: SignInRequest) -> SignInAnswer:
        self._answer("sign_in")
        self.asked.append(request)
        clerk = self.clerks.get(request.user)
        if clerk is None or clerk.password != request.password:
            raise SignIn("password_wrong")
        grant = signin.sign(self.grant(request.user, clerk.role), self.sign)
        wrap = self._rewrapped(request.reply_public) if request.want_key and self.escrow else b""
        return self.tamper(SignInAnswer(grant=grant, rewrapped=wrap))

    def grant(self, user: str, role: Role = "clerk") -> Grant:
        """The centre's word on a clerk, from now on."""
        name = f"g-{user}-{len(self.asked)}"
        starts = self.now()
        return Grant(name, user, "Службеник", role, "999", "1", self.desk, starts, starts + self.days * DAY)

    def forged_grant(self, answer: SignInAnswer) -> SignInAnswer:
        """For ``tamper``: the grant is signed by somebody else."""
        stranger = SigningKey(b"x" * 32)
        return msgspec.structs.replace(answer, grant=signin.sign(self.grant("m.primeric", "supervisor"), stranger))

    def _rewrapped(self, reply_public: bytes) -> bytes:
        key = self.safe.open(self.escrow, ESCROW_INFO + self.desk.encode())
        return seal(reply_public, key, REWRAP_INFO + self.desk.encode())

    def _answer(self, step: str) -> None:
        if self.away:
            raise Unavailable("line_down")
        if step in self.fails_at:
            raise self.fails_at[step]
