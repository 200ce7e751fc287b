"""Contacts: names, organisations and phones, from running text, from contact lines and from tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.clean.chars import CONTACT_CUE
from ingest.extract.tables import ReadTable
from ingest.layout import Layout, Line
from kb.types import Contact, DocumentMeta

PHONE = re.compile(
    r"(?<![\d.〔-])(?:[（(]0\d{2,3}[）)]\s?\d{7,8}|0\d{2,3}\s?[-—–－]\s?\d{7,8}(?:[-—转]\d{1,6})?|0\d{9,11}|1[3-9]\d{9}"
    r"|1[3-9]\d[- ]\d{4}[- ]\d{4}|400-?\d{3}-?\d{4}|[2-8]\d{6,7})(?![\d%号])"
)
_HOTLINE = re.compile(r"(?:电话|热线)\s*[:：为是]?\s*(1\d{4}|\d{5,6})(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CUE = re.compile(
    r"联系单位|联系部门|承办单位|承办部门|联系人(?:及(?:联系)?电话|和(?:联系)?电话|、(?:联系)?电话|及联系方式)?|联络人|经办人|联系方式|联系电话|联系手机|咨询电话|办公电话|监督电话|举报电话|服务热线|技术支持|业务咨询|政策咨询|"
    r"传真(?:电话)?|电话|手机号?码?|座机|电子邮箱|电子邮件|邮箱|E-?mail|地址|通讯地址|邮政编码|邮编|微信|QQ群?|姓名|职务",
    re.I,
)
_SKIPPED_CUE = re.compile(r"传真|地址|邮政编码|邮编|微信|QQ", re.I)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖代覃邝麦揭冼谌闫仝苑禤粟植辜植车尧"
)
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "司徒",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
    "端木",
    "东方",
    "南宫",
    "宇文",
    "长孙",
)
_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_TITLED = re.compile(
    r"^([\u4e00-\u9fff]{1,3}?)(先生|女士|科长|副科长|处长|副处长|主任|副主任|工程师|老师|同志|经理|工|主管|局长|股长)$"
)
_ORG_END = re.compile(
    r"(?:厅|局|部|委|委员会|会|院|办|办公室|处|科|股|室|中心|公司|集团|站|所|大队|支队|总队|署|司|政府|部门|机构|协会|学会|平台|小组|秘书处|管委会|大厅|窗口)$"
)
_ORG_THEN_NAME = re.compile(
    r"^(.{2,40}?(?:厅|局|委员会|办公室|处|科|股|中心|公司|协会|管委会|委|部|办|院|司))([\u4e00-\u9fff]{2,4})$"
)
_ASK = re.compile(
    r"^.*(?:与|向|和|由)([\u4e00-\u9fff]{2,24}?(?:厅|局|处|科|室|中心|委|部))(?:进行)?(?:联系|咨询|反映|反馈|沟通|负责解释)$"
)
_NOT_NAMES = frozenset({
    "方式", "公开", "时间", "经办", "广东", "广州", "江门", "江西", "江苏", "安徽", "云南", "云浮", "贵州", "海南",
    "海口", "阳江", "梅州", "成都", "常州", "温州", "金华", "武汉", "高新", "应用", "查询", "解释", "支持", "安全",
    "全省", "全国", "全市", "施工", "管理", "万元", "项目", "通知", "单位",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Token:
    kind: str  # org | name | phone | email | skip | cue
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
    start: int | None = None
    end: int = 0

    @property
    def useful(self) -> bool:
        return bool(self.phones or self.email) or bool(self.names)


def read_contacts(layout: Layout, tables: tuple[ReadTable, ...], meta: DocumentMeta) -> tuple[Contact, ...]:
    """Return the contacts of a document, in order of the text.

    Neighbouring lines that carry contacts are read as one block, since name and phone often stand on lines of their
    own.  Where no organisation is named and the document has one issuer, the contact is that issuer's.
    """
    found: list[Contact] = []
    for start, end in _blocks(layout):
        found += _from_text(layout.text[start:end], start, meta)
    for read in tables:
        found += _from_table(read, meta)
    seen: set[tuple[str | None, str | None, str | None]] = set()
    records: list[Contact] = []
    for contact in sorted(found, key=lambda c: c.start):
        key = (contact.name, contact.organisation, contact.phone)
        if key in seen:
            continue
        seen.add(key)
        records.append(contact)
    return tuple(
        Contact(
            id=f"{meta.id}#c{i}",
            document_id=meta.id,
            name=c.name,
            organisation=c.organisation or (meta.issuers[0] if len(meta.issuers) == 1 else None),
            phone=c.phone,
            email=c.email,
            start=c.start,
            end=c.end,
        )
        for i, c in enumerate(records, 1)
    )


def _blocks(layout: Layout) -> Iterator[tuple[int, int]]:
    """Yield the spans of text that carry contacts."""
    start = end = None
    for item in layout.items:
        carries = isinstance(item, Line) and _carries(item.text)
        if carries and isinstance(item, Line):
            cue = CONTACT_CUE.search(item.text)
            from_here = item.start
            if "。" in item.text:  # a contact at the end of a paragraph: leave the sentences before it
                anchor = cue.start() if cue else PHONE.search(item.text).start()  # type: ignore[union-attr]
                from_here = item.start + item.text.rfind("。", 0, anchor) + 1
            if start is None or "。" in item.text:
                if start is not None and end is not None:
                    yield start, end
                start = from_here
            end = item.end
            continue
        heading = isinstance(item, Line) and len(item.text) <= 30 and bool(_ORG_END.search(item.text.rstrip("：:")))
        if start is not None and end is not None and not (heading and isinstance(item, Line)):
            yield start, end
            start = end = None
        elif heading and start is not None:
            end = item.end
    if start is not None and end is not None:
        yield start, end


def _carries(text: str) -> bool:
    if CONTACT_CUE.search(text) and (
        PHONE.search(text) or len(text) <= 60 or _EMAIL.search(text) or _HOTLINE.search(text)
    ):
        return bool(PHONE.search(text) or _EMAIL.search(text) or _HOTLINE.search(text)) or bool(
            re.search(r"联系(?:人|单位|部门)\s*[:：]|电话\s*[:：]", text)
        )
    return (
        bool(PHONE.search(text))
        and len(text) <= 80
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
    for token in _tokens(text):
        if token.kind == "skip":
            skipping = True
            continue
        if token.kind == "cue":
            skipping = False
            continue
        if skipping and token.kind in ("phone", "org"):  # a fax number, an address
            continue
        starts_new = bool(current.phones or current.email) and token.kind in ("org", "name")
        if token.kind == "org" and current.names and not current.phones and current.organisation:
            starts_new = True
        if starts_new:
            drafts.append(current)
            current = _Draft(organisation=current.organisation if token.kind == "name" else None)
        _add(current, token)
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
                    start=offset + draft.start,
                    end=offset + draft.end,
                )
            )
    return contacts


def _add(draft: _Draft, token: _Token) -> None:
    if draft.start is None:
        draft.start = token.start
    draft.end = token.end
    if token.kind == "org":
        joined = draft.organisation is not None and not draft.names and draft.organisation_start is not None
        draft.organisation = (draft.organisation or "") + token.text if joined else token.text
        draft.organisation_start = token.start
    elif token.kind == "name":
        draft.names.append(token.text)
    elif token.kind == "phone":
        draft.phones.append(token.text)
    elif token.kind == "email":
        draft.email = token.text


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern, group in (("email", _EMAIL, 0), ("phone", PHONE, 0), ("phone", _HOTLINE, 1), ("cue", _CUE, 0)):
        for found in pattern.finditer(text):
            start, end = found.span(group)
            if any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            words = found.group(group)
            if kind == "cue" and _SKIPPED_CUE.match(words):
                tokens.append(_Token(kind="skip", text=words, start=start, end=end))
            else:
                shown = _phone(words) if kind == "phone" else words
                tokens.append(_Token(kind=kind, text=shown, start=start, end=end))
    for run in re.finditer(r"[\u4e00-\u9fff]+", text):
        for start, end in _free(run.start(), run.end(), taken):
            tokens += _words(text[start:end], start)
    return sorted(tokens, key=lambda t: t.start)


def _phone(text: str) -> str:
    bracketed = re.match(r"[（(](0\d{2,3})[）)]\s?(\d+)$", text)
    if bracketed:
        return f"{bracketed.group(1)}-{bracketed.group(2)}"
    return re.sub(r"\s?[-—–－]\s?", "-", text, count=1)


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces = [(start, end)]
    for a, b in taken:
        pieces = [p for s, e in pieces for p in ((s, min(e, a)), (max(s, b), e)) if p[0] < p[1]]
    return sorted(set(pieces))


def _words(words: str, start: int) -> list[_Token]:
    """Read a run of Chinese characters between marks: an organisation, a name, or one after the other."""
    if is_name(words):
        return [_Token(kind="name", text=words, start=start, end=start + len(words))]
    if _ORG_END.search(words) and len(words) >= 3:
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


def is_name(words: str) -> bool:
    """Say whether `words` could be a person's name (张诚, 欧阳明, 李工, 王女士)."""
    titled = _TITLED.match(words)
    if titled:
        return titled.group(1)[0] in _SURNAMES and len(titled.group(1)) <= 3
    if not _NAME.match(words) or words in _NOT_NAMES or _ORG_END.search(words):
        return False
    if words.startswith(_COMPOUND):
        return 3 <= len(words) <= 4
    return words[0] in _SURNAMES and len(words) <= 3


