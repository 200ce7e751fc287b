"""Contacts: names, organisations and phones, from running text, from contact lines and from tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.clean.chars import CONTACT_CUE
from ingest.extract.contact_tables import contacts_of_table
from ingest.extract.person_names import ORG_END, is_name
from ingest.extract.phones import EMAIL, HOTLINE, PHONE, plain_phone
from ingest.extract.tables import ReadTable
from ingest.layout import Layout, Line
from kb.types import Contact, DocumentMeta

_CUE = re.compile(
    r"联系单位|联系部门|承办单位|承办部门|联系人(?:及(?:联系)?电话|和(?:联系)?电话|、(?:联系)?电话|及联系方式)?|联络人|经办人|联系方式|联系电话|联系手机|咨询电话|办公电话|监督电话|举报电话|服务热线|业务咨询|政策咨询|"
    r"传真(?:电话)?|电话|手机号?码?|座机|电子邮箱|电子邮件|邮箱|E-?mail|地址|通讯地址|邮政编码|邮编|微信|QQ群?|姓名|职务",
    re.I,
)
_SKIPPED_CUE = re.compile(r"传真|地址|邮政编码|邮编|微信|QQ", re.I)
_FAX = re.compile(rf"(?<!兼)(?<!同)传真(?:电话|号码?)?\s*[:：为是]?\s*({PHONE.pattern})")
_ALSO_FAX = re.compile(r"[（(](?:兼|同|含|带)传真[)）]|(?:兼|同)传真")
_BOTH = re.compile(r"(?:电话|座机)\s*(?:及|和|、|兼|/|（|\()\s*传真(?:）|\))?")
_ADDRESS = re.compile(
    r"(?:地址|信函|来信|书信|信件|邮寄)\s*[:：]\s*([^；;。\n]+?)(?=[，,]?\s*(?:[（(]?邮政编码|[（(]?邮编|联系|电话|传真|电子|邮箱)|[；;。\n]|$)"
)
# What a contact answers for: 供餐招标事项联系人, 首店引进：, 举报电话
_MATTER = re.compile(
    r"(?:^|[\n；;。，,：:]|[）)]|\d[.．、])\s*(?P<matter>[\u4e00-\u9fff“”、]{2,18}?)(?:事项|事宜|问题|方面)?(?:的)?"
    r"(?:(?:联系|咨询|监督|业务)?(?:联系人|电话|热线)|[:：])"
)
# 服务中心（技术咨询）：
_BRACKETED = re.compile(r"[（(]([\u4e00-\u9fff、]{2,10}(?:咨询|支持|服务|投诉|举报|问题))[）)]")
# 技术改造科（生产设备更新、数字化改造）：覃丽萍，0772-…: what an office answers for
_OF_OFFICE = re.compile(
    rf"(?<=[局厅委科处室股部站心办])[（(]([\u4e00-\u9fff、]{{2,60}})[）)](?=[：:，,\s]*(?:[\u4e00-\u9fff]{{2,4}}[，,：:\s]*)?{PHONE.pattern})"
)
# 节能改造、节水改造，于克俭，0532-85917085；…: matter and person before each phone
_WITH_NAME = re.compile(
    rf"(?:^|[\n；;。：:])\s*(?P<matter>[\u4e00-\u9fff“”、]{{2,24}}?)[，,：: \u3000]+"
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}})[，,：: \u3000]+(?={PHONE.pattern})"
)
_AFTER_PHONE = re.compile(r"(?<=\d)[（(]([\u4e00-\u9fff、]{2,16})[）)]")  # 0871-63137123（新材料、绿色能源）
# 高新技术处 普志强 0871-…: between a body and a phone stands a name, whatever the surname
_BETWEEN = re.compile(
    rf"(?<=[厅局委处科股室部站心办])[ \u3000：:]+(?!白天|夜间|日常|值班|总机|前台)"
    rf"([\u4e00-\u9fff]{{2,4}})[ \u3000，,：:]*(?={PHONE.pattern})"
)
_WAY = re.compile(r"通过|发送|[寄送]至|邮件|邮箱|信函|传真")  # a way to send something, no matter
_SAYS = re.compile("应当|应该|必须|至少|不得|组织一|召开|参加")  # 应当至少组织一次…教育会 is a sentence, no body
_WAY_ENDING = re.compile(r"(?:地址|邮箱|信箱)$")  # 纸质材料报送地址 is the address for 纸质材料报送
_NO_MATTER = frozenset({
    "联系", "咨询", "办公", "工作", "业务", "服务", "固定", "移动", "单位", "部门", "有关", "具体", "特此通知", "附件",
    "备注", "通讯", "信函", "来信", "书信", "信件", "邮寄", "网上", "在线", "各县区", "各区县",
    "值班", "政策咨询", "业务咨询", "联系人", "及", "和", "兼", "传真", "手机", "座机",
})  # fmt: skip
_ORG_THEN_NAME = re.compile(
    r"^(.{2,40}?(?:厅|局|委员会|办公室|处|科|股|中心|公司|协会|管委会|委|部|办|院|司))([\u4e00-\u9fff]{2,4})$"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,5}(?:区|县|街道)|[\u4e00-\u9fff]{2,4}市")
_OF_EACH = re.compile(r"各(?:[县市区旗州镇乡街道、（）]|直属)*")  # 各县区医保局：东城区…；西城区…
_OWN_NAME = re.compile(r"[（(]|[，,]?\s*(?:联系人|联络人|姓名)\s*[:：]?\s*")
_ANOTHER = re.compile(r"[；;。][^；;。]*[\u4e00-\u9fff]")  # …；值班电话 is no further number of the one before
_CHARS_A_PHONE = 80  # a line without a word like 电话 has contacts where numbers stand this close
_ASK = re.compile(
    r"^.*(?:与|向|和|由)([\u4e00-\u9fff]{2,24}?(?:厅|局|处|科|室|中心|委|部))(?:进行)?(?:联系|咨询|反映|反馈|沟通|负责解释)$"
)


@dataclass(frozen=True, kw_only=True)
class _Token:
    kind: str  # org | name | phone | email | fax | also_fax | both | address | matter | matter_of | skip | cue
    text: str
    start: int
    end: int


@dataclass(kw_only=True)
class _Draft:
    organisation: str | None = None
    organisation_start: int | None = None
    names: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    email: str | None = None
    fax: str | None = None
    address: str | None = None
    matter: str | None = None
    matter_first: bool = False
    phone_is_fax: bool = False
    start: int | None = None
    end: int = 0

    @property
    def reachable(self) -> bool:
        return bool(self.phones or self.email)

    @property
    def useful(self) -> bool:
        return self.reachable or bool(self.names or self.address)


def read_contacts(layout: Layout, tables: tuple[ReadTable, ...], meta: DocumentMeta) -> tuple[Contact, ...]:
    """Return the contacts of a document, in order of the text.

    Neighbouring lines that carry contacts are read as one block, since name and phone often stand on lines of their
    own.  Where no organisation is named and the document has one issuer, the contact is that issuer's.
    """
    found: list[Contact] = []
    for start, end in _blocks(layout):
        found += _from_text(layout.text[start:end], start, meta)
    for read in tables:
        found += contacts_of_table(read, meta)
    seen: set[tuple[str | None, str | None, str | None]] = set()
    records: list[Contact] = []
    for contact in sorted(found, key=lambda c: c.start):
        key = (contact.name, contact.organisation, contact.phone or contact.address)
        if key in seen:
            continue
        seen.add(key)
        records.append(contact)
    issuer = meta.issuers[0] if len(meta.issuers) == 1 else None
    return tuple(
        replace(c, id=f"{meta.id}#c{i}", organisation=c.organisation or issuer) for i, c in enumerate(records, 1)
    )


def _blocks(layout: Layout) -> Iterator[tuple[int, int]]:
    """Yield the spans of text that carry contacts."""
    start = end = None
    before: Line | None = None
    for item in layout.items:
        above, before = before, item if isinstance(item, Line) else None
        carries = isinstance(item, Line) and _carries(item.text)
        if carries and isinstance(item, Line):
            cues = [m.start() for m in (CONTACT_CUE.search(item.text), PHONE.search(item.text)) if m is not None]
            stop = item.text.rfind("。", 0, min(cues, default=0))
            if start is None or stop >= 0:  # at the end of a paragraph: leave the sentences before it
                if start is not None and end is not None:
                    yield start, end
                start = item.start + stop + 1
                if above is not None and stop < 0 and _ADDRESS.match(above.text):  # 地址：… on the line above
                    start = above.start
            end = item.end
            continue
        goes_on = isinstance(item, Line) and (
            bool(_ADDRESS.search(item.text[:40]))
            or (len(item.text) <= 30 and bool(ORG_END.search(item.text.rstrip("：:"))))
        )
        if start is not None and end is not None and not goes_on:
            yield start, end
            start = end = None
        elif goes_on and start is not None:
            end = item.end
    if start is not None and end is not None:
        yield start, end


def _carries(text: str) -> bool:
    if CONTACT_CUE.search(text) and (
        PHONE.search(text) or len(text) <= 60 or EMAIL.search(text) or HOTLINE.search(text)
    ):
        return bool(PHONE.search(text) or EMAIL.search(text) or HOTLINE.search(text)) or bool(
            re.search(r"联系(?:人|单位|部门)\s*[:：]|电话\s*[:：]", text)
        )
    if (EMAIL.search(text) and _CUE.search(text)) or (HOTLINE.search(text) and len(text) <= _CHARS_A_PHONE):
        return True
    return (
        len(text) <= _CHARS_A_PHONE * sum(1 for _ in PHONE.finditer(text))
        and bool(re.search(r"[\u4e00-\u9fff]{2}", text))
        and not _bare_number(text)
    )


def _bare_number(text: str) -> bool:
    """Say whether the only digits are a bare seven or eight digit run, which without a cue need not be a phone."""
    found = PHONE.search(text)
    return found is not None and bool(re.fullmatch(r"[2-8]\d{6,7}", found.group()))


def _from_text(text: str, offset: int, meta: DocumentMeta) -> list[Contact]:
    drafts: list[_Draft] = []
    current = _Draft()
    skipping = False
    before: _Token | None = None
    for token in _of_places(_tokens(text)):
        if token.kind == "skip":
            skipping = True
            continue
        if token.kind == "cue":
            skipping = False
            continue
        if skipping and token.kind in ("phone", "org"):  # a postcode, a chat number
            continue
        between = text[before.end : token.start] if before else ""
        if _begins(current, token, between, several=bool(drafts)):
            drafts.append(current)
            alone = (
                "\n" in between
                and current.organisation_start is not None
                and "\n" not in text[current.organisation_start : before.end if before else current.end]
            )
            current = _Draft(organisation=None if alone and token.kind == "matter" else _inherited(current, token))
        _add(current, token)
        before = token
    drafts.append(current)
    contacts: list[Contact] = []
    for draft in drafts:
        if not draft.useful or draft.start is None:
            continue
        for name in draft.names or [None]:  # type: ignore[list-item]
            contacts.append(
                Contact(
                    id="",
                    document_id=meta.id,
                    name=name,
                    organisation=draft.organisation,
                    phone="、".join(draft.phones) or None,
                    email=draft.email,
                    fax=draft.fax,
                    address=draft.address,
                    matter=draft.matter,
                    start=offset + draft.start,
                    end=offset + draft.end,
                )
            )
    return contacts


def _of_places(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Yield tokens; a place after 各县区医保局 stands for the body of that place."""
    body = ""
    for token in tokens:
        each = _OF_EACH.match(token.text) if token.kind == "org" else None
        if each is not None and token.text[each.end() :]:
            body = token.text[each.end() :]
        elif body and token.kind == "org" and _PLACE.fullmatch(token.text):
            yield replace(token, text=token.text + body)
            continue
        elif token.kind == "org":
            body = ""
        if each is None:
            yield token


