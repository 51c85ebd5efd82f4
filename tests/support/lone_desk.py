"""A desk without a program: keys, a chain of entries, parcels, and plain requests to a centre."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from types import TracebackType

import httpx

from clerk_app.contract import answers, canonical, enrolment, parcel, signin
from clerk_app.contract.answers import Answers
from clerk_app.contract.enrolment import Anchor, EnrolmentAnswer, EnrolmentRequest
from clerk_app.contract.entries import row_of
from clerk_app.contract.exchange import ANCHOR, ANSWERS, ENROLMENTS, EXCHANGE, PROOF_HEADER, SIGN_INS, prove
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.parcel import ParcelHead
from clerk_app.contract.signin import Grant, SignInAnswer, SignInRequest
from clerk_app.domain import numbers
from clerk_app.domain.bodies import DeskEnrolled, FeeCharged, RequestReceived
from clerk_app.domain.journal import GENESIS, Entry, Header, Stamp, commitment, entry_id, seal_entry
from clerk_app.domain.people import Person

SERVICE = "birth-extract"
PASSWORD = "primer-2026"
START = 1_790_000_000_000_000


@dataclass(slots=True)
class LoneDesk:
    """One enrolled desk; ``at`` is its clock, microseconds UTC."""

    code: str
    sign: SigningKey
    seal: SealingKey
    anchor: Anchor
    grant: str = ""
    office: str = "usluzni-centar"
    at: int = START
    entries: list[Entry] = field(default_factory=list)
    sent: int = 0

    def write(
        self,
        kind: str,
        body: object,
        subject: bytes,
        *,
        grant: str | None = None,
        version: int = 1,
        stamp: Stamp | None = None,
    ) -> Entry:
        """The next entry of the chain."""
        seq = len(self.entries) + 1
        raw = body if isinstance(body, bytes) else canonical.encode(body)
        salt = seq.to_bytes(16)
        header = Header(
            desk=self.code,
            seq=seq,
            kind=kind,
            version=version,
            subject=subject,
            stamp=stamp or Stamp(at=self.at, boot=b"b" * 8, mono=seq * 1000),
            grant=self.grant if grant is None else grant,
            commitment=commitment(salt, entry_id(self.code, seq), raw),
            prev=self.entries[-1].hash if self.entries else GENESIS,
        )
        self.entries.append(seal_entry(header, salt, raw))
        return self.entries[-1]

    def receive(self, *, grant: str | None = None, **changed: object) -> Entry:
        """A request of a synthetic citizen."""
        seq = len(self.entries) + 1
        return self.write("request.received", received(self.code, seq, **changed), subject(self.code, seq), grant=grant)

    def enrolled(self) -> Entry:
        """The first entry of a chain."""
        body = DeskEnrolled(municipality=self.anchor.municipality, office="usluzni-centar")
        return self.write("desk.enrolled", body, b"desk" * 4, grant="")

    def cut(self, *entries: Entry, first: int | None = None, head: bytes | None = None, position: int = 0) -> bytes:
        """A parcel of these entries; under the next sending numbers unless ``first`` says otherwise."""
        if first is None:
            first = self.sent + 1
            self.sent += len(entries)
        highest = max(entries, key=lambda entry: entry.header.seq)
        about = ParcelHead(
            desk=self.code,
            first=first,
            count=len(entries),
            position=position,
            chain_seq=highest.header.seq,
            chain_head=highest.hash if head is None else head,
        )
        rows = [row_of(entry) for entry in entries]
        return parcel.make(about, rows, [self.anchor.centre_seal], self.sign)

    def opened(self, raw: bytes) -> Answers:
        """An answer, verified."""
        return answers.open_answers(raw, self.code, self.seal, self.anchor.centre_sign)


def received(desk: str, seq: int, **changed: object) -> RequestReceived:
    """The body of a plain request without fee."""
    person = Person(surname="Пробић", given_name="Проба", id_number="0101990900009", birth_date="1990-01-01")
    values: dict[str, object] = {
        "number": numbers.provisional(desk, seq),
        "service": SERVICE,
        "service_version": 1,
        "applicant": person,
        "form": {},
        "received_local": "2026-09-21T16:26:40+02:00",
        "clerk": "mprimeric",
        "fee": FeeCharged(),
    }
    return RequestReceived(**{**values, **changed})  # type: ignore[arg-type] # tests give what the body takes


def subject(desk: str, seq: int) -> bytes:
    """The subject of a desk's ``seq``-th entry."""
    return f"{desk}:{seq}".encode().ljust(16, b".")


