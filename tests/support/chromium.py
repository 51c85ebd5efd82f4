"""Chromium from Debian, driven as a person with a keyboard drives it. One that is missing is an error, never a skip."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
)
_MOST_STOPS = 200
_PASSING = (WebDriverException,)
"""What the driver says while one page goes and another comes: no such element, or none any more, or no answer."""
Scheme = str


class Keyboard:
    """A page in a browser that nobody touches with a mouse."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    @property
    def focused(self) -> WebElement:
        """What the next key goes to."""
        return self.driver.switch_to.active_element

    def press(self, *keys: str) -> None:
        """Keys one after the other, to whatever has the focus."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def go(self, address: str) -> None:
        """As by the address bar."""
        self.driver.get(address)

    def tab_to(self, name: str) -> WebElement:
        """Press Tab until the control that is called so has the focus."""
        for _ in range(_MOST_STOPS):
            self.press(Keys.TAB)
            if self._is_called(name):
                return self.focused
        raise AssertionError(f"no way to {name!r} by Tab on {self.driver.title!r}")

    def _is_called(self, name: str) -> bool:
        """Whether what has the focus is called so; a page that is just being made has no names yet."""
        waits = WebDriverWait(self.driver, 20, poll_frequency=0.02, ignored_exceptions=_PASSING)
        return waits.until(lambda _driver: (self.focused.accessible_name,))[0] == name

    def enter(self, name: str) -> None:
        """Go to a control by Tab, press Enter, and wait for the page that comes of it."""
        left = self.driver.find_element("tag name", "html")
        self.tab_to(name)
        self.press(Keys.ENTER)
        self.until(lambda: _is_gone(left))

    def until(self, holds: Any) -> None:
        """Until something holds, for as long as a loaded machine may need."""
        waits = WebDriverWait(self.driver, 20, poll_frequency=0.02, ignored_exceptions=_PASSING)
        waits.until(lambda _driver: holds())

    def prefer(self, scheme: Scheme) -> None:
        """As a person's system prefers it: ``light`` or ``dark``."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def zoom(self, factor: int, width: int = 1280, height: int = 900) -> None:
        """As the browser's own zoom does: fewer and larger pixels of the page."""
        size = {"width": width // factor, "height": height // factor, "deviceScaleFactor": factor, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def run(self, script: str, *given: object) -> Any:
        """A question to the page."""
        return self.driver.execute_script(script, *given)


@contextmanager
def chromium(profile: Path) -> Iterator[Keyboard]:
    """A browser with a profile of its own that trusts whatever certificate stands before it."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver is None:
        raise RuntimeError("chromium and chromium-driver are missing: scripts/bootstrap/system.sh test installs them")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    options.accept_insecure_certs = True
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    running = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield Keyboard(running)
    finally:
        running.quit()


def _is_gone(element: WebElement) -> bool:
    try:
        element.is_enabled()
    except StaleElementReferenceException:
        return True
    return False