def _begins(current: _Draft, token: _Token, between: str, *, several: bool) -> bool:
    """Whether a token opens the next contact."""
    if token.kind == "address":  # of everyone named before it, unless there is but one
        return several and "\n" in between
    if token.kind == "matter":
        return current.useful or current.matter is not None
    if token.kind == "name" and current.phones and not current.names and _OWN_NAME.fullmatch(between.strip()):
        return False  # 028-61885701（李女士）; 电话：…，联系人：…
    if token.kind == "name" and not current.names and not current.phones and not several:
        return False  # 邮箱：…；联系人：…: ways to reach one and the same
    if current.reachable and token.kind in ("org", "name"):
        return True
    if token.kind == "phone" and current.phones and _ANOTHER.search(between):
        return True
    return token.kind == "org" and bool(current.names) and not current.phones and current.organisation is not None


def _inherited(current: _Draft, token: _Token) -> str | None:
    """Return the body that goes on to be meant: for a further person, or a further matter of a body named first."""
    if token.kind == "name" or (token.kind == "matter" and not current.matter_first):
        return current.organisation
    return None


def _add(draft: _Draft, token: _Token) -> None:
    if draft.start is None:
        draft.start = token.start
    draft.end = token.end
    if token.kind == "org":
        joined = draft.organisation is not None and not draft.names and draft.organisation_start is not None
        draft.organisation = (draft.organisation or "") + token.text if joined else token.text
        draft.organisation_start = token.start
        draft.matter_first = draft.matter is not None
    elif token.kind == "name":
        draft.names.append(token.text)
    elif token.kind == "phone":
        draft.phones.append(token.text)
        if draft.phone_is_fax:
            draft.fax, draft.phone_is_fax = token.text, False
    elif token.kind == "email":
        draft.email = token.text
    elif token.kind == "fax":
        draft.fax = token.text
    elif token.kind == "address":
        draft.address = token.text
    elif token.kind == "also_fax" and draft.phones:
        draft.fax = draft.phones[-1]
    elif token.kind == "both":
        draft.phone_is_fax = True
    elif token.kind == "matter_of":
        draft.matter = draft.matter or token.text
    elif token.kind == "matter":
        draft.matter, draft.matter_first = token.text, draft.organisation is None


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    taken: list[tuple[int, int]] = []
    for match in _MATTER.finditer(text):
        words = match["matter"]
        at = re.match(r"[一二三四五六七八九十]{1,2}、", words)
        words = words[at.end() :] if at else words
        words = _WAY_ENDING.sub("", words)
        if (
            words
            and words not in _NO_MATTER
            and not is_name(words)
            and not ORG_END.search(words)
            and not _CUE.fullmatch(words)
            and not _WAY.search(words)
        ):
            tokens.append(_Token(kind="matter", text=words, start=match.start("matter"), end=match.end("matter")))
            taken.append(match.span("matter"))
    for match in _WITH_NAME.finditer(text):
        matter, name = match["matter"], match["name"]
        plain = is_name(matter) or ORG_END.search(matter) or _CUE.search(matter) or matter in _NO_MATTER
        within = any(a < match.end("name") and match.start("matter") < b for a, b in taken)
        if plain or within or ORG_END.search(name) or _CUE.fullmatch(name):
            continue
        tokens.append(_Token(kind="matter", text=matter, start=match.start("matter"), end=match.end("matter")))
        tokens.append(_Token(kind="name", text=name, start=match.start("name"), end=match.end("name")))
        taken += [match.span("matter"), match.span("name")]
    for match in _OF_OFFICE.finditer(text):
        if not is_name(match[1]) and not ORG_END.search(match[1]):
            tokens.append(_Token(kind="matter_of", text=match[1], start=match.start(1), end=match.end(1)))
            taken.append(match.span(1))
    for match in _BRACKETED.finditer(text):
        if any(a < match.end(1) and match.start(1) < b for a, b in taken):
            continue
        tokens.append(_Token(kind="matter", text=match[1], start=match.start(1), end=match.end(1)))
        taken.append(match.span(1))
    for match in _AFTER_PHONE.finditer(text):
        if not is_name(match[1]) and not _ALSO_FAX.match(match[0]) and not ORG_END.search(match[1]):
            tokens.append(_Token(kind="matter_of", text=match[1], start=match.start(1), end=match.end(1)))
            taken.append(match.span(1))
    for match in _BETWEEN.finditer(text):
        if not (ORG_END.search(match[1]) or _CUE.fullmatch(match[1]) or _PLACE.fullmatch(match[1])):
            tokens.append(_Token(kind="name", text=match[1], start=match.start(1), end=match.end(1)))
            taken.append(match.span(1))
    for kind, pattern, group in (
        ("email", EMAIL, 0),
        ("address", _ADDRESS, 1),
        ("fax", _FAX, 1),
        ("also_fax", _ALSO_FAX, 0),
        ("both", _BOTH, 0),
        ("phone", PHONE, 0),
        ("phone", HOTLINE, 1),
        ("cue", _CUE, 0),
    ):
        for found in pattern.finditer(text):
            start, end = found.span(group)
            if any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            words = found.group(group).strip()
            if kind == "cue" and _SKIPPED_CUE.match(words):
                tokens.append(_Token(kind="skip", text=words, start=start, end=end))
            else:
                shown = plain_phone(words) if kind in ("phone", "fax") else words
                tokens.append(_Token(kind=kind, text=shown, start=start, end=end))
    for run in re.finditer(r"[\u4e00-\u9fff]+", text):
        for start, end in _free(run.start(), run.end(), taken):
            tokens += _words(text[start:end], start)
    return sorted(tokens, key=lambda t: t.start)


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces = [(start, end)]
    for a, b in taken:
        pieces = [p for s, e in pieces for p in ((s, min(e, a)), (max(s, b), e)) if p[0] < p[1]]
    return sorted(set(pieces))


def _words(words: str, start: int) -> list[_Token]:
    """Read a run of Chinese characters between marks: an organisation, a name, or one after the other."""
    if _PLACE.fullmatch(words):
        return [_Token(kind="org", text=words, start=start, end=start + len(words))]
    if is_name(words):
        return [_Token(kind="name", text=words, start=start, end=start + len(words))]
    if ORG_END.search(words) and len(words) >= 3 and not _SAYS.search(words):
        return [_Token(kind="org", text=words, start=start, end=start + len(words))]
    asked = _ASK.match(words)
    if asked:
        return [_Token(kind="org", text=asked.group(1), start=start + asked.start(1), end=start + asked.end(1))]
    both = _ORG_THEN_NAME.match(words)
    if both and is_name(both.group(2)):
        middle = start + both.end(1)
        return [
            _Token(kind="org", text=both.group(1), start=start, end=middle),
            _Token(kind="name", text=both.group(2), start=middle, end=start + len(words)),
        ]
    return []
