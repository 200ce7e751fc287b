"""The page, its modules and the embed script, served from `web/` as they are."""

from __future__ import annotations

from os import PathLike, stat_result

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kb.settings import ROOT

WEB = ROOT / "web"
ROUTER = APIRouter(include_in_schema=False)
# Revalidated each time: an update is seen at once, and an unchanged file costs a 304.
_HEADERS = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}


class WebFiles(StaticFiles):
    """Files of `web/`; any site may load them, which is what embedding needs, and none of them holds data."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return the file with our cache headers."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(_HEADERS)
        return response


def page(name: str) -> FileResponse:
    """Return one file of `web/`."""
    return FileResponse(WEB / name, headers=_HEADERS)


@ROUTER.get("/")
async def index() -> FileResponse:
    """Serve the page."""
    return page("index.html")


@ROUTER.get("/embed.js")
async def embed() -> FileResponse:
    """Serve the script that puts the chat into another site."""
    return page("embed.js")


@ROUTER.get("/docs")
async def docs() -> FileResponse:
    """Serve the page that shows the OpenAPI description."""
    return page("docs.html")


@ROUTER.get("/favicon.ico")
async def favicon() -> FileResponse:
    """Serve the icon."""
    return page("icon.svg")
