import socket
from pathlib import Path

import pytest
from PIL import Image

from clerk_app.demo.stage import CentralProcess, Outside, Stage


def answers(url: str) -> bool:
    host, _, port = url.rpartition("//")[2].partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
    except OSError:
        return False
    return True


@pytest.fixture
def central(tmp_path: Path) -> CentralProcess:
    return CentralProcess(tmp_path)


def test_the_central_comes_back_where_it_was(central: CentralProcess) -> None:
    code = central.start(code=True)
    try:
        url = central.url
        assert code
        assert answers(url)
        central.stop()
        assert not answers(url)
        assert central.start() == ""
        assert central.url == url
        assert answers(url)
    finally:
        central.stop()
    assert not answers(url)


def test_outside_devices_take_the_place_of_ours(tmp_path: Path) -> None:
    stage = Stage(tmp_path, Outside("tcp://h:9100", "pcsc", "https://centre", "CODE"))
    stage.open()
    try:
        assert (stage.url, stage.code, stage.central, stage.printer) == ("https://centre", "CODE", None, None)
        assert stage.settings() == {"printer": "tcp://h:9100", "reader": "pcsc"}
    finally:
        stage.close()


def test_the_sketch_is_a_picture(tmp_path: Path) -> None:
    with Image.open(Stage(tmp_path, Outside("tcp://h:1", "", "https://centre")).sketch()) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.width > 100
