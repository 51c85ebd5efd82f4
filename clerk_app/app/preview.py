"""Showing a service that nobody has published yet, in a window or as a picture."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from clerk_app.app.resources import resources_folder
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Unavailable
from clerk_app.i18n import Texts


def preview(service: Service, texts: Texts, *, theme: str, scale: float, picture: Path | None) -> int:
    """Show the intake of ``service`` until its window is closed, or save it to ``picture``; gives Qt's exit code.

    Raises ``Unavailable('picture_failed')``.
    """
    from clerk_app.app.start import make_application
    from clerk_app.ui.preview import Preview
    from clerk_app.ui.theme import apply_look, make_look, register_fonts
    from clerk_app.ui.window import Window

    application = make_application()
    resources = resources_folder()
    register_fonts(resources)
    look = make_look(resources, theme.replace("-", "_"), scale, ratio=application.devicePixelRatio())
    apply_look(application, look)
    window = Window(look, texts.wording(service.name), application, frame_text=texts.text("preview.frame"))
    page = Preview(texts, look, service, datetime.now(UTC).astimezone().date())
    window.show_page(page)
    window.show()
    page.view.focus_step("form")
    if picture is None:
        return application.exec()
    application.processEvents()
    saved = window.grab().save(str(picture))
    window.close()
    if not saved:
        raise Unavailable("picture_failed", file=str(picture))
    return 0
