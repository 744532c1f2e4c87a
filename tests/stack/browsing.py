"""Chromium as a person uses it: a fresh profile, logged in to Airflow, and pictures of each page.

For scripts that run in a process of their own. The browser is Debian's; it reaches loopback and
nothing else.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--window-size=1400,1300",
    "--no-proxy-server",
)  # fmt: skip
PATIENCE_S = 40


class Page:
    """A browser that is logged in; `shoot` keeps a picture in `folder`."""

    def __init__(self, driver: webdriver.Chrome, url: str, folder: Path) -> None:
        self.driver, self.url, self.folder = driver, url, folder
        self._wait = WebDriverWait(driver, PATIENCE_S)

    def log_in(self, user: str, password: str) -> None:
        """As a person does."""
        self.driver.get(f"{self.url}/auth/login")
        self.find("//*[@name='username']").send_keys(user)
        self.find("//*[@name='password']").send_keys(password)
        self.find("//button[@type='submit']").click()
        self._wait.until(lambda p: "/auth/login" not in p.current_url)

    def open(self, path: str) -> None:
        """Go to a page of the UI."""
        self.driver.get(f"{self.url}{path}")

    def find(self, xpath: str) -> WebElement:
        """The first such element that can be seen and used, waited for."""
        return self._wait.until(lambda _: self.usable(xpath), f"no {xpath}")

    def gone(self, xpath: str) -> None:
        """Wait until there is no such element to be used."""
        self._wait.until(lambda _: self.usable(xpath) is None, f"still {xpath}")

    def usable(self, xpath: str) -> WebElement | None:
        """The first such element that can be seen and used now."""
        found = self.driver.find_elements(By.XPATH, xpath)
        return next((one for one in found if one.is_displayed() and one.is_enabled()), None)

    def text(self) -> str:
        """What can be read."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    def shoot(self, name: str) -> None:
        """Keep a picture."""
        self.driver.save_screenshot(str(self.folder / f"{name}.png"))


def button(words: str) -> str:
    """The XPath of a button with exactly these words."""
    return f"//button[normalize-space()='{words}']"


@contextmanager
def browsing(url: str, user: str, password: str, folder: str) -> Iterator[Page]:
    """A page that is logged in; a failure leaves `failed.png` and the page's source."""
    with tempfile.TemporaryDirectory() as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        service = webdriver.ChromeService(executable_path="/usr/bin/chromedriver")
        driver = webdriver.Chrome(options=options, service=service)
        page = Page(driver, url, Path(folder))
        try:
            page.log_in(user, password)
            yield page
        except BaseException:
            page.shoot("failed")
            sys.stderr.write(f"{driver.current_url}\n{driver.page_source[:5000]}")
            raise
        finally:
            driver.quit()
