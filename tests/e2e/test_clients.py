"""Third parties as clients: OpenAI's, MCP's, icalendar; schemathesis over the OpenAPI description."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import anyio
import httpx
import pytest
from icalendar import Calendar
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from openai import BadRequestError, NotFoundError, OpenAI
from openpyxl import load_workbook

from tests.e2e.conftest import ADMIN_KEY, ROOT, Server, start_server

pytestmark = pytest.mark.e2e


def test_openai_client(server: Server) -> None:
    client = OpenAI(base_url=f"{server.base}v1", api_key="any")
    assert [m.id for m in client.models.list()] == ["qingce"]
    first = client.chat.completions.create(
        model="qingce", messages=[{"role": "user", "content": "佛山2024年目标是多少？"}]
    )
    content = first.choices[0].message.content or ""
    assert "228" in content
    assert "来源：\n[1] 《" in content
    assert first.model_extra is not None
    assert first.model_extra["qingce"]["citations"][0]["document_id"]
    followed = client.chat.completions.create(
        model="qingce",
        messages=[
            {"role": "user", "content": "佛山2024年目标是多少？"},
            {"role": "assistant", "content": content},
            {"role": "user", "content": "那深圳呢"},
        ],
    )
    assert "80" in (followed.choices[0].message.content or "")
    with pytest.raises(NotFoundError):
        client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "q"}])


def test_openai_client_streams(server: Server) -> None:
    client = OpenAI(base_url=f"{server.base}v1", api_key="any")
    said, answer, usage = "", None, None
    stream = client.chat.completions.create(
        model="qingce",
        messages=[{"role": "user", "content": "名单最迟什么时候公布？"}],
        stream=True,
        stream_options={"include_usage": True},
    )
    count = 0
    for chunk in stream:
        count += 1
        usage = chunk.usage or usage
        if chunk.choices:
            said += chunk.choices[0].delta.content or ""
            answer = (chunk.model_extra or {}).get("qingce", answer)
    assert count > 3
    assert "4月30日" in said or "2024-04-30" in said or "4月底前" in said
    assert answer
    assert answer["outcome"] == "answered"
    assert usage
    assert usage.completion_tokens == len(said)


def test_openai_client_sees_a_chinese_error(server: Server) -> None:
    client = OpenAI(base_url=f"{server.base}v1", api_key="any")
    with pytest.raises((BadRequestError, Exception)) as caught:
        client.chat.completions.create(model="qingce", messages=[{"role": "assistant", "content": "q"}])
    assert "最后一条消息" in str(caught.value)


async def use_tools(client: Client) -> None:
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert {"search_policy", "query_figures", "list_deadlines", "find_contacts", "list_obligations"} <= set(tools)
    assert tools["query_figures"].input_schema["type"] == "object"
    found = await client.call_tool("find_contacts", {})
    assert not found.is_error
    assert "020-83133243" in json.dumps(found.structured_content, ensure_ascii=False)
    figures = await client.call_tool("query_figures", {"question": "佛山2024年目标是多少"})
    assert "228" in json.dumps(figures.structured_content, ensure_ascii=False)
    wrong = await client.call_tool("find_contacts", {"nonsense": 1})
    assert wrong.is_error


def test_mcp_over_http(server: Server) -> None:
    async def talk() -> None:
        async with Client(streamable_http_client(f"{server.base}mcp")) as client:
            await use_tools(client)

    anyio.run(talk)


def test_mcp_over_http_from_an_allowed_foreign_host(seeded: Path) -> None:
    server = start_server(seeded, env={"QINGCE_ALLOWED_HOSTS": "policy.example.cn"})
    try:

        async def talk() -> None:
            from mcp.shared._httpx_utils import create_mcp_http_client

            async with create_mcp_http_client(headers={"Host": "policy.example.cn"}) as http:
                transport = streamable_http_client(f"{server.base}mcp", http_client=http)
                async with Client(transport) as client:
                    await use_tools(client)

        anyio.run(talk)
        refused = httpx.post(f"{server.base}mcp", headers={"Host": "evil.example.net"}, json={})
        assert refused.status_code == 421
    finally:
        server.stop()


def test_mcp_over_stdio_beside_a_running_server(server: Server, seeded: Path) -> None:
    env = {**os.environ, "QINGCE_DATA_DIR": str(seeded), "QINGCE_AS_OF": "2024-06-01"}
    parameters = StdioServerParameters(command=sys.executable, args=["-m", "api.mcp"], env=env, cwd=str(ROOT))

    async def talk() -> None:
        async with Client(stdio_client(parameters)) as client:
            await use_tools(client)

    anyio.run(talk)


def test_calendar_and_spreadsheet(server: Server, tmp_path: Path) -> None:
    calendar = Calendar.from_ical(httpx.get(f"{server.base}api/deadlines.ics").content)
    days = {str(e["DTSTART"].dt) for e in calendar.walk("VEVENT")}
    assert "2024-04-30" in days
    (tmp_path / "f.xlsx").write_bytes(httpx.get(f"{server.base}api/figures?format=xlsx&region=佛山").content)
    rows = list(load_workbook(tmp_path / "f.xlsx").active.iter_rows(min_row=2, values_only=True))
    assert 228 in {row[9] for row in rows}


def test_schemathesis_finds_no_fault_and_no_contract_break(server: Server) -> None:
    command = [
        str(Path(sys.executable).with_name("st")),
        f"--config-file={Path(__file__).with_name('schemathesis.toml')}",
        "run",
        f"{server.base}openapi.json",
        "--header",
        f"X-Qingce-Admin-Key: {ADMIN_KEY}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=280, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
    tested = re.search(r"Tested: (\d+)", done.stdout)
    assert tested
    assert int(tested[1]) >= 24
