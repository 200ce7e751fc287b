"""Contacts: who answers questions about which document."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.answers import jsonable
from api.deps import KnowledgeDep
from api.models import PlainText, errors

ROUTER = APIRouter(prefix="/api", tags=["联系人"])


class ContactModel(BaseModel):
    """A person or desk."""

    id: str
    document_id: str
    title: str = Field(description="文件标题")
    name: str | None
    organisation: str | None
    phone: str | None
    email: str | None
    fax: str | None = Field(description="传真")
    address: str | None = Field(description="地址")
    matter: str | None = Field(description="负责什么事项，原文没有写时为空")
    start: int
    end: int


class ContactList(BaseModel):
    """Contacts that match."""

    contacts: list[ContactModel]


@ROUTER.get("/contacts", response_model=ContactList, responses=errors(422), summary="联系人")
def list_contacts(
    knowledge: KnowledgeDep,
    document: Annotated[PlainText | None, Query(max_length=200, description="文件编号")] = None,
) -> dict[str, Any]:
    """列出文件中载明的联系人、单位与电话，附原文位置。"""
    rows = knowledge.contacts if document is None else knowledge.of(document).contacts
    return {"contacts": [{**jsonable(c), "title": knowledge.metas[c.document_id].title} for c in rows]}
