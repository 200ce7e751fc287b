"""Old conversations go while the service runs, not only when it starts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from anyio import to_thread

from kb.errors import QingceError

LOG = logging.getLogger("qingce.expiry")
EVERY_S = 6 * 3600.0


class Sessions(Protocol):
    """What keeps conversations."""

    def expire(self, days: int) -> int:
        """Remove conversations in which nothing was asked for `days`; return how many."""
        ...


@asynccontextmanager
async def expiring(sessions: Sessions, *, days: int, every_s: float = EVERY_S) -> AsyncIterator[None]:
    """Expire conversations now, and again every `every_s` until the context ends."""
    await to_thread.run_sync(sessions.expire, days)
    task = asyncio.create_task(_again_and_again(sessions, days, every_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _again_and_again(sessions: Sessions, days: int, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        try:
            gone = await to_thread.run_sync(sessions.expire, days)
        except QingceError as fault:  # a full disk now; the next time will do
            LOG.warning("conversations not expired", extra={"fields": {"fault": fault.message}})
        else:
            if gone:
                LOG.info("conversations expired", extra={"fields": {"count": gone}})
