"""The words of a contact line: bodies, names, phones, addresses and the matters that they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.person_names import ORG_END, is_name
from ingest.extract.phones import EMAIL, HOTLINE, PHONE, plain_phone

CUE = re.compile(
    r"联系单位|联系部门|承办单位|承办部门|联系人(?:及(?:联系)?电话|和(?:联系)?电话|、(?:联系)?电话|及联系方式)?|联络人|经办人|联系方式|联系电话|联系手机|咨询电话|办公电话|监督电话|举报电话|服务热线|业务咨询|政策咨询|"
    r"传真(?:电话)?|电话|手机号?码?|座机|电子邮箱|电子邮件|邮箱|E-?mail|地址|通[讯信]地址|邮政编码|邮编|微信|QQ群?|姓名|职务",
    re.I,
)
_SKIPPED_CUE = re.compile(r"传真|地址|邮政编码|邮编|微信|QQ", re.I)
_FAX = re.compile(rf"(?<!兼)(?<!同)传真(?:电话|号码?)?\s*[:：为是]?\s*({PHONE.pattern})")
_ALSO_FAX = re.compile(r"[（(](?:兼|同|含|带)传真[)）]|(?:兼|同)传真")
_BOTH = re.compile(r"(?:电话|座机)\s*(?:及|和|、|兼|/|（|\()\s*传真(?:）|\))?")
ADDRESS = re.compile(
    r"(?:地址|信函|来信|书信|信件|邮寄)\s*[:：]\s*([^；;。\n]+?(?:[，,]?\s*(?:邮政编码|邮编)\s*[:：]?\s*\d{6}|[（(](?:邮政编码|邮编)\s*[:：]?\s*\d{6}[）)])?)"
    r"(?=[，,]?\s*(?:[（(]?邮政编码|[（(]?邮编|联系|电话|传真|电子|邮箱|[）)]\s*$)|[；;。\n]|$)"
)
# What a contact answers for: 供餐招标事项联系人, 首店引进：, 举报电话
_MATTER = re.compile(
    r"(?:^|[\n；;。，,：:]|[）)]|\d[.．、]|(?<=\d{7})[ \u3000\t]*|或者|拨打|致电)"
    r"\s*(?:24\s*小时)?(?P<matter>[\u4e00-\u9fff“”、]{2,18}?)(?:事项|事宜|问题|方面)?(?:的)?"
    r"(?:(?:联系|咨询|监督|业务)?(?:联系人|电话|热线)|[:：]|(?=[（(][\u4e00-\u9fff]{2,20}[）)]\s*[:：])"
    rf"|(?<=支持|咨询|服务|投诉|举报|客服|答疑)(?=[ \u3000]+{PHONE.pattern})"
    rf"|请?(?:致电|拨打)(?=[ \u3000:：]*{PHONE.pattern}))"
)
# 服务中心（技术咨询）：
_BRACKETED = re.compile(r"[（(]([\u4e00-\u9fff、]{2,10}(?:咨询|支持|服务|投诉|举报|问题))[）)]")
# 技术改造科（生产设备更新、数字化改造）：覃丽萍，0772-…: what an office answers for
_OF_OFFICE = re.compile(
    rf"(?<=[局厅委科处室股部站心办])[（(]([\u4e00-\u9fff、]{{2,60}})[）)](?=[：:，,\s]*(?:[\u4e00-\u9fff]{{2,4}}[，,：:\s]*)?{PHONE.pattern})"
)
# 联系人：普建华，电话0878-…: behind the cue and before a number stands a name, whatever the surname
_AFTER_CUE = re.compile(
    rf"(?:联系|联络|经办|对接)人\s*[:：]\s*([\u4e00-\u9fff]{{2,3}})(?=[，,、；;\s（(]*(?:(?:联系|办公|咨询)?电话|手机号?)?[:：\s]*{PHONE.pattern})"
)
# 节能改造、节水改造，于克俭，0532-85917085；…: matter and person before each phone
_WITH_NAME = re.compile(
    rf"(?:^|[\n；;。：:，,])\s*(?P<matter>[\u4e00-\u9fff“”、]{{2,24}}?)[，,：: \u3000]+"
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}})[，,：: \u3000]+(?:(?:联系)?电话[:：]\s*)?(?={PHONE.pattern})"
)
# 0871-63137123（新材料、绿色能源）; 0371-65686011（系统操作，邮箱 …）; before a colon it heads what follows
_AFTER_PHONE = re.compile(r"(?<=\d)[（(]([\u4e00-\u9fff、]{2,16})(?:[）)](?!\s*[:：])|(?=[，,；;]))")
_OF_HOURS = re.compile(r"(?:办公|工作|上班|接听|受理|服务|咨询)?时间|(?:法定)?(?:工作|节假)日|白天|夜间|全天|微信|手机")
# 入库和填报，房产处 罗敏，028-…；补助资金，财政厅…: matter, body and person before each phone
_WITH_BODY = re.compile(
    rf"(?:^|[\n；;。：:])\s*(?P<matter>[\u4e00-\u9fff“”、]{{2,24}}?)[，,：:]\s*"
    rf"(?=[\u4e00-\u9fff]{{2,28}}[厅局委处科股室部站心办队所院][ \u3000：:]+[\u4e00-\u9fff]{{2,4}}[，,：: \u3000]+"
    rf"{PHONE.pattern})"
)
# 高新技术处 普志强 0871-…: between a body and a phone stands a name, whatever the surname
_BETWEEN = re.compile(
    rf"(?<=[厅局委处科股室部站心办队所院])[ \u3000：:]+(?!白天|夜间|日常|值班|总机|前台)"
    rf"([\u4e00-\u9fff]{{2,4}})[ \u3000，,：:]*(?={PHONE.pattern})"
)
_CONDITION = re.compile("[如若因]|有(?:疑|问|不明)")  # 如有疑问请致电… names no matter
_WAY = re.compile(r"通过|发送|[寄送]至|邮件|邮箱|信函|传真")  # a way to send something, no matter
_SAYS = re.compile("应当|应该|必须|至少|不得|组织一|召开|参加")  # 应当至少组织一次…教育会 is a sentence, no body
_TIMES = re.compile("(?:办公|工作|上班|接听|受理|服务|咨询)时间$")  # 办公时间：9:00 is no matter
_WAY_ENDING = re.compile(r"(?:地址|邮箱|信箱)$")  # 纸质材料报送地址 is the address for 纸质材料报送
_NO_MATTER = frozenset({
    "联系", "咨询", "电子", "官方", "办公",
    "工作", "业务", "服务", "固定", "移动", "单位", "部门", "有关", "具体", "特此通知", "附件",
    "备注", "通讯", "通信", "信函", "来信", "书信", "信件", "邮寄", "网上", "在线", "各县区", "各区县",
    "政策咨询", "业务咨询", "联系人", "联系人及", "及", "和", "兼", "传真", "手机", "座机",
})  # fmt: skip
_ORG_THEN_NAME = re.compile(
    r"^(.{2,40}?(?:厅|局|委员会|办公室|处|科|股|中心|公司|协会|管委会|委|部|办|院|司))([\u4e00-\u9fff]{2,4})$"
)
PLACE = re.compile(r"[\u4e00-\u9fff]{1,5}(?:区|县|街道)|[\u4e00-\u9fff]{2,4}市")
_ASK = re.compile(
    r"^.*(?:与|向|和|由)([\u4e00-\u9fff]{2,24}?(?:厅|局|处|科|室|中心|委|部))(?:进行)?(?:联系|咨询|反映|反馈|沟通|负责解释)$"
)
# 节水技术咨询请联系市节水中心: a matter and the body for it
_MATTER_TO_BODY = re.compile(
    r"^(?P<matter>(?![如若有因])[\u4e00-\u9fff、]{2,16}?)(?:请|可以?|需|应)(?:联系|咨询|致电|拨打)(?P<body>[\u4e00-\u9fff]{3,24})$"
)
# 资金问题由财务科吕婕（…）解答: a matter and who answers for it
_MATTER_BY = re.compile(
    r"^(?P<matter>[\u4e00-\u9fff、]{2,14}?)(?:事项|事宜|问题|方面)由(?P<who>[\u4e00-\u9fff]{2,24})$"
)


@dataclass(frozen=True, kw_only=True)
class Token:
    """One word or number at [start, end) of a text and what it is."""

    kind: str  # org | name | phone | email | fax | also_fax | both | address | matter | matter_of | skip | cue
    text: str
    start: int
    end: int


def tokens_in(text: str) -> list[Token]:
    """Return what a text says of contacts, in order."""
    tokens: list[Token] = []
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
            and not CUE.fullmatch(words)
            and not _WAY.search(words)
            and not _TIMES.search(words)
            and not _CONDITION.match(words)
        ):
            tokens.append(Token(kind="matter", text=words, start=match.start("matter"), end=match.end("matter")))
            taken.append(match.span("matter"))
    for match in _WITH_BODY.finditer(text):
        matter = match["matter"]
        if not any((is_name(matter), ORG_END.search(matter), CUE.search(matter), matter in _NO_MATTER)):
            tokens.append(Token(kind="matter", text=matter, start=match.start("matter"), end=match.end("matter")))
            taken.append(match.span("matter"))
    for match in _WITH_NAME.finditer(text):
        matter, name = match["matter"], match["name"]
        plain = is_name(matter) or ORG_END.search(matter) or CUE.search(matter) or matter in _NO_MATTER
        within = any(a < match.end("name") and match.start("matter") < b for a, b in taken)
        if plain or within or ORG_END.search(name) or CUE.fullmatch(name):
            continue
        tokens.append(Token(kind="matter", text=matter, start=match.start("matter"), end=match.end("matter")))
        tokens.append(Token(kind="name", text=name, start=match.start("name"), end=match.end("name")))
        taken += [match.span("matter"), match.span("name")]
    for match in _OF_OFFICE.finditer(text):
        if not is_name(match[1]) and not ORG_END.search(match[1]):
            tokens.append(Token(kind="matter_of", text=match[1], start=match.start(1), end=match.end(1)))
            taken.append(match.span(1))
    for match in _AFTER_PHONE.finditer(text):
        if any((is_name(match[1]), _ALSO_FAX.match(match[0]), ORG_END.search(match[1]), _OF_HOURS.fullmatch(match[1]))):
            continue
        tokens.append(Token(kind="matter_of", text=match[1], start=match.start(1), end=match.end(1)))
        taken.append(match.span(1))
    for match in _BRACKETED.finditer(text):
        if any(a < match.end(1) and match.start(1) < b for a, b in taken):
            continue
        tokens.append(Token(kind="matter", text=match[1], start=match.start(1), end=match.end(1)))
        taken.append(match.span(1))
    for match in (*_AFTER_CUE.finditer(text), *_BETWEEN.finditer(text)):
        within = any(a < match.end(1) and match.start(1) < b for a, b in taken)
        if not (within or ORG_END.search(match[1]) or CUE.fullmatch(match[1]) or PLACE.fullmatch(match[1])):
            tokens.append(Token(kind="name", text=match[1], start=match.start(1), end=match.end(1)))
            taken.append(match.span(1))
    for kind, pattern, group in (
        ("email", EMAIL, 0),
        ("address", ADDRESS, 1),
        ("fax", _FAX, 1),
        ("also_fax", _ALSO_FAX, 0),
        ("both", _BOTH, 0),
        ("phone", PHONE, 0),
        ("phone", HOTLINE, 1),
        ("cue", CUE, 0),
    ):
        for found in pattern.finditer(text):
            start, end = found.span(group)
            if any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            words = found.group(group).strip()
            if kind == "cue" and _SKIPPED_CUE.match(words):
                tokens.append(Token(kind="skip", text=words, start=start, end=end))
            else:
                shown = plain_phone(words) if kind in ("phone", "fax") else words
                tokens.append(Token(kind=kind, text=shown, start=start, end=end))
    for run in re.finditer(r"[\u4e00-\u9fff]+", text):
        for start, end in _free(run.start(), run.end(), taken):
            if start == run.start() and text[start - 1 : start].isdigit() and all(b != start for _, b in taken):
                continue  # 500元以上: what is counted is no name
            tokens += _words(text[start:end], start)
    return sorted(tokens, key=lambda t: t.start)


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces = [(start, end)]
    for a, b in taken:
        pieces = [p for s, e in pieces for p in ((s, min(e, a)), (max(s, b), e)) if p[0] < p[1]]
    return sorted(set(pieces))


def _words(words: str, start: int) -> list[Token]:
    """Read a run of Chinese characters between marks: an organisation, a name, or one after the other."""
    if PLACE.fullmatch(words):
        return [Token(kind="org", text=words, start=start, end=start + len(words))]
    if is_name(words):
        return [Token(kind="name", text=words, start=start, end=start + len(words))]
    by = _MATTER_BY.match(words)
    if by and by["matter"] not in _NO_MATTER and (who := _words(by["who"], start + by.start("who"))):
        end = by.start("who") - 1
        return [Token(kind="matter", text=words[:end], start=start, end=start + end), *who]
    named = _MATTER_TO_BODY.match(words)
    if named and ORG_END.search(named["body"]) and named["matter"] not in _NO_MATTER:
        return [
            Token(kind=kind, text=named[group], start=start + named.start(group), end=start + named.end(group))
            for kind, group in (("matter", "matter"), ("org", "body"))
        ]
    if ORG_END.search(words) and len(words) >= 3 and not _SAYS.search(words):
        return [Token(kind="org", text=words, start=start, end=start + len(words))]
    asked = _ASK.match(words)
    if asked:
        return [Token(kind="org", text=asked.group(1), start=start + asked.start(1), end=start + asked.end(1))]
    both = _ORG_THEN_NAME.match(words)
    if both and is_name(both.group(2)):
        middle = start + both.end(1)
        return [
            Token(kind="org", text=both.group(1), start=start, end=middle),
            Token(kind="name", text=both.group(2), start=middle, end=start + len(words)),
        ]
    return []
