"""What a page needs before the first question: the starting choices, and the region groups that data can be cut by."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.answers import jsonable
from api.deps import AsOf, ServicesDep
from api.models import ChoiceModel, errors

ROUTER = APIRouter(prefix="/api", tags=["问答"])


class RegionGroupModel(BaseModel):
    """A named group of regions."""

    name: str
    members: list[str]


class Start(BaseModel):
    """What a page begins with."""

    as_of: str
    choices: list[ChoiceModel] = Field(description="开场的选择")
    region_groups: list[RegionGroupModel] = Field(description="地区分组，如珠三角")


@ROUTER.get("/start", response_model=Start, responses=errors(422), summary="开场")
def start(services: ServicesDep, as_of: AsOf) -> dict[str, Any]:
    """返回开场的选择和地区分组。"""
    return {
        "as_of": as_of.isoformat(),
        "choices": [jsonable(choice) for choice in services.starters],
        "region_groups": [{"name": g.name, "members": list(g.members)} for g in services.region_groups],
    }
