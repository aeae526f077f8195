"""A walk over all pages of a list that may change meanwhile, which can be taken up again where it stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec

from synctui.errors import SourceError
from synctui.i18n import N_, Message, _, message
from synctui.sources.attributes import Records
from synctui.sources.pace import Meter, Pace, spread

_GROWS = 4
"""A list that becomes so many times as long while it is read has no end."""
_FEW = 10
"""By so many pages any list may grow."""
_SHORT = 0.05
"""Of a list that lacks a larger share than this nothing is used: no leavers from half a source."""
_LET_GO = 0.001
"""Seconds before a page is taken: the next request goes out first, and is on its way meanwhile."""


class Page(msgspec.Struct, rename="camel"):
    """One page of records, with how many pages and records there are."""

    results: list[dict[str, Any]]
    page_count: int
    total_row_count: int = 0


Decode = Callable[[], Page]
"""Decodes a page that was read: a page waits as text, which is small beside what is made of it."""
Read = Callable[[int, str], Awaitable[Decode]]
"""Reads a page, from 0, which errors call by the given name."""


class Scan:
    """What one walk has read. warnings: what is to be said about a list that changed underway."""

    def __init__(self, key: str) -> None:
        self.records = Records(key)
        self.warnings: tuple[Message, ...] = ()
        self._pages = self._total = self._most = 0

    async def run(self, read: Read, at_once: int, meter: Meter, pace: Pace) -> None:
        """Read every page that is not there yet; where the total changed underway, read once more and say so."""
        walk = _Walk(self, read, at_once, meter, pace)
        known = (self._pages, self._total)
        meter.done = len(self.records)
        await walk.page(0)
        if known[0] and known != (self._pages, self._total):
            self.records.forget()
            meter.done = 0
            await walk.page(0)
        first = (self._pages, self._total)
        self._most = max(self._pages * _GROWS, self._pages + _FEW)
        await walk.rest()
        if len(self.records) != self._total or first != (self._pages, self._total):
            await self._again(walk)

    async def _again(self, walk: _Walk) -> None:
        """Read all pages a second time, for what moved between them; what came twice is dropped by its id."""
        was = len(self.records)
        await walk.page(0)
        await walk.pages(range(1, self._pages))
        more, short = len(self.records) - was, self._total - len(self.records)
        if more:
            text = N_("The list changed while it was read; {n} more records were found on a second reading.")
            self.warnings = (message(text, n=more),)
        if short > max(_SHORT * self._total, 1):
            raise SourceError(
                _("Of {total} records {n} did not come, or the same came again.").format(total=self._total, n=short),
                _("Nothing was used of what came. Try again in a while; if it stays, tell the CRM's support."),
            )
        if short > 0:
            text = N_("The CRM counts {total} records; {n} of them did not come, or came twice.")
            self.warnings += (message(text, total=self._total, n=short),)

    def seen(self, page: Page) -> None:
        """Note what a page says of the whole. Raises `SourceError` where the list has no end."""
        self._pages, self._total = page.page_count, page.total_row_count
        if self._most and page.page_count > self._most:
            raise SourceError(
                _("The list of the CRM grows without end: {n} pages by now.").format(n=page.page_count),
                _("Nothing was used of what came. Try again in a while; if it stays, tell the CRM's support."),
            )

    def missing(self) -> list[int]:
        """Return the pages that are not there yet."""
        return [at for at in range(self._pages) if not self.records.has(at)]

    def place(self, page: int) -> str:
        """Return what errors call a page; of how many is not known before the first."""
        if not self._pages:
            return _("relations, page {n}").format(n=page + 1)
        return _("relations, page {n} of {of}").format(n=page + 1, of=max(self._pages, page + 1))


class _Walk:
    """The means of one run: how pages are read, how many at once, and whom to tell."""

    def __init__(self, scan: Scan, read: Read, at_once: int, meter: Meter, pace: Pace) -> None:
        self.scan, self.at_once = scan, at_once
        self._read, self._meter, self._pace = read, meter, pace

    async def page(self, page: int) -> None:
        """Read one page and take its records."""
        self._take(page, await self._bring(page))

    async def pages(self, pages: Sequence[int]) -> None:
        """Read many pages. A page is taken while the next ones are on their way, never more than a few wait for it."""
        waiting: asyncio.Queue[tuple[int, Decode]] = asyncio.Queue(self.at_once)
        eater = asyncio.create_task(self._eat(waiting, len(pages)))

        async def bring(at: int) -> None:
            await waiting.put((pages[at], await self._bring(pages[at])))

        bringer = asyncio.create_task(spread(len(pages), self.at_once, bring))
        try:
            await asyncio.gather(bringer, eater)
        finally:
            bringer.cancel()
            eater.cancel()
            await asyncio.gather(bringer, eater, return_exceptions=True)

    async def rest(self) -> None:
        """Read the pages that are not there, until all are."""
        while wanted := self.scan.missing():
            await self.pages(wanted)

    async def _eat(self, waiting: asyncio.Queue[tuple[int, Decode]], count: int) -> None:
        for _page in range(count):
            page, decode = await waiting.get()
            await asyncio.sleep(_LET_GO)
            self._take(page, decode)

    async def _bring(self, page: int) -> Decode:
        return await self._read(page, self.scan.place(page))

    def _take(self, page: int, decode: Decode) -> None:
        got = decode()
        self.scan.seen(got)
        self._meter.total = got.total_row_count
        self._meter.more(self.scan.records.add(page, got.results), self._pace.left)
