"""Addresses and keys are checked before anything is sent, and answers before they are believed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from synctui.core.ports import Progress
from synctui.errors import UsageError
from synctui.sources.address import address, clean_key
from synctui.sources.pace import Meter, Pace, backoff, retry_after


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("api.crm.example", "https://"),
        ("ftp://crm.example", "https://"),
        ("https://user:secret@crm.example", "login"),
        ("https://crm.example:99999", "port"),
        ("https://crm.example:0", "host, port and path"),
        ("https://crm.example/?key=1", "host, port and path"),
        ("https://аpi.crm.example", "letters outside"),
        ("https://xn--pi-7kc.crm.example", "letters outside"),
        ("http://crm.example", "Plain http://"),
        ("http://10.0.0.1:2100", "Plain http://"),
        ("https://", "https://"),
    ],
)
def test_addresses_that_cannot_be_meant_are_refused_without_what_is_secret(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        address(text)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


def test_plain_http_is_taken_on_this_machine_and_where_it_is_allowed() -> None:
    assert not address("http://127.0.0.1:2100").open
    assert not address("http://[::1]:2100").open
    assert address("http://10.0.0.1:2100", allow_http=True).open
    assert address("https://crm.example:2100/base/").url == "https://crm.example:2100/base"


@pytest.mark.parametrize("text", ["", "  \n", "clé", "two words", "a\x00b", "a\nb"])
def test_keys_that_no_crm_gives_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        clean_key(text)


def test_a_key_is_freed_of_what_pasting_added() -> None:
    assert clean_key("\ufeff abc-1 \r\n") == "abc-1"


def test_retry_after_is_seconds_or_a_date_and_never_negative() -> None:
    now = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
    assert retry_after("Mon, 16 Mar 2026 08:00:30 GMT", now) == 30
    assert retry_after("Mon, 16 Mar 2026 07:00:00 GMT", now) == 0
    assert retry_after("", now) is None
    assert retry_after("-5", now) is None


def test_waits_grow_twofold_and_never_come_together() -> None:
    """Each between three and five quarters of its step."""
    for attempt in range(1, 6):
        waits = {backoff(0.5, attempt) for _each in range(50)}
        step = 0.5 * 2 ** (attempt - 1)
        assert len(waits) > 1
        assert all(0.75 * step <= each <= 1.25 * step for each in waits)


async def test_no_more_calls_go_in_any_minute_than_are_allowed() -> None:
    pace, told = Pace(3, per=0.2), list[str]()
    loop = asyncio.get_running_loop()
    times = []
    for _call in range(7):
        await pace.turn(told.append)
        times.append(loop.time())
    assert all(later - earlier >= 0.19 for earlier, later in zip(times, times[3:], strict=False))
    assert "resuming in 1 s" in told[0]


async def test_progress_never_counts_past_the_total() -> None:
    told: list[Progress] = []
    meter = Meter(told.append)
    meter.total = 5
    meter.more(7)
    assert (told[0].done, told[0].total) == (7, 7)