class Caller:
    """Speaks HTTP with a centre as a desk; trusts the CA of ``anchor``, or anyone while there is none."""

    def __init__(self, url: str, anchor: Anchor | None = None) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = anchor is not None
        context.verify_mode = ssl.CERT_REQUIRED if anchor else ssl.CERT_NONE
        if anchor is not None:
            context.load_verify_locations(cadata=anchor.ca_pem)
        self.client = httpx.Client(base_url=url, verify=context, timeout=10, trust_env=False)

    def __enter__(self) -> Caller:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def ask(self, desk: LoneDesk, method: str, target: str, **more: object) -> httpx.Response:
        """One request with the desk's proof."""
        headers = {PROOF_HEADER: prove(desk.code, desk.sign, method, target), **more.pop("headers", {})}  # type: ignore[dict-item]
        return self.client.request(method, target, headers=headers, **more)  # type: ignore[arg-type]

    def send(self, desk: LoneDesk, *parcels: bytes) -> httpx.Response:
        """Parcels in one exchange."""
        return self.ask(desk, "POST", EXCHANGE, content=b"".join(map(parcel.framed, parcels)))

    def answer(self, desk: LoneDesk, position: int = 0, have: int = 0) -> Answers:
        """What the centre says at once."""
        reply = self.ask(desk, "GET", f"{ANSWERS}?position={position}&have={have}&hold=0")
        reply.raise_for_status()
        (raw,) = parcel.split([reply.content])
        return desk.opened(raw)

    def until(self, desk: LoneDesk, enough: Callable[[Answers], bool], hold: int = 20) -> list[Answers]:
        """Listen until an answer is ``enough``; what was said so far."""
        said: list[Answers] = []
        for answer in self.listen(desk, hold=hold):
            said.append(answer)
            if enough(answer):
                return said
        raise AssertionError(f"the centre never said it, but {said}")

    def listen(self, desk: LoneDesk, position: int = 0, have: int = 0, hold: int = 20) -> Generator[Answers]:
        """Answers as they come; to close it is to hang up."""
        target = f"{ANSWERS}?position={position}&have={have}&hold={hold}"
        headers = {PROOF_HEADER: prove(desk.code, desk.sign, "GET", target)}
        with self.client.stream("GET", target, headers=headers) as reply:
            reply.raise_for_status()
            yield from map(desk.opened, parcel.split(reply.iter_raw()))

    def sign_in(self, desk: LoneDesk, user: str = "mprimeric", password: str = PASSWORD, **more: object) -> Grant:
        """A grant, which becomes the desk's."""
        request = SignInRequest(user=user, password=password, reply_public=bytes(32), **more)  # type: ignore[arg-type]
        reply = self.ask(desk, "POST", SIGN_INS, content=canonical.encode(request))
        reply.raise_for_status()
        grant = signin.verified(canonical.decode(reply.content, SignInAnswer).grant, desk.anchor.centre_sign)
        desk.grant = grant.id
        return grant


def enrol(url: str, code: str, seed: bytes, replaces: str = "", replaced_head: str = "") -> LoneDesk:
    """A new desk by a printed code, as the program does it: the anchor first, believed by its fingerprint."""
    parsed = enrolment.parse(code)
    with Caller(url) as caller:
        anchor = canonical.decode(caller.client.get(ANCHOR).content, Anchor)
    if enrolment.fingerprint(anchor) != parsed.fingerprint:
        raise AssertionError("not the centre that printed the code")
    sign, seal = SigningKey(seed), SealingKey(seed)
    request = EnrolmentRequest(
        secret=parsed.secret,
        sign_public=sign.public,
        seal_public=seal.public,
        replaces=replaces,
        replaced_head=replaced_head,
    )
    with Caller(url, anchor) as caller:
        reply = caller.client.post(ENROLMENTS, content=canonical.encode(request))
        reply.raise_for_status()
        answer = canonical.decode(reply.content, EnrolmentAnswer)
    return LoneDesk(answer.desk, sign, seal, anchor)
