from PySide6.QtNetwork import QNetworkInformation

from clerk_app.app.network_watch import NetworkWatch


class Heard:
    def __init__(self):
        self.came = 0
        self.metered: list[bool] = []
        self.watch = NetworkWatch(self._on_came, self.metered.append)

    def _on_came(self):
        self.came += 1


def test_a_network_that_is_there_again_is_told_and_one_that_goes_is_not(qapp):
    heard = Heard()
    heard.watch._on_reachability_changed(QNetworkInformation.Reachability.Disconnected)
    assert heard.came == 0
    heard.watch._on_reachability_changed(QNetworkInformation.Reachability.Online)
    assert heard.came == 1


def test_what_the_system_says_of_the_cost_is_told_at_the_start_and_when_it_changes(qapp):
    heard = Heard()
    if heard.watch.start():
        assert heard.metered == [QNetworkInformation.instance().isMetered()]
    before = len(heard.metered)
    heard.watch._on_metered_changed(True)
    assert heard.metered[before:] == [True]
