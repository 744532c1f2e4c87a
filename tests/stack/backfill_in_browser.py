"""Create a backfill as a person would: open the DAG, press Trigger, fill the form, run it.

Run in a process of its own: `backfill_in_browser.py URL USER PASSWORD FROM TO SCREENSHOTS`, days as
2026-08-05. Prints what the form says of it before it is run.
"""

import sys

from selenium.webdriver.common.keys import Keys
from tests.stack.browsing import Page, browsing, button

_FORM = "//*[normalize-space()='Run this Dag for a range of dates']"
_FIELD = "(//*[@data-testid='datetime-input'])[{}]"
_OPEN = "//*[@data-scope='popover'][@data-part='content'][@data-state='open']"


def main(url: str, user: str, password: str, first: str, last: str, screenshots: str) -> None:
    with browsing(url, user, password, screenshots) as page:
        page.open("/dags/sweep")
        page.find(button("Trigger")).click()
        page.find(_FORM).click()
        for number, day in enumerate((first, last), start=1):
            fill(page, number, day)
        at_once = page.find("//input[@name='max_active_runs']")
        at_once.send_keys(Keys.CONTROL, "a")
        at_once.send_keys("4")
        page.find("//*[contains(text(), 'runs will be triggered')]")
        page.shoot("backfill")
        sys.stdout.write(page.text())
        page.find(button("Run Backfill")).click()
        page.find("//*[normalize-space()='Backfill generated']")
        page.open("/dags/sweep/backfills")
        page.find("//*[contains(text(), 'Reprocess')]")
        page.shoot("backfills")


def fill(page: Page, number: int, day: str) -> None:
    """Type a day into the first or second field of the form's dates."""
    page.find(_FIELD.format(number)).click()
    page.find(f"{_OPEN}//input[@placeholder='YYYY/MM/DD']").send_keys(day.replace("-", "/"))
    time = page.find(f"{_OPEN}//input[@placeholder='HH:mm']")
    time.send_keys("00:00")
    time.send_keys(Keys.ESCAPE)
    page.gone(_OPEN)


if __name__ == "__main__":
    main(*sys.argv[1:])
