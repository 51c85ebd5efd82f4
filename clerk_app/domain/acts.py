"""Acts that end a case or confirm something: their number, what they rest on, and what the party can do against them.

The number is class – number / year – unit (office regulation, DOMAIN §5). Proofs that the body obtained stand apart
from those that the party filed (DOMAIN §1.2). What a remedy says, within how many days, is the municipality's policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import get_args

from clerk_app.domain.act_bodies import ActKind, ActMade, ActUpgraded
from clerk_app.domain.bodies import EnclosureRef, RequestReceived
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.case_file import CaseFile, Way
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.ezup import choices
from clerk_app.domain.numbers import UniqueNumber
from clerk_app.domain.signatures import Level

KINDS: tuple[ActKind, ...] = get_args(ActKind)
REASONED: frozenset[ActKind] = frozenset({"rejected", "dismissed", "discontinued", "referred"})
"""Acts that take something from the party, or give nothing: they say why."""
LONGEST = 20_000
_BY_STATE: dict[str, ActKind] = {
    "resen_usvojen": "approved",
    "resen_odbijen": "rejected",
    "odbacen": "dismissed",
    "obustavljen": "discontinued",
    "ustupljen": "referred",
}
_NOT_PROOF: frozenset[str] = frozenset({"denied", "not_found", "done"})
"""A register said no, or what it said is not with the case yet."""
_GOES_ON: frozenset[str] = frozenset({"B-B", "B-T"})
NEVER: frozenset[str] = frozenset(
    {
        "certificate_expired_unstamped", "certificate_revoked", "not_signed", "pdf_unreadable", "signature_altered",
        "signature_unreadable",
    }
)  # fmt: skip
"""Why a signature will never be better than it is; whatever else stands in the way may be gone tomorrow."""
TOLD: frozenset[str] = frozenset(
    {
        "crl_refused", "issuer_unknown", "nobody_to_ask", "ocsp_refused", "ocsp_unknown", "proof_not_accepted",
        "tsa_refused", "tsa_unknown",
    }
)  # fmt: skip
"""Why a signature is no better yet where it is not the line: somebody has to hear of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPolicy:
    """What a municipality's acts say of a remedy: in its own matters and in entrusted ones, with ``{days}`` in each.

    A matter is entrusted when a fee of the republic is due for it (DOMAIN §4.1), unless ``own_services`` or
    ``entrusted_services`` name it.
    """

    days: int
    own: Wording
    entrusted: Wording
    own_services: tuple[str, ...] = ()
    entrusted_services: tuple[str, ...] = ()

    def remedy(self, service: Service) -> Wording:
        """What may be done against an act in this matter."""
        told = self.entrusted if self.is_entrusted(service) else self.own
        days = str(self.days)
        sr, en, hu = (text.replace("{days}", days) for text in (told.sr, told.en, told.hu))
        return Wording(sr=sr, en=en, hu=hu)

    def is_entrusted(self, service: Service) -> bool:
        """Whether the matter is the state's, decided here."""
        if service.id in self.own_services:
            return False
        return service.id in self.entrusted_services or any(fee.level == "republic" for fee in service.fees)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obtained:
    """A record that the body obtained, or undertook to: ``source`` from whom and ``at`` when (ISO), where known.

    ``state``: ``attached`` where it is with the case; else ``not_asked``, or that of its last query.
    """

    key: str
    name: Wording
    source: str = ""
    at: str = ""
    state: str = "attached"

    @property
    def obtained(self) -> bool:
        """Whether a system obtained it, and it is with the case."""
        return self.state == "attached"

    @property
    def nameable(self) -> bool:
        """Whether an act may rest on it: what has not come may still have been obtained otherwise."""
        return self.state not in _NOT_PROOF


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A paper that the party brought, by its title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an act can rest on."""

    obtained: tuple[Obtained, ...] = ()
    filed: tuple[Filed, ...] = ()

    def chosen(self, keys: Iterable[str]) -> Evidence:
        """What of it the handler named, as far as an act may rest on it."""
        wanted = frozenset(keys)
        return Evidence(
            obtained=tuple(one for one in self.obtained if one.key in wanted and one.nameable),
            filed=tuple(one for one in self.filed if one.key in wanted),
        )


type Records = Callable[[CaseFile], tuple[Obtained, ...]]
"""What a system that obtains records says that it obtained for a case, or has not obtained."""


def nothing_obtained(_file: CaseFile) -> tuple[Obtained, ...]:
    """No system obtains records."""
    return ()


def evidence(
    received: RequestReceived, service: Service, file: CaseFile, records: Records = nothing_obtained
) -> Evidence:
    """Everything that may stand on an act as proof: first what came by official duty, then what the party brought."""
    known = records(file)
    came = {one.key for one in known}
    labels = {proof.code: proof.label for proof in service.proofs}
    promised = (
        Obtained(key=f"body:{proof}", name=labels.get(proof, Wording(sr=proof)), state="not_asked")
        for proof, choice in choices(file, received).items()
        if choice.by == "body" and f"body:{proof}" not in came
    )
    papers = [*received.enclosures]
    seen: list[str] = []
    for _happening, brought in file.recorded(RequestSupplemented):
        papers += brought.enclosures
        seen += brought.seen
    filed = [Filed(key=f"paper:{number}", title=paper.title) for number, paper in enumerate(papers)]
    filed += [
        Filed(key=f"seen:{code}", title=labels[code].sr if code in labels else code) for code in dict.fromkeys(seen)
    ]
    return Evidence(obtained=(*known, *promised), filed=tuple(filed))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDraft:
    """What a handler writes: the disposition, the reasons, which proofs are named, and whether a remedy is.

    ``language`` is that of the paper; ``proofs`` are keys of ``Evidence``.
    """

    kind: ActKind
    disposition: str = ""
    reasons: str = ""
    proofs: tuple[str, ...] = ()
    remedy: bool = True
    language: str = "sr-Cyrl"


def wrong(draft: ActDraft) -> tuple[str, str]:
    """The code of what is missing, and at which field; two empty texts where nothing is."""
    if not draft.disposition.strip():
        return "act_disposition_missing", "disposition"
    if draft.kind in REASONED and not draft.reasons.strip():
        return "act_reasons_missing", "reasons"
    if max(len(draft.disposition), len(draft.reasons)) > LONGEST:
        return "text_too_long", "disposition" if len(draft.disposition) > LONGEST else "reasons"
    return "", ""


def begun(state: str, found: Evidence, language: str) -> ActDraft:
    """The draft that a case suggests: the kind by its state, every proof that is known to be there."""
    kind = _BY_STATE.get(state, "confirmation")
    named = [one.key for one in found.obtained if one.obtained] + [one.key for one in found.filed]
    return ActDraft(kind=kind, proofs=tuple(named), remedy=kind != "confirmation", language=language)


def act_number(service: Service, unique: UniqueNumber | None, provisional: str) -> str:
    """The number of an act; the provisional one until the centre has given the unique one."""
    if unique is None:
        return provisional
    unit = f"-{service.unit}" if service.unit else ""
    return f"{service.classification}-{unique.serial}/{unique.year}{unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act of a case as it stands: ``made`` as it was recorded, with the paper and level that it has by now.

    ``short``: why its signature is not proven yet, or not even dated; ``way``: where its entry stands on the way to the
    centre, ``better`` where that of its last upgrade does.
    """

    seq: int
    subject: bytes
    made: ActMade
    paper: EnclosureRef
    level: Level
    stamped: str = ""
    short: str = ""
    way: Way = field(default_factory=Way)
    better: Way = field(default_factory=Way)

    @property
    def waits(self) -> bool:
        """Whether its signature can still become better than it is, and the centre takes that."""
        return self.level in _GOES_ON and self.short not in NEVER and self.way.counts and self.better.counts


def acts_of(file: CaseFile) -> tuple[Act, ...]:
    """The acts that this desk made for a case, oldest first."""
    acts: dict[str, Act] = {}
    for happening in file.own:
        body = happening.body
        if isinstance(body, ActMade):
            acts[body.paper.sha256] = Act(
                seq=happening.seq,
                subject=happening.subject,
                made=body,
                paper=body.paper,
                level=body.level,
                way=file.way(happening.seq),
            )
        elif isinstance(body, ActUpgraded) and body.of in acts:
            act = _upgraded(acts.pop(body.of), body, file.way(happening.seq))
            acts[act.paper.sha256] = act
    return tuple(sorted(acts.values(), key=lambda act: act.seq))


def _upgraded(act: Act, body: ActUpgraded, way: Way) -> Act:
    """The act after an upgrade; as it was where the centre did not take that."""
    if not way.counts:
        return replace(act, better=way)
    return replace(act, paper=body.paper, level=body.level, stamped=body.stamped, short=body.short, better=way)
