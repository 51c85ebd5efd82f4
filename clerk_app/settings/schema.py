"""Every setting there is: its type, its default, what it may be and who may set it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from clerk_app.settings.line_rules import ProxyAddress, Window
from clerk_app.settings.rules import (
    CentreAddress,
    Choice,
    File,
    Folder,
    Hours,
    Number,
    PrinterAddress,
    RelayAddress,
    Rule,
    Text,
    Value,
    WebAddress,
    YesNo,
)


class Source(StrEnum):
    """Where a value came from, in rising order: a later one overrides an earlier one, save where policy fixes a key.

    ``GRANT`` stands outside the order: what the centre's grant says is shown beside the settings and set nowhere.
    """

    DEFAULT = "default"
    POLICY = "policy"
    PREFERENCE = "preference"
    ENVIRONMENT = "environment"
    ARGUMENT = "argument"
    GRANT = "grant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The effective settings of this run; the defaults stand here and nowhere else.

    ``central_url``: empty until enrolled. ``scale``: of text and controls. ``receipt_wait``: seconds that a receipt
    waits for the unique number. ``printer``: empty for none. ``reader``: name of the card reader, empty for any.
    ``copy_to``: second folder for sealed entries, empty for none. ``spool_before_accept``: whether the spool is written
    before the clerk sees "accepted". ``lock_after``: idle minutes. ``supplement_days``: for a call to supplement.
    ``stick_days``: how long what a USB stick carries lies there.
    ``token_module``: the PKCS#11 module of the card that acts are signed with, empty for none. ``token_label`` names
    the certificate where a card has more. ``tsa_url``: who gives time stamps (RFC 3161), empty for nobody.
    ``proxy``: by which the centre is reached, ``proxy_user`` who signs in there. ``metered``: whether the line is paid
    by the megabyte; ``metered_most``: kilobytes of the largest enclosure that goes all the same. ``bulk_hours``: when
    enclosures and reference data may go, empty for always. ``day_budget``: megabytes a day, 0 for no bound.
    ``relay``: of the office: ``auto`` finds it on the network, ``off`` looks for none, else its ``HOST:PORT``.
    ``telemetry``: there is none, and no other value.
    """

    central_url: str = ""
    language: str = "sr-Cyrl"
    theme: str = "system"
    scale: float = 1.0
    density: str = "compact"
    receipt_wait: float = 2.0
    printer: str = ""
    printer_profile: str = "default"
    reader: str = ""
    copy_to: str = ""
    spool_before_accept: bool = False
    bring_within: int = 8
    paper_within: int = 3
    office_hours: str = "07:30-15:30"
    lock_after: int = 10
    supplement_days: int = 8
    stick_days: int = 35
    token_module: str = ""
    token_label: str = ""
    tsa_url: str = ""
    proxy: str = "system"
    proxy_user: str = ""
    metered: str = "auto"
    metered_most: int = 256
    bulk_hours: str = ""
    day_budget: int = 0
    relay: str = "auto"
    telemetry: str = "none"


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: its name in files and arguments, what it may be, and from where it may be set."""

    name: str
    rule: Rule
    settable_from: frozenset[Source]

    @property
    def default(self) -> Value:
        """The value where nobody said anything."""
        value: Value = getattr(Settings(), self.name)
        return value

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return f"{VARIABLE_PREFIX}{self.name.upper()}"

    @property
    def text_key(self) -> str:
        """Under which its name for people stands among the texts."""
        return f"setting.{self.name}"


THEMES = ("light", "dark", "high-contrast", "system")
VARIABLE_PREFIX = "SALTER_"
MACHINE = frozenset({Source.POLICY, Source.ENVIRONMENT, Source.ARGUMENT})
ANYONE = MACHINE | {Source.PREFERENCE}


def keys(languages: Iterable[str]) -> tuple[Key, ...]:
    """Every key, in the order of ``Settings``; ``languages`` are those the program has texts for."""
    return (
        Key("central_url", CentreAddress(), ANYONE),
        Key("language", Choice(tuple(languages)), ANYONE),
        Key("theme", Choice(THEMES), ANYONE),
        Key("scale", Number(1.0, 2.0), ANYONE),
        Key("density", Choice(("compact", "comfortable")), ANYONE),
        Key("receipt_wait", Number(0.0, 10.0), MACHINE),
        Key("printer", PrinterAddress(), ANYONE),
        Key("printer_profile", Text(), ANYONE),
        Key("reader", Text(), ANYONE),
        Key("copy_to", Folder(), ANYONE),
        Key("spool_before_accept", YesNo(), MACHINE),
        Key("bring_within", Number(0, 60, whole=True), MACHINE),
        Key("paper_within", Number(0, 365, whole=True), MACHINE),
        Key("office_hours", Hours(), MACHINE),
        Key("lock_after", Number(1, 60, whole=True), ANYONE),
        Key("supplement_days", Number(1, 90, whole=True), MACHINE),
        Key("stick_days", Number(1, 365, whole=True), MACHINE),
        Key("token_module", File(), MACHINE),
        Key("token_label", Text(), MACHINE),
        Key("tsa_url", WebAddress(), MACHINE),
        Key("proxy", ProxyAddress(), ANYONE),
        Key("proxy_user", Text(), ANYONE),
        Key("metered", Choice(("auto", "yes", "no")), ANYONE),
        Key("metered_most", Number(0, 99_999, whole=True), MACHINE),
        Key("bulk_hours", Window(), MACHINE),
        Key("day_budget", Number(0, 99_999, whole=True), MACHINE),
        Key("relay", RelayAddress(), MACHINE),
        Key("telemetry", Choice(("none",)), MACHINE),
    )
