"""A planted person goes through the whole desk; not a trace of them is on disk outside what is encrypted.

DESIGN §4, invariant 7: logs, file names, temporary files, crash reports, the diagnostics bundle, sealed copies.
"""

from __future__ import annotations

import base64
import logging
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from clerk_app.app.place import find_place
from clerk_app.app.shown_papers import ShownPapers
from clerk_app.app.start import install_hooks
from clerk_app.app.support_report import SupportReport
from clerk_app.contract.keys import SigningKey
from clerk_app.documents.held import HeldPaper
from clerk_app.documents.layouts import Layouts
from clerk_app.documents.wording import PaperTexts
from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts
from clerk_app.log import event, start_log, stop_log
from clerk_app.ports.checks import CheckResult
from clerk_app.ports.desk_file import NewPrintJob
from clerk_app.settings.clock import SystemClock
from clerk_app.settings.key_wraps import Cost, KeyWraps
from clerk_app.store.copying import DeskCopies
from clerk_app.store.search_index import SearchIndex
from clerk_app.store.spool import FolderSpool
from clerk_app.support.diagnostics import Material, write_bundle
from clerk_app.support.doctor import Examined, Report
from clerk_app.support.own_words import own_words
from clerk_app.support.redaction import Redaction
from tests.actions.counter import CENTRE, Counter, service
from tests.actions.test_holding import holding_at
from tests.gates.planted import CONTENT, FORM_VALUE, NOTE, PASSWORD, PERSON, TITLE, leaks
from tests.store.desk import DESK, KEY

RESOURCES = Path(__file__).parents[2] / "resources"
FORM = {
    "claim.kind": "first",
    "claim.single_parent": "no",
    "members[0].relation": "child",
    "members[0].surname": PERSON.surname,
    "members[0].given_name": PERSON.given_name,
    "members[0].jmbg": PERSON.id_number,
    "claim.account": FORM_VALUE,
}


@dataclass(frozen=True)
class World:
    """Every place that the program can write to: the desk, the second folder, home, and that for temporary files."""

    root: Path
    second: Path
    home: Path
    temporary: Path

    def leaks(self) -> list[object]:
        return [*leaks(self.root, self.second, self.home, self.temporary)]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World(*(tmp_path / name for name in ("root", "second", "home", "temporary")))
    for folder in (made.root, made.second, made.home, made.temporary):
        folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(made.temporary))
    for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(made.home))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    install_hooks()
    handler = start_log(made.root / "logs", level=logging.DEBUG)
    yield made
    stop_log(handler)


@pytest.fixture
def counter(world: World) -> Iterator[Counter]:
    opened = Counter(world.root)
    yield opened
    opened.close()


def a_day(counter: Counter, world: World) -> None:
    """Everything that is done with a person at this desk."""
    allowance = counter.knows(service("child-allowance"))
    paper = world.root.parent / "brought.pdf"
    paper.write_bytes(b"%PDF-1.4\n" + CONTENT.encode() + b"\n%%EOF\n")
    enclosure = counter.enclosures.keep(paper, TITLE, "", original=False)
    draft = counter.filled(allowance, PERSON, values=FORM, note=NOTE, enclosures=(enclosure,))
    counter.intake.save(draft)
    job = NewPrintJob(id=b"job1", kind="receipt", copy=0)
    received = counter.intake.accept(draft, allowance, job)
    counter.intake.save(counter.filled(allowance, PERSON, values=FORM, note=NOTE, enclosures=(enclosure,)))
    counter.attending.correct(received.view.subject, {"claim.account": FORM_VALUE}, NOTE)
    SearchIndex(counter.desk.database).settle()
    for typed in (PERSON.surname, PERSON.id_number, PERSON.phone):
        for view in counter.looking.find(typed):
            counter.looking.open(view.subject)
    counter.annulling.annul(received.view.subject, NOTE)
    KeyWraps(world.root / "keys", bytes(32), stamp=SystemClock().stamp, cost=Cost(8, 1, 1)).add("mp", PASSWORD, KEY)
    sealed_copies(counter, world)
    report_on_the_person(counter, world)


