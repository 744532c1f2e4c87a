"""A web archive's list of copies: how it is asked, read and paged, and the addresses of copies."""

import json
from datetime import UTC, date, datetime

import pytest

from wireroom.model import Failed
from wireroom.stages.sweep import (
    Copy,
    captured_at,
    copies_url,
    copy_url,
    list_url,
    read_copies,
    read_listed,
)  # fmt: skip

BASE = "https://web.archive.test"
AT = datetime(2026, 8, 5, 15, 51, 7, tzinfo=UTC)
NAMES = ["timestamp", "original", "statuscode", "mimetype", "digest"]
ROW = ["20260805155107", "https://a.test/x?y=1", "200", "text/html", "ABC"]


def test_addresses_are_the_archive_s() -> None:
    """The list is asked by host and days, or by page; a copy is asked as it was captured."""
    listed = list_url(BASE, "a.test", first=date(2026, 8, 1), last=date(2026, 9, 1))
    assert listed.startswith(f"{BASE}/cdx/search/cdx?url=a.test/*&from=20260801&to=20260901&")
    assert "collapse=urlkey" in listed
    assert "filter=statuscode:200" in listed
    assert "url=https%3A%2F%2Fa.test%2Fx%3Fy%3D1&" in copies_url(BASE, ROW[1], n_most=3)
    copy = Copy(original=ROW[1], captured_at=AT)
    assert copy_url(BASE, copy) == f"{BASE}/web/20260805155107id_/https://a.test/x?y=1"
    assert captured_at(copy_url(BASE, copy)) == AT


def test_list_is_read_with_its_resume_key() -> None:
    """Fields go by name; the empty row and the key after it ask for the next page."""
    found = read_copies(json.dumps([NAMES, ROW, [], ["a,test)/y 2026"]]).encode())
    assert not isinstance(found, Failed)
    assert found.copies == (Copy(original=ROW[1], captured_at=AT),)
    assert found.resume_key == "a,test)/y 2026"
    reading = read_listed(found, wanted=lambda item: item.on == date(2026, 8, 5))
    assert [(item.url, item.on) for item in reading.items] == [(ROW[1], date(2026, 8, 5))]


@pytest.mark.parametrize("body", [b"", b"[]", b"[[]]", json.dumps([NAMES]).encode()])
def test_archive_without_copies_says_nothing(body: bytes) -> None:
    """No copies is an answer, however it is spelled."""
    found = read_copies(body)
    assert not isinstance(found, Failed)
    assert (found.copies, found.resume_key) == ((), "")


@pytest.mark.parametrize("body", [b"<html>busy", b"{}", b'"x"', b"7", b"[1, 2]", b"[[[1]]]"])
def test_what_is_no_list_is_a_failure(body: bytes) -> None:
    """Anything else is named and never read as an empty list."""
    assert isinstance(read_copies(body), Failed)


def test_rows_that_say_too_little_are_passed_over() -> None:
    """A row without an instant or an address is no copy."""
    rows = [NAMES, ["2026", *ROW[1:]], [ROW[0], "", *ROW[2:]], ROW]
    found = read_copies(json.dumps(rows).encode())
    assert not isinstance(found, Failed)
    assert len(found.copies) == 1


@pytest.mark.parametrize(
    "url", [f"{BASE}/", f"{BASE}/web/2026id_/x", f"{BASE}/web/99999999999999/x"]
)
def test_address_without_an_instant_is_no_copy(url: str) -> None:
    """What the archive leads to is a copy only with an instant."""
    assert captured_at(url) is None
