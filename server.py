"""The web application: `create_app()`, its lifespan, and the one table from errors to HTTP.

Run with `python server.py`; nothing else imports this module.
"""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from http import HTTPStatus

import uvicorn
from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from api import (
    admin,
    ask,
    contacts,
    deadlines,
    documents,
    feedback,
    figures,
    health,
    mcp,
    openai,
    pages,
    sessions,
    start,
)
from api.answers import Answering
from api.described import described
from api.expiry import expiring
from api.logs import REQUEST_ID, configure_logging
from api.metrics import Metrics
from api.middleware import BodyLimit, Gate, RequestContext, listed
from api.problems import HTTP_MESSAGES, validation_message
from api.services import ServicesOpener
from kb.errors import (
    DataFolderBusy,
    FixConfiguration,
    FixDocument,
    FixInput,
    InputTooLong,
    NotAllowed,
    NotFound,
    QingceError,
    TryLater,
)
from kb.settings import Settings, load_settings

LOG = logging.getLogger("qingce.server")
# What a request may weigh, by the start of its path; the first that fits decides.
MAX_BODY_BYTES = {"/api/admin/documents": admin.MAX_UPLOAD_BYTES + 100_000, "/mcp": 4_000_000, "": 1_000_000}
GRACE_S = 10
KEEP_ALIVE_S = 75  # longer than the proxies in front of us keep theirs, so that none meets a closed door

# The nearest class in an error's ancestry decides.
STATUS: dict[type[QingceError], int] = {
    QingceError: 500,
    FixInput: 422,
    InputTooLong: 413,
    FixDocument: 422,
    NotAllowed: 403,
    NotFound: 404,
    DataFolderBusy: 409,
    FixConfiguration: 503,
    TryLater: 503,
}


def problem(fault: BaseException) -> tuple[int, dict[str, object]]:
    """Return status and body for any exception; what nobody meant to raise tells the reader nothing but its id."""
    if isinstance(fault, QingceError):
        status = next(STATUS[kind] for kind in type(fault).__mro__ if kind in STATUS)
        return status, error_body(fault.code, fault.message)
    if isinstance(fault, RequestValidationError):
        status, message = validation_message(fault)
        return status, error_body("invalid_input", message)
    if isinstance(fault, HTTPException):
        code = HTTPStatus(fault.status_code).phrase.lower().replace(" ", "_")
        return fault.status_code, error_body(code, HTTP_MESSAGES.get(fault.status_code, "请求无法处理。"))
    LOG.error("unexpected fault", exc_info=fault)
    return 500, error_body("internal", "服务内部出错，已记录；请稍后再试，报障时请附上请求编号。")


def error_body(code: str, message: str) -> dict[str, object]:
    """Return the JSON that every error has."""
    return {"error": {"code": code, "message": message, "request_id": REQUEST_ID.get()}}


def error_response(fault: BaseException) -> JSONResponse:
    """Return the HTTP answer for an exception."""
    status, body = problem(fault)
    headers = getattr(fault, "headers", None) if isinstance(fault, HTTPException) else None
    return JSONResponse(body, status_code=status, headers=headers)


async def _on_fault(request: Request, fault: Exception) -> JSONResponse:
    response = error_response(fault)
    if response.status_code == 405:  # the router names the methods of one route only, where a path may have several
        for path, methods in request.app.openapi()["paths"].items():
            if compile_path(path)[0].match(request.url.path):
                response.headers["Allow"] = ", ".join(sorted(name.upper() for name in methods))
    return response


def _refuse(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse(error_body(code, message), status_code=status)


def create_app(settings: Settings | None = None, *, opener: ServicesOpener | None = None) -> FastAPI:
    """Build the application.

    Args:
        settings: read from the environment when None.
        opener: opens what the routes work with; the real one when None.
    """
    settings = settings or load_settings()
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if opener is None:
            from api.opening import open_services as opened  # heavy: only a server that starts pays for it
        else:
            opened = opener
        async with AsyncExitStack() as stack:
            manager = opened(settings, metrics)
            try:
                services = await to_thread.run_sync(manager.__enter__)
            except QingceError as fault:
                app.state.startup_fault = fault
                raise
            stack.push_async_callback(to_thread.run_sync, lambda: manager.__exit__(None, None, None))
            app.state.services = services
            app.state.answering = Answering(services)
            app.state.histories = openai.new_histories()
            await stack.enter_async_context(expiring(services.sessions, days=settings.session_days))
            await stack.enter_async_context(mcp.running(app))
            app.state.stopping = False
            yield
            app.state.stopping = True

    app = FastAPI(
        title="清策",
        version="0.1.0",
        summary="中文政策文件检索问答：答案有出处，数字经核对",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.problem = problem
    app.state.startup_fault = None
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    records = (documents, figures, deadlines, contacts)
    for module in (ask, start, sessions, feedback, *records, openai, mcp, admin, health, pages):
        app.include_router(module.ROUTER)
    app.mount("/static", pages.WebFiles(directory=pages.WEB), name="static")
    for kind in (QingceError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _on_fault)
    origins = listed(settings.allowed_origins)
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Content-Type", "X-Request-ID"],
            expose_headers=["X-Request-ID"],
            max_age=600,
        )
    app.add_middleware(BodyLimit, limits=MAX_BODY_BYTES, refuse=_refuse)
    hosts = [*listed(settings.allowed_hosts), settings.host]
    app.add_middleware(Gate, hosts=hosts, origins=origins, refuse=_refuse)
    app.add_middleware(RequestContext, metrics=metrics, fault_response=error_response, frame_ancestors=origins)
    return app


def listen(settings: Settings) -> socket.socket:
    """Take the port before any work is done.

    Raises:
        FixConfiguration: the port is taken, or the address is not one of this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(1024)  # claims the port at once, not only when the lifespan is through
    except OSError as fault:
        listener.close()
        if fault.errno == errno.EADDRINUSE:
            words = f"端口 {settings.port} 已被占用：请停止占用它的程序，或用 QINGCE_PORT 换一个端口。"
        else:
            words = f"无法监听 {settings.host}:{settings.port}（{fault.strerror}），请检查 QINGCE_HOST。"
        raise FixConfiguration(words) from fault
    return listener


def main() -> int:
    """Serve until stopped; return the exit code."""
    configure_logging()
    try:
        settings = load_settings()
        listener = listen(settings)
    except QingceError as fault:
        print(fault.message, file=sys.stderr)
        return 2
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    app = create_app(settings)
    logging.getLogger("uvicorn.error").addFilter(lambda record: app.state.startup_fault is None)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
        lifespan="on",
        timeout_keep_alive=KEEP_ALIVE_S,
    )
    server = Announcing(config, f"清策已就绪：http://{shown}:{port}/ （按 Ctrl+C 停止）")
    for stop in (signal.SIGINT, signal.SIGTERM):
        # uvicorn stops in good order and then raises the signal again for us; being asked to stop is no failure.
        signal.signal(stop, lambda _number, _frame: None)
    print("正在准备资料，请稍候……", flush=True)
    with suppress(SystemExit):  # how uvicorn says that the lifespan did not start
        server.run(sockets=[listener])
    if app.state.startup_fault is not None:  # one clear line, and no traceback of what the operator can put right
        print(app.state.startup_fault.message, file=sys.stderr)
        return 2
    if not server.started:
        return 1
    print("清策已停止。", flush=True)
    return 0


class Announcing(uvicorn.Server):
    """A server that says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, words: str) -> None:
        super().__init__(config)
        self._words = words

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address."""
        await super().startup(sockets=sockets)
        if self.started:
            print(self._words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
