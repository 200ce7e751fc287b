import anyio
import pytest
from mcp.client import Client
from mcp.shared.exceptions import MCPError

from api.mcp import mcp_server
from tests.unit.api.fakes import EchoTool


def test_tools_are_offered_and_called() -> None:
    async def talk() -> None:
        async with Client(mcp_server((EchoTool(),))) as client:
            (tool,) = (await client.list_tools()).tools
            assert tool.name == "query_figures"
            assert tool.input_schema["required"] == ["metric"]
            result = await client.call_tool("query_figures", {"metric": "目标"})
            assert not result.is_error
            assert result.structured_content == {"metric": "目标", "value": 12}
            wrong = await client.call_tool("query_figures", {})
            assert wrong.is_error
            assert wrong.content[0].text == "缺少指标。"
            with pytest.raises(MCPError, match="没有工具 nothing"):
                await client.call_tool("nothing", {})

    anyio.run(talk)
