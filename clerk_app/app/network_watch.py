"""What the system says of the network: that it is there again, and whether it is paid by the megabyte."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_LATER = 5_000  # ms


class NetworkWatch(QObject):
    """Tells on Qt's thread; on a system that knows nothing of its networks it never says anything."""

    def __init__(
        self, came: Callable[[], None], metered: Callable[[bool], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._came = came
        self._metered = metered

    def start_later(self) -> None:
        """Begin once the first screen has been shown for a while: loading what listens takes time."""
        QTimer.singleShot(_LATER, self, self.start)

    def start(self) -> bool:
        """Begin to listen; whether the system can tell."""
        from PySide6.QtNetwork import QNetworkInformation  # here, for no window waits for it

        wanted = QNetworkInformation.Feature.Reachability
        if not QNetworkInformation.loadBackendByFeatures(wanted):
            return False
        information = QNetworkInformation.instance()
        if information is None:
            return False
        information.reachabilityChanged.connect(self._on_reachability_changed)
        information.isMeteredChanged.connect(self._on_metered_changed)
        self._on_metered_changed(information.isMetered())
        return True

    def _on_reachability_changed(self, reached: object) -> None:
        if getattr(reached, "name", "") in {"Online", "Site", "Local"}:
            self._came()

    def _on_metered_changed(self, metered: bool) -> None:
        self._metered(metered)
