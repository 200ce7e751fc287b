"""Conversations expire while the service runs, and a fault once does not end that."""

import asyncio

import pytest

from api.expiry import expiring
from kb.errors import TryLater


class Sessions:
    def __init__(self, enough: asyncio.Event) -> None:
        self.asked: list[int] = []
        self._enough = enough
        self._loop = asyncio.get_running_loop()

    def expire(self, days: int) -> int:
        self.asked.append(days)
        if len(self.asked) == 2:
            raise TryLater("磁盘已满。")
        if len(self.asked) == 4:
            self._loop.call_soon_threadsafe(self._enough.set)
        return 1


def test_it_goes_on_after_a_fault_and_ends_with_its_context(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="qingce.expiry")

    async def run() -> Sessions:
        enough = asyncio.Event()
        sessions = Sessions(enough)
        async with expiring(sessions, days=90, every_s=0.001):
            assert sessions.asked[0] == 90
            await asyncio.wait_for(enough.wait(), timeout=30)
        assert len(asyncio.all_tasks()) == 1
        return sessions

    sessions = asyncio.run(run())
    assert set(sessions.asked) == {90}
    assert [r.fields for r in caplog.records][:2] == [{"fault": "磁盘已满。"}, {"count": 1}]
