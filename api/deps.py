"""Dependencies as annotated aliases, so that a route's signature reads as a sentence."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated

from fastapi import Depends, Header, Query, Request, Response

from api.models import IsoDate
from api.services import Services
from kb.errors import NotAllowed
from kb.knowledge import Knowledge

VISITOR_COOKIE = "qingce_visitor"
_LOOPBACK = ("127.0.0.1", "::1")


def services_of(request: Request) -> Services:
    """Return what the application works with."""
    services = request.app.state.services
    assert isinstance(services, Services)
    return services


# Coroutines where nothing blocks: FastAPI sends plain functions to a thread, which costs more than they do.
async def _services(request: Request) -> Services:
    return services_of(request)


def _knowledge(request: Request) -> Knowledge:
    return services_of(request).knowledge()


async def _as_of(
    request: Request,
    as_of: Annotated[IsoDate | None, Query(description="按哪一天计算效力与剩余天数，省略为今天")] = None,
) -> date:
    return as_of or services_of(request).settings.today()


async def _visitor(request: Request, response: Response) -> str:
    """Return the browser's own random mark; it only says which conversations are in its list."""
    known = request.cookies.get(VISITOR_COOKIE, "")
    if 16 <= len(known) <= 64 and known.isascii():
        return known
    fresh = secrets.token_urlsafe(18)
    response.set_cookie(VISITOR_COOKIE, fresh, max_age=400 * 86400, httponly=True, samesite="strict")
    return fresh


def _holds_key(request: Request, key: str | None) -> bool:
    wanted = services_of(request).settings.admin_key
    return bool(wanted and key) and secrets.compare_digest(str(wanted).encode(), str(key).encode())


AdminKey = Annotated[str | None, Header(alias="X-Qingce-Admin-Key", description="管理密钥（QINGCE_ADMIN_KEY）")]


async def _admin(request: Request, key: AdminKey = None) -> None:
    """Let only holders of the key pass; without a key configured, nobody passes."""
    if not services_of(request).settings.admin_key:
        raise NotAllowed("管理功能未开启：请设置环境变量 QINGCE_ADMIN_KEY 后重新启动服务。")
    if not _holds_key(request, key):
        raise NotAllowed("管理密钥不正确，请在请求头 X-Qingce-Admin-Key 中提供。")


async def _keeper(request: Request, key: AdminKey = None) -> None:
    """Let those pass who keep the corpus: holders of the key, or without one whoever sits at this machine."""
    if services_of(request).settings.admin_key:
        if not _holds_key(request, key):
            raise NotAllowed("管理密钥不正确，请在请求头 X-Qingce-Admin-Key 中提供。")
    elif request.client is None or request.client.host not in _LOOPBACK:
        raise NotAllowed("未设管理密钥时，此项只对本机开放；请设置环境变量 QINGCE_ADMIN_KEY。")


ServicesDep = Annotated[Services, Depends(_services)]
KnowledgeDep = Annotated[Knowledge, Depends(_knowledge)]
AsOf = Annotated[date, Depends(_as_of)]
Visitor = Annotated[str, Depends(_visitor)]
ADMIN = Depends(_admin)
KEEPER = Depends(_keeper)
