"""Answer a required action as a person would: log in, open it, read, choose, confirm.

Run in a process of its own: `answer_in_browser.py URL PATH USER PASSWORD OPTION SCREENSHOTS`. The
browser is Debian's Chromium; it reaches loopback and nothing else. Prints the page's text.
"""

import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--window-size=1400,1300",
    "--no-proxy-server",
)  # fmt: skip
PATIENCE_S = 40


def browser(profile):
    """A fresh Chromium."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    service = webdriver.ChromeService(executable_path="/usr/bin/chromedriver")
    return webdriver.Chrome(options=options, service=service)


def main(url, path, user, password, option, screenshots):
    folder = Path(screenshots)
    with tempfile.TemporaryDirectory() as profile:
        page = browser(profile)
        try:
            wait = WebDriverWait(page, PATIENCE_S)
            page.get(f"{url}/auth/login")
            wait.until(lambda p: p.find_elements(By.NAME, "password"))
            page.find_element(By.NAME, "username").send_keys(user)
            page.find_element(By.NAME, "password").send_keys(password)
            page.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
            wait.until(lambda p: "/auth/login" not in p.current_url)
            page.get(f"{url}{path}")
            button = wait.until(lambda p: clickable(p, option))
            page.save_screenshot(str(folder / "question.png"))
            sys.stdout.write(page.find_element(By.TAG_NAME, "body").text)
            button.click()
            wait.until(lambda p: not clickable(p, option))
            page.save_screenshot(str(folder / "answered.png"))
        except BaseException:
            page.save_screenshot(str(folder / "failed.png"))
            sys.stderr.write(f"{page.current_url}\n{page.page_source[:5000]}")
            raise
        finally:
            page.quit()


def clickable(page, option):
    """The button of that option, where it can be pressed."""
    buttons = page.find_elements(By.XPATH, f"//button[normalize-space()='{option}']")
    return next((one for one in buttons if one.is_displayed() and one.is_enabled()), None)


if __name__ == "__main__":
    main(*sys.argv[1:])