def sealed_copies(counter: Counter, world: World) -> None:
    """Spool, second folder, and a copy of the file."""
    ours = SigningKey(bytes(32))
    spool = FolderSpool(world.root / "spool", world.second, desk=DESK, signer=ours, recipients=(CENTRE.public,))
    outbox = counter.desk.outbox
    spool.match(outbox.unconfirmed(), outbox.entry, outbox.head())
    DeskCopies(counter.desk.database, KEY, DESK).make(world.second / "copy.db")


def report_on_the_person(counter: Counter, world: World) -> None:
    """What we hold on them, shown and put away."""
    counter.sign_in("vuzoric", "supervisor")
    texts = PaperTexts(Texts(RESOURCES / "texts", strict=True))
    papers = ShownPapers(world.root / "papers")
    facts = holding_at(counter).of_number(PERSON.id_number)
    papers.keep("held", HeldPaper(Layouts(RESOURCES / "layouts", RESOURCES / "fonts"), texts).held(facts))
    papers.clear()


def everything_goes_wrong(counter: Counter, world: World) -> None:
    """Bugs and refusals with the person's data in hand."""
    for refused in (
        lambda: counter.intake.accept(
            counter.filled(service("marriage"), replace(PERSON, surname="", id_number="")), None
        ),
        lambda: counter.enclosures.keep(world.root.parent / f"{PERSON.surname}.pdf", TITLE, "", original=False),
        lambda: counter.annulling.annul(bytes(16), NOTE),
    ):
        with pytest.raises(CounterError) as error:
            refused()
        event(logging.getLogger("clerk_app.ui"), "refused", code=error.value.code)
    try:
        raise ValueError(f"cannot read {PERSON} of {FORM}")
    except ValueError as bug:
        sys.excepthook(ValueError, bug, bug.__traceback__)
        logging.getLogger("clerk_app.lanes").exception("bug")


def bundle(world: World) -> None:
    """The diagnostics, with a check that found a person's words."""
    found = Report((Examined("disk", CheckResult("warning", "disk_short", {"free": PERSON.full_name()})),))
    logs = sorted((world.root / "logs").iterdir())
    write_bundle(
        world.root / "diagnostics.zip",
        Material(logs=logs, settings=(), report=found, versions={}),
        Redaction(own_words()),
    )


@dataclass
class Chatty:
    """A check that says a person's words wherever it can."""

    name: str = PERSON.surname

    def run(self) -> CheckResult:
        return CheckResult("fault", PERSON.id_number, {PERSON.given_name: f"/home/{PERSON.surname}", "free": NOTE})


def report_for_support(world: World) -> Path:
    """The file that "save a report for support" writes, of a desk whose settings and checks name a person."""
    named = {"SALTER_READER": PERSON.full_name(), "SALTER_COPY_TO": str(world.second / PERSON.surname)}
    place = find_place({"printer": f"tcp://{PERSON.phone}:9100"}, named, root=world.root, demo=True)
    assert {PERSON.full_name(), named["SALTER_COPY_TO"]} <= {row.value for row in place.resolved.explain()}
    return SupportReport(place=lambda: place, checks=lambda: (Chatty(),), desk=DESK).save(world.second)