def _from_table(read: ReadTable, meta: DocumentMeta) -> list[Contact]:
    header = [c.text for c in read.table.header]
    names = [i for i, h in enumerate(header) if re.search(r"联系人|姓名|联络人|负责人|经办人", h) and "电话" not in h]
    phones = [i for i, h in enumerate(header) if re.search(r"电话|手机|座机|联系方式", h)]
    emails = [i for i, h in enumerate(header) if re.search(r"邮箱|邮件|mail", h, re.I)]
    bodies = [
        i
        for i, h in enumerate(header)
        if re.search(r"单位|部门|机构|组织|局|地市|地区|名称", h) and i not in names + phones
    ]
    if not phones or not (names or bodies):
        return []
    contacts = []
    for row in read.table.rows:
        phone = "、".join(_phone(p) for p in PHONE.findall(row[phones[0]].text)) or None
        name = row[names[0]].text.replace(" ", "") if names else ""
        if phone is None and not name:
            continue
        email = next((m.group() for i in emails if (m := _EMAIL.search(row[i].text))), None)
        cells = [c for c in row if c.text]
        contacts.append(
            Contact(
                id="",
                document_id=meta.id,
                name=name or None,
                organisation=(row[bodies[0]].text or None) if bodies else None,
                phone=phone,
                email=email,
                start=cells[0].start,
                end=cells[-1].end,
            )
        )
    return contacts
