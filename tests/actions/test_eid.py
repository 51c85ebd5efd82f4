"""eID at the desk: registered once, parameters on paper once, and nothing of them anywhere afterwards."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.actions.eid import Eid
from clerk_app.contract.eid import EidAccount, EidParameters
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.domain.eid_bodies import EidGiven, EidIssued, EidRegistered, EidVoided
from clerk_app.domain.errors import Damaged, Invalid, Refused, SignIn, Unavailable
from clerk_app.ports.paper import PrinterStatus, Proof
from clerk_app.store.reference import DeskReference
from clerk_app.store.spool import FolderSpool
from tests.actions.eid_counter import EidCounter
from tests.store.desk import DESK, open_desk
from tests.support.eid_people import CITIZEN, EMAIL, PHONE, born, with_document
from tests.support.eid_world import code_of

ACT, NEXT = "0a" * 16, "0b" * 16


class Died(BaseException):
    """The process ends here: nothing that waits for errors hears of it."""


@pytest.fixture
def at(tmp_path: Path) -> Iterator[EidCounter]:
    opened = EidCounter(tmp_path)
    yield opened
    opened.close()


def test_a_citizen_is_registered_and_the_journal_says_who_by_which_document(at: EidCounter) -> None:
    assert at.eid.look_up(CITIZEN) == EidAccount()
    made = at.eid.register(ACT, CITIZEN, " Proba.Probic@primer.example ", "060 123 45 67")
    assert made == EidAccount("basic", "unconfirmed", "p•••@primer.example", "•••567")
    assert at.eid.look_up(CITIZEN) == made
    told = EidRegistered(
        name="Проба Пробић",
        person="010199••••••0",
        level="basic",
        document="id_card",
        document_tail="4321",
        clerk="mprimeric",
    )
    assert at.said() == [("eid.registered", told)]


@pytest.mark.parametrize(
    ("identity", "email", "phone", "error", "code", "field"),
    [
        (with_document(expires="2026-11-22"), EMAIL, PHONE, Refused, "document_expired", ""),
        (with_document(biometric=False), EMAIL, PHONE, Refused, "document_not_biometric", ""),
        (born("2010-11-24", CITIZEN.id_number), EMAIL, PHONE, Refused, "under_age", ""),
        (with_document(tail=""), EMAIL, PHONE, Invalid, "eid_document_missing", "document"),
        (CITIZEN, "proba", PHONE, Invalid, "eid_email_form", "email"),
        (CITIZEN, EMAIL, "12", Invalid, "eid_phone_form", "phone"),
    ],
)
def test_what_the_desk_knows_to_be_wrong_never_leaves_it(
    at: EidCounter, identity, email: str, phone: str, error, code: str, field: str
) -> None:
    with pytest.raises(error, match=code) as caught:
        at.eid.register(ACT, identity, email, phone)
    assert getattr(caught.value, "field", "") == field
    assert (at.line.accounts, at.said()) == ({}, [])


def test_the_age_in_the_refusal_is_the_policys(at: EidCounter) -> None:
    with pytest.raises(Refused) as caught:
        at.eid.look_up(born("2010-11-24", CITIZEN.id_number))
    assert caught.value.params == {"age": 16}


def test_without_rules_from_the_centre_nothing_is_asked(tmp_path: Path) -> None:
    at = EidCounter(tmp_path)
    world = replace(at.world, reference=_Nothing())
    with pytest.raises(Unavailable, match="reference_missing"):
        Eid(at.counter.sessions, world).check(CITIZEN)
    at.close()


class _Nothing(DeskReference):
    """Nothing has come from the centre yet."""

    def __init__(self) -> None:
        """Over no file."""

    def get(self, name: str) -> None:
        del name


def test_an_administrator_and_a_locked_desk_give_nobody_anything(at: EidCounter) -> None:
    at.counter.sign_in("adm", "administrator")
    for act in (
        lambda: at.eid.look_up(CITIZEN),
        lambda: at.eid.register(ACT, CITIZEN, EMAIL, PHONE),
        lambda: at.eid.show_parameters(ACT, CITIZEN),
        at.eid.settle,
    ):
        with pytest.raises(Refused, match="not_permitted"):
            act()
    at.counter.sign_in("mprimeric")
    at.counter.sessions.lock()
    with pytest.raises(SignIn, match="locked"):
        at.eid.print_parameters(ACT, CITIZEN)
    assert at.line.issued == {}


def test_parameters_are_on_paper_only_after_their_entry_and_given_only_after_the_proof(at: EidCounter) -> None:
    at.paper.drawing = lambda _facts: at.points.append(f"drawn after {at.kinds()}")
    at.printer.meanwhile = lambda: at.points.append(f"printed after {at.kinds()}")
    at.eid.print_parameters(ACT, CITIZEN)
    assert at.points == [
        "eid_issued",
        "eid_recorded",
        "drawn after ['eid.issued']",
        "printed after ['eid.issued']",
        "eid_printed",
    ]
    assert at.said() == [
        (
            "eid.issued",
            EidIssued(
                issue=ACT,
                name="Проба Пробић",
                person="010199••••••0",
                level="high",
                document="id_card",
                document_tail="4321",
                clerk="mprimeric",
            ),
        ),
        ("eid.given", EidGiven(issue=ACT, proof="printer")),
    ]
    assert at.eid.settle() == 0


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Proof("unknown"), "print_unknown"),
        (Proof("unknown", "printer_timeout"), "printer_timeout"),
        (Proof("not_printed", "printer_no_paper"), "printer_no_paper"),
        (Unavailable("printer_absent"), "printer_absent"),
    ],
)
def test_a_sheet_that_is_not_proved_is_void_and_new_ones_are_given(at: EidCounter, outcome, reason: str) -> None:
    at.printer.outcomes.append(outcome)
    with pytest.raises(Unavailable, match="eid_sheet_lost") as caught:
        at.eid.print_parameters(ACT, CITIZEN)
    assert caught.value.params == {"reason": reason}
    assert at.said()[-1] == ("eid.voided", EidVoided(issue=ACT, reason=reason))
    at.eid.print_parameters(NEXT, CITIZEN)
    assert at.kinds() == ["eid.issued", "eid.voided", "eid.issued", "eid.given"]
    assert at.line.issued[ACT].code != at.line.issued[NEXT].code


def test_a_printer_without_paper_is_told_before_anything_is_issued(
    at: EidCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at.printer, "status", lambda: PrinterStatus(ready=False, problem="printer_no_paper"))
    with pytest.raises(Unavailable, match="printer_no_paper"):
        at.eid.print_parameters(ACT, CITIZEN)
    assert (at.line.issued, at.said()) == ({}, [])


def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_id(at: EidCounter) -> None:
    at.line.lost = True
    with pytest.raises(Unavailable, match="line_slow"):
        at.eid.print_parameters(ACT, CITIZEN)
    assert at.said() == []
    at.eid.print_parameters(ACT, CITIZEN)
    assert (len(at.line.issued), at.kinds()) == (1, ["eid.issued", "eid.given"])


def test_shown_parameters_are_given_or_void_as_the_clerk_says(at: EidCounter) -> None:
    sheet = at.eid.show_parameters(ACT, CITIZEN)
    assert sheet.picture.startswith(b"\x89PNG")
    assert "picture" not in repr(sheet)
    at.eid.hand_over(sheet)
    assert at.said()[-1] == ("eid.given", EidGiven(issue=ACT, proof="clerk"))
    again = at.eid.show_parameters(NEXT, CITIZEN)
    at.eid.void(again.subject, again.issue, "not_taken")
    assert at.said()[-1] == ("eid.voided", EidVoided(issue=NEXT, reason="not_taken"))
    assert at.eid.settle() == 0


def test_a_picture_that_cannot_be_drawn_is_void_at_once(at: EidCounter) -> None:
    def refuse(_facts: object) -> None:
        raise Damaged("qr_unreadable")

    at.paper.drawing = refuse
    with pytest.raises(Damaged, match="qr_unreadable"):
        at.eid.show_parameters(ACT, CITIZEN)
    with pytest.raises(Unavailable, match="eid_sheet_lost"):
        at.eid.print_parameters(NEXT, CITIZEN)
    assert [body.reason for kind, body in at.said() if kind == "eid.voided"] == ["qr_unreadable", "qr_unreadable"]


@pytest.mark.parametrize("point", ["eid_issued", "eid_recorded", "eid_printed"])
def test_a_desk_killed_in_between_leaves_no_parameters_that_open_anything(tmp_path: Path, point: str) -> None:
    at = EidCounter(tmp_path)

    def die(reached: str) -> None:
        if reached == point:
            raise Died

    at.eid = Eid(at.counter.sessions, replace(at.world, at_point=die))
    with pytest.raises(Died):
        at.eid.print_parameters(ACT, CITIZEN)
    at.close()
    after = EidCounter(tmp_path)
    recorded = point != "eid_issued"
    assert after.eid.settle() == recorded
    assert after.kinds() == (["eid.issued", "eid.voided"] if recorded else [])
    assert after.eid.settle() == 0
    after.close()


def test_nothing_of_a_code_is_kept_in_file_spool_or_memory(tmp_path: Path) -> None:
    at = EidCounter(tmp_path)
    at.eid.register(ACT, CITIZEN, EMAIL, PHONE)
    at.eid.print_parameters(ACT, CITIZEN)
    at.printer.outcomes.append(Proof("unknown"))
    with pytest.raises(Unavailable):
        at.eid.print_parameters(NEXT, CITIZEN)
    codes = [code_of(1), code_of(2)]
    assert [parameters.code for parameters in at.line.issued.values()] == codes
    centre = SealingKey(b"c" * 32)
    spool = FolderSpool(
        tmp_path / "spool", tmp_path / "second", desk=DESK, signer=SigningKey(bytes(32)), recipients=(centre.public,)
    )
    outbox = at.counter.desk.outbox
    spool.match(outbox.unconfirmed(), outbox.entry, outbox.head())
    at.close()
    desk = open_desk(tmp_path)
    with desk.database.reading() as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables.remove("view_index")  # only searched; view_indexed has its words
        rows = [repr(row) for table in tables for row in connection.execute(f"SELECT * FROM {table}").fetchall()]
    desk.close()
    assert any("eid.given" in row for row in rows)
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for code in codes:
        assert not [row for row in rows if code in row or repr(code.encode())[2:-1] in row]
        assert code.encode() not in files


def test_nobody_in_the_program_still_holds_parameters_that_were_used(at: EidCounter) -> None:
    at.eid.print_parameters(ACT, CITIZEN)
    at.eid.hand_over(at.eid.show_parameters(NEXT, CITIZEN))
    gc.collect()
    printed, shown = at.line.issued.pop(ACT), at.line.issued.pop(NEXT)
    unused = EidParameters(user_id="9", code="".join(("WXYZ", "-0003")), qr="q")
    held = [(sys.getrefcount(one), sys.getrefcount(one.code)) for one in (printed, shown, unused)]
    assert held[0] == held[1] == held[2]


def test_the_citizen_is_handed_what_they_agree_to(at: EidCounter) -> None:
    at.eid.print_agreement("Проба Пробић", "en")
    assert [(facts.name, facts.language) for facts in at.paper.agreements] == [("Проба Пробић", "en")]
    at.printer.outcomes.append(Proof("not_printed", "printer_no_paper"))
    with pytest.raises(Unavailable, match="printer_no_paper"):
        at.eid.print_agreement("Проба Пробић")
    assert at.said() == []


def test_only_who_may_register_is_offered_it(at: EidCounter) -> None:
    assert at.eid.allowed()
    at.counter.sign_in("adm", "administrator")
    assert not at.eid.allowed()
