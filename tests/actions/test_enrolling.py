"""Becoming a desk: the right centre or none, the key in escrow before anything is saved, and a way back from a cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from clerk_app.actions.enrolling import Doors, Enrolling, NewDesk, Replaced
from clerk_app.contract import canonical
from clerk_app.contract.enrolment import Code, show
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.signin import ESCROW_INFO
from clerk_app.domain.bodies import DeskEnrolled
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from clerk_app.settings.vault import DemoVault
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.journal import DeskJournal
from clerk_app.store.requests import DeskBodies
from tests.support.fake_centre import CODE_SECRET, FakeCentre
from tests.support.hand_clock import CountedEntropy, HandClock

URL = "https://centar.primer.rs"


@dataclass
class Newcomer:
    """A computer that wants to become a desk."""

    folder: Path
    saved: list[NewDesk] = field(default_factory=list)
    files: list[DeskFile] = field(default_factory=list)
    keys: list[bytes] = field(default_factory=list)
    doors_opened: list[str] = field(default_factory=list)
    disk: Unavailable | None = None

    def __post_init__(self) -> None:
        self.clock, self.entropy = HandClock(), CountedEntropy()
        self.centre = FakeCentre(now=lambda: 0)
        self.folder.mkdir(exist_ok=True)
        self.vault = DemoVault(self.folder / "secret")
        doors = Doors(
            unverified=self.centre,
            pinned=lambda anchor: self._door(f"pinned {anchor.municipality}"),
            desk=lambda desk: self._door(f"as {desk.answer.desk}"),
        )
        self.enrolling = Enrolling(
            vault=self.vault, doors=doors, entropy=self.entropy, create_file=self._create, save=self._save
        )

    def enrol(self, code: str = "", replaced: Replaced | None = None) -> NewDesk:
        return self.enrolling.enrol(URL, code or self.centre.printed_code(), replaced)

    def _door(self, name: str) -> FakeCentre:
        self.doors_opened.append(name)
        return self.centre

    def _create(self, desk: NewDesk, key: bytes) -> DeskJournal:
        self.keys.append(key)
        self.files.append(DeskFile(self.folder / f"{len(self.files)}.db", key))
        database = self.files[-1].database
        return DeskJournal(database, desk.answer.desk, clock=self.clock, entropy=self.entropy)

    def _save(self, desk: NewDesk, secret: bytes) -> None:
        if self.disk is not None:
            raise self.disk
        assert secret == self.vault.read()
        self.saved.append(desk)


@pytest.fixture
def newcomer(tmp_path):
    made = Newcomer(tmp_path)
    yield made
    for file in made.files:
        file.close()


def first_body(newcomer: Newcomer) -> DeskEnrolled:
    database = newcomer.files[-1].database
    with database.reading() as connection:
        ((subject, kind, grant),) = connection.execute("SELECT subject, kind, grant_id FROM journal_entry").fetchall()
    (entry,) = DeskBodies(database, "A7").entries(subject)
    assert (kind, grant) == ("desk.enrolled", "")
    assert entry.body is not None
    return canonical.decode(entry.body, DeskEnrolled)


def test_a_printed_code_makes_a_desk(newcomer):
    desk = newcomer.enrol()
    assert newcomer.saved == [desk]
    assert (desk.answer.desk, desk.central_url) == ("A7", URL)
    assert newcomer.doors_opened == ["pinned 999", "as A7"]
    assert first_body(newcomer) == DeskEnrolled(municipality="999", office="1")


def test_the_centre_learns_public_keys_only(newcomer):
    desk = newcomer.enrol()
    (request,) = newcomer.centre.enrolled
    assert request.sign_public == SigningKey(desk.sign_seed).public
    assert request.seal_public == SealingKey(desk.seal_private).public
    assert desk.sign_seed not in canonical.encode(request)


def test_the_escrow_holds_the_key_that_opens_the_file(newcomer):
    newcomer.enrol()
    assert newcomer.centre.safe.open(newcomer.centre.escrow, ESCROW_INFO + b"A7") == newcomer.keys[0]
    newcomer.files.pop().close()
    DeskFile(newcomer.folder / "0.db", newcomer.keys[0]).close()


def test_secrets_stay_out_of_reports(newcomer):
    desk = newcomer.enrol()
    assert repr(desk.sign_seed) not in repr(desk)
    assert repr(desk.seal_private) not in repr(desk)


def test_a_desk_that_takes_the_place_of_another_names_it_with_its_head(newcomer):
    newcomer.enrol(replaced=Replaced(desk="A6", head="ab" * 32))
    assert first_body(newcomer) == DeskEnrolled(municipality="999", office="1", replaces="A6", replaced_head="ab" * 32)
    assert (newcomer.centre.enrolled[0].replaces, newcomer.centre.enrolled[0].replaced_head) == ("A6", "ab" * 32)


def test_where_nobody_knows_the_head_of_the_desk_before_it_is_the_one_that_the_centre_knows(newcomer):
    newcomer.centre.known_head = "cd" * 32
    newcomer.enrol(replaced=Replaced(desk="A6"))
    assert first_body(newcomer) == DeskEnrolled(municipality="999", office="1", replaces="A6", replaced_head="cd" * 32)
    assert newcomer.centre.enrolled[0].replaced_head == ""


def test_a_secret_that_the_vault_holds_already_stays(newcomer):
    newcomer.vault.write(b"s" * 32)
    newcomer.enrol()
    assert newcomer.vault.read() == b"s" * 32


def test_what_is_no_code_asks_nobody(newcomer):
    with pytest.raises(Invalid, match="enrolment_code"):
        newcomer.enrol("ABCD")
    assert newcomer.doors_opened == []


def test_a_centre_that_did_not_print_the_code_hears_no_secret(newcomer):
    with pytest.raises(Refused, match="anchor_mismatch"):
        newcomer.enrol(show(Code(secret=CODE_SECRET, fingerprint="A" * 16)))
    assert newcomer.doors_opened == []
    assert newcomer.centre.enrolled == []
    assert newcomer.vault.read() is None


def test_a_code_makes_one_desk(newcomer, tmp_path):
    newcomer.enrol()
    other = Newcomer(tmp_path / "other")
    other.centre.enrolled, other.centre.used = newcomer.centre.enrolled, True
    other.entropy.taken = 1000
    with pytest.raises(Refused, match="enrolment_code_wrong"):
        other.enrol()
    assert (other.saved, other.files) == ([], [])


def test_an_answer_that_is_lost_costs_not_even_the_code(newcomer):
    newcomer.centre.fails_at["enrolled"] = Unavailable("line_down")
    with pytest.raises(Unavailable, match="line_down"):
        newcomer.enrol()
    newcomer.centre.fails_at.clear()
    assert newcomer.saved == []
    assert newcomer.enrol().answer.desk == "A7"
    first, again = newcomer.centre.enrolled
    assert first == again


def test_another_code_makes_other_keys(newcomer):
    newcomer.enrol()
    newcomer.centre.used, newcomer.centre.code_secret = False, "HGFEDCBA"
    newcomer.enrol()
    first, second = newcomer.centre.enrolled
    assert not {first.sign_public, first.seal_public} & {second.sign_public, second.seal_public}


@pytest.mark.parametrize("step", ["enrol", "enrolled", "deposit"])
def test_a_line_cut_before_the_escrow_has_the_key_saves_nothing(newcomer, step):
    newcomer.centre.fails_at[step] = Unavailable("line_down")
    with pytest.raises(Unavailable, match="line_down"):
        newcomer.enrol()
    assert newcomer.saved == []
    assert newcomer.files == []


@pytest.mark.parametrize("step", ["enrol", "enrolled", "deposit"])
def test_after_a_cut_the_next_code_makes_the_desk(newcomer, step):
    newcomer.centre.fails_at[step] = Unavailable("line_down")
    with pytest.raises(Unavailable):
        newcomer.enrol()
    newcomer.centre.fails_at.clear()
    newcomer.centre.used, newcomer.centre.desk = False, "AA"
    assert newcomer.enrol().answer.desk == "AA"
    assert len(newcomer.saved) == 1


def test_a_full_disk_leaves_no_desk_that_half_exists(newcomer):
    newcomer.disk = Unavailable("disk_full")
    with pytest.raises(Unavailable, match="disk_full"):
        newcomer.enrol()
    assert newcomer.saved == []
    newcomer.disk, newcomer.centre.used = None, False
    newcomer.enrol()
    assert len(newcomer.saved) == 1
