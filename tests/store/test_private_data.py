"""Nothing that tells of a person can be read in any file of the desk, nor in any file's name (invariant 7)."""

from __future__ import annotations

from pathlib import Path

from clerk_app.domain.people import Person
from clerk_app.ports.desk_file import Draft
from clerk_app.store.copying import DeskCopies
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.search_index import SearchIndex
from clerk_app.store.spool import FolderSpool
from tests.store.desk import DESK, KEY, open_desk
from tests.store.test_enclosures import CENTRE, PDF
from tests.store.test_spool import SIGNER

PLANTED = ("Примерић", "primeric", "Јелена", "jelena", "0101990900017", "0641234567", "тајна болест", "Уговор о закупу")
FORMS = ("utf-8", "utf-16-le", "utf-16-be")


def test_nothing_readable_is_left_on_disk(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = open_desk(folder)
    spool = FolderSpool(folder / "spool", folder / "copy", desk=DESK, signer=SIGNER, recipients=(CENTRE.public,))
    desk.journal._committed = spool.put
    enclosures = DeskEnclosures(
        desk.database, folder / "enclosures", database_key=KEY, centre_public=CENTRE.public, entropy=desk.entropy
    )
    (tmp_path / "scan.pdf").write_bytes(PDF + "Примерић Јелена 0101990900017".encode() * 100)
    ref = enclosures.keep(tmp_path / "scan.pdf", "Уговор о закупу", "contract", original=True)
    person = Person(id_number="0101990900017", surname="Примерић", given_name="Јелена", phone="0641234567")
    DeskDrafts(desk.database).save(Draft(id="d", content="Примерић тајна болест".encode(), saved=1, clerk="c"))
    for who in range(30):
        desk.accept(who, applicant=person, form={"health.note": "тајна болест"}, enclosures=(ref,))
    SearchIndex(desk.database).settle(60)
    desk.database.checkpoint()
    desk.accept(99, applicant=person, note="тајна болест")
    DeskCopies(desk.database, KEY, DESK).make(folder / "copy.db")

    files = [file for file in folder.rglob("*") if file.is_file()]
    assert {"desk.db", "desk.db-wal", "copy.db"} <= {file.name for file in files}
    assert {"spool", "enclosures", DESK} <= {file.parent.name for file in files}
    needles = [word.encode(form) for word in PLANTED for form in FORMS] + [ref.sha256.encode(), KEY, KEY.hex().encode()]
    for file in files:
        content = file.read_bytes() + file.name.encode()
        assert not [needle for needle in needles if needle in content], file.name
    desk.close()
