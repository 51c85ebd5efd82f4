from PySide6.QtWidgets import QLabel

from clerk_app.documents.consentid import ConsentIdPaper
from clerk_app.documents.layouts import Layouts
from clerk_app.documents.wording import PaperTexts
from clerk_app.ui.eid.shown_sheet import ShownSheet
from tests.documents.test_consentid import SHEET
from tests.ui.conftest import RESOURCES


def test_the_parameters_are_a_picture_that_goes_with_the_dialog(context, page, texts):
    paper = ConsentIdPaper(Layouts(RESOURCES / "layouts", RESOURCES / "fonts"), PaperTexts(texts))
    dialog = ShownSheet(context, paper.sheet_picture(SHEET), name="Проба Пробић", over=page)
    assert not dialog._picture.pixmap().isNull()
    said = " ".join(f"{label.text()} {label.accessibleName()}" for label in dialog.findChildren(QLabel))
    assert "Проба Пробић" in said
    assert SHEET.parameters.code not in said
    picture = dialog._picture
    dialog.reject()
    assert picture.pixmap().isNull()