def test_not_a_trace_of_a_person_is_outside_what_is_encrypted(
    world: World, counter: Counter, capfd: pytest.CaptureFixture[str]
) -> None:
    a_day(counter, world)
    everything_goes_wrong(counter, world)
    bundle(world)
    report = report_for_support(world)
    assert world.leaks() == []
    with zipfile.ZipFile(report) as written:
        assert {"log-0.jsonl", "settings.json", "doctor.json", "versions.json"} == {*written.namelist()}
        assert b'"event": "bug"' in written.read("log-0.jsonl")
    counter.close()
    assert world.leaks() == []
    said = capfd.readouterr()
    (world.temporary / "terminal").write_text(said.out + said.err, encoding="utf-8")
    assert world.leaks() == []
    assert len([*world.root.rglob("*.parcel")]) == len([*world.second.rglob("*.parcel")]) >= 3
    assert '"event": "bug"' in (world.root / "logs" / "clerk-app.log").read_text(encoding="utf-8")


def test_a_day_is_a_day(world: World, counter: Counter) -> None:
    a_day(counter, world)
    (view,) = counter.requests.find(PERSON.id_number)
    body = counter.bodies.received(view.subject)
    assert body is not None
    assert (body.applicant, body.form["claim.account"], body.note) == (PERSON, FORM_VALUE, NOTE)
    assert [ref.title for ref in body.enclosures] == [TITLE]


@pytest.mark.parametrize(
    ("written", "content"),
    [
        ("utf-8", PERSON.surname.encode()),
        ("utf-8", PERSON.surname.upper().encode()),
        ("utf-8", b"Zasa\xc4\x91enovi\xc4\x87"),
        ("utf-8", b"id=0704993990238;"),
        ("utf-16", "Веверислава".encode("utf-16-le")),
        ("utf-16 big-endian", "Веверислава".encode("utf-16-be")),
        ("escaped", PERSON.surname.encode("unicode_escape")),
        ("hex", b"00" + PERSON.id_number.encode().hex().upper().encode()),
        ("base64", base64.b64encode(b"x" + FORM_VALUE.encode() + b"yz")),
        ("base64", base64.b64encode(b"xy" + PERSON.id_number.encode())),
        ("base64", base64.b64encode(PERSON.phone.encode() + b"x")),
    ],
)
def test_a_planted_trace_is_found_in_whatever_way_it_is_written(world: World, written: str, content: bytes) -> None:
    (world.temporary / "left.tmp").write_bytes(b"\x00before" + content + b"after\xff")
    assert {leak.written for leak in leaks(world.temporary)} == {written}


def test_a_planted_file_name_is_found(world: World) -> None:
    (world.root / "enclosures" / "deep").mkdir(parents=True)
    (world.root / "enclosures" / "deep" / f"{PERSON.id_number}.bin").touch()
    assert {leak.written for leak in leaks(world.root)} == {"name, utf-8"}


def test_a_trace_inside_a_bundle_is_found(world: World) -> None:
    with zipfile.ZipFile(world.root / "x.zip", "w", zipfile.ZIP_DEFLATED) as planted:
        planted.writestr("log.jsonl", f"{PERSON.given_name} {'.' * 500}")
    assert [leak.file for leak in leaks(world.root)] == ["x.zip/log.jsonl"]


def test_a_careless_event_is_found(world: World) -> None:
    event(logging.getLogger("clerk_app.ui"), "opened", whose=PERSON.full_name())
    assert {leak.text for leak in leaks(world.root)} == {PERSON.surname, PERSON.given_name}


def test_a_paper_left_open_is_found_to_be_there(world: World) -> None:
    left = ShownPapers(world.root / "papers").keep("request", b"%PDF-1.4\n" + PERSON.surname.encode())
    assert [leak.file for leak in leaks(world.root)] == [str(left.relative_to(world.root))]


def test_an_unencrypted_file_is_found(world: World, counter: Counter) -> None:
    a_day(counter, world)
    with counter.desk.database.reading() as connection:
        (raw,) = connection.execute("SELECT body FROM journal_body JOIN journal_entry USING (seq) LIMIT 1").fetchone()
    (world.temporary / "etilqs_plain").write_bytes(raw)
    assert {PERSON.surname, PERSON.id_number, NOTE} <= {leak.text for leak in leaks(world.temporary)}
