"""The assistant's tools over the Model Context Protocol: at /mcp, and over stdio with `python -m api.mcp`."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import anyio
from anyio import to_thread
from fastapi import APIRouter, FastAPI
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.answers import jsonable
from api.services import Tool
from kb.errors import QingceError

LOG = logging.getLogger("qingce.mcp")
ROUTER = APIRouter(include_in_schema=False)


def mcp_server(tools: Sequence[Tool]) -> Server[Any]:
    """Return an MCP server that offers `tools`."""
    known = {tool.name: tool for tool in tools}
    cards = [
        types.Tool(
            name=tool.name,
            description=tool.description,
            input_schema=tool.get_input_jsonschema(),
            annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
        )
        for tool in tools
    ]

    async def on_list_tools(_context: Any, _params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=cards)

    async def on_call_tool(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = known.get(params.name)
        if tool is None:
            raise MCPError(code=types.INVALID_PARAMS, message=f"没有工具 {params.name}，可用的有：{'、'.join(known)}。")
        try:
            result = await to_thread.run_sync(_run, tool, params.arguments or {})
        except (QingceError, ValueError) as fault:  # the caller can correct itself, so it is told what is wrong
            words = fault.message if isinstance(fault, QingceError) else f"参数有误：{fault}"
            return types.CallToolResult(content=[types.TextContent(type="text", text=words)], is_error=True)
        text = json.dumps(result, ensure_ascii=False)
        structured = result if isinstance(result, dict) else {"result": result}
        return types.CallToolResult(content=[types.TextContent(type="text", text=text)], structured_content=structured)

    return Server(
        "qingce",
        version="0.1.0",
        title="清策政策文件检索",
        instructions="查询中文政策文件中的数字、期限、联系人、义务和条文；结果都带原文和位置，请据原文作答并注明出处。",
        on_list_tools=on_list_tools,
        on_call_tool=on_call_tool,
    )


def _run(tool: Tool, arguments: dict[str, Any]) -> Any:
    return jsonable(tool.invoke(arguments))


class Endpoint:
    """The ASGI end of /mcp; the session manager exists while the application runs."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on."""
        manager: StreamableHTTPSessionManager = scope["app"].state.mcp
        await manager.handle_request(scope, receive, send)


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    """Serve MCP sessions for as long as the application runs.

    Hosts and origins are checked for every path alike by `api.middleware.Gate`, so not a second time here.
    """
    app.state.mcp = StreamableHTTPSessionManager(
        app=mcp_server(app.state.services.tools),
        security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    async with app.state.mcp.run():
        yield


ROUTER.routes.append(Route("/mcp", endpoint=Endpoint(), methods=["GET", "POST", "DELETE"]))


async def serve_stdio(tools: Sequence[Tool]) -> None:
    """Speak MCP over standard input and output until the client hangs up."""
    server = mcp_server(tools)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def main() -> int:
    """Serve the tools over stdio; return the exit code."""
    from api.logs import configure_logging
    from api.opening import open_tools
    from kb.settings import load_settings

    configure_logging(logging.WARNING)
    try:
        with open_tools(load_settings()) as tools:
            anyio.run(serve_stdio, tools)
    except QingceError as fault:
        print(fault.message, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
