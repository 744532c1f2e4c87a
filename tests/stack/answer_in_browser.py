"""Answer a required action as a person would: log in, open it, read, choose, confirm.

Run in a process of its own: `answer_in_browser.py URL PATH USER PASSWORD OPTION SCREENSHOTS`.
Prints the page's text.
"""

import sys

from tests.stack.browsing import browsing, button


def main(url: str, path: str, user: str, password: str, option: str, screenshots: str) -> None:
    with browsing(url, user, password, screenshots) as page:
        page.open(path)
        choice = page.find(button(option))
        page.shoot("question")
        sys.stdout.write(page.text())
        choice.click()
        page.gone(button(option))
        page.shoot("answered")


if __name__ == "__main__":
    main(*sys.argv[1:])
