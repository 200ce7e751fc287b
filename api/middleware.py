"""What surrounds every request: its id, its log line, who may call, and the headers that keep pages safe."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import REQUEST_ID
from api.metrics import Metrics

LOG = logging.getLogger("qingce.http")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_QUIET = ("/healthz", "/readyz", "/metrics")


class RequestContext:
    """Give each request an id, one log line, its metrics and its security headers; answer for what nobody caught.

    Args:
        app: the application inside.
        metrics: where requests are counted.
        fault_response: makes the JSON answer for an exception that no handler took.
        frame_ancestors: origins that may show our pages in a frame.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        metrics: Metrics,
        fault_response: Callable[[BaseException], JSONResponse],
        frame_ancestors: Iterable[str] = (),
    ) -> None:
        self.app = app
        self._metrics = metrics
        self._fault_response = fault_response
        ancestors = " ".join(["'self'", *frame_ancestors])
        self._policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            f"font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        token = REQUEST_ID.set(request_id)
        started, status = time.perf_counter(), 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                headers.setdefault("Content-Security-Policy", self._policy)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "same-origin")
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as fault:
            LOG.exception("unhandled")
            if status:  # the answer has begun: the connection is all that can still be ended
                raise
            await self._fault_response(fault)(scope, receive, send_with_headers)
        finally:
            self._record(scope, status, time.perf_counter() - started)
            REQUEST_ID.reset(token)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None) or "unmatched"
        self._metrics.requests.labels(method=scope["method"], route=route, status=str(status)).inc()
        self._metrics.request_seconds.labels(route=route).observe(seconds)
        level = logging.DEBUG if route in _QUIET else logging.INFO
        fields = {
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "elapsed_ms": round(seconds * 1000, 1),
            "client": (scope.get("client") or ("-",))[0],
        }
        LOG.log(level, "request", extra={"fields": fields})


class Gate:
    """Let only known hosts in, and only known origins change anything.

    The host check stops DNS rebinding: a page elsewhere that resolves its own name to this machine.

    Args:
        app: the application inside.
        hosts: host names allowed beside the loopback ones; `*` allows all.
        origins: origins (scheme://host[:port]) that may call from a browser.
        refuse: makes the JSON answer from (status, code, Chinese message).
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Iterable[str],
        origins: Iterable[str],
        refuse: Callable[[int, str, str], JSONResponse],
    ) -> None:
        self.app = app
        self._hosts = {h.lower() for h in hosts} | set(_LOOPBACK_HOSTS)
        self._origins = {o.rstrip("/").lower() for o in origins}
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if "*" not in self._hosts and not ({host_name(host), host.lower()} & self._hosts):
            message = f"不接受对主机名“{host[:100]}”的访问：请在环境变量 QINGCE_ALLOWED_HOSTS 中加入它。"
            await self._refuse(421, "not_allowed", message)(scope, receive, send)
            return
        if scope["method"] not in _SAFE_METHODS and origin is not None and not self._may(origin, host):
            message = f"不接受来自“{origin[:100]}”的请求：请在环境变量 QINGCE_ALLOWED_ORIGINS 中加入它。"
            await self._refuse(403, "not_allowed", message)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _may(self, origin: str, host: str) -> bool:
        if "*" in self._origins or origin.lower() in self._origins:
            return True
        try:
            return urlsplit(origin).netloc.lower() == host.lower()
        except ValueError:
            return False


class BodyLimit:
    """Refuse bodies that are too large, declared or not.

    Args:
        app: the application inside.
        limits: path prefix -> bytes, the first that fits decides; the empty prefix fits all.
        refuse: makes the JSON answer from (status, code, Chinese message).
    """

    def __init__(
        self, app: ASGIApp, *, limits: dict[str, int], refuse: Callable[[int, str, str], JSONResponse]
    ) -> None:
        self.app = app
        self._limits = limits
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = next(size for prefix, size in self._limits.items() if scope["path"].startswith(prefix))
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdigit() and int(declared) > limit:
            message = f"请求内容过大（上限 {limit / 1e6:.0f} MB），请缩短或拆分后再发。"
            await self._refuse(413, "too_long", message)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port; IPv6 brackets removed."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower()


def listed(value: str) -> list[str]:
    """Return the entries of a comma-separated setting."""
    return [part.strip() for part in value.replace("，", ",").split(",") if part.strip()]
