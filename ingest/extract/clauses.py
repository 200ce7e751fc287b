"""Who must do what in a clause: modal words and the subject before them, without a parser.

A subject is a noun phrase that ends in an actor (企业, 部门, 各地, …市 …).  Words that merely contain a modal
character (相应, 主要, 许可) are kept apart by what stands beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.types import Strength

MODAL = re.compile(
    r"(?P<must_not>不得|不准(?!确)|不允许|不应当|不应|不可以|不能|严禁|禁止|杜绝|严格禁止)"
    r"|(?P<must>应当|应该|必须|务必|务请|(?<![对相响供适反效感因顺呼])应(?!对(?![^，。；]{1,30}负责))(?![用急税纳收付答变聘届时付试景运])"
    r"|(?<![必无])须(?!知)|(?<![急所供按内刚无必军市的际作展设济])需要?(?!求|量|的)|(?<![主重需必只纲摘首紧扼概简])要(?![求点素件领旨闻害不么塞道务害])|负责(?![人制]|同志|单位)(?![^，。；]{0,24}的(?:部门|机构|机关|单位|主管|人|领导)))"
    r"|(?P<may>可以|(?<![许认不])可(?!能|行|靠|再|持|燃|比|见|控|观|溶|降|循|用|研|视|信|回|追|操|利|靠性)|(?<!所)有权)"
    r"|(?P<encouraged>鼓励|支持|提倡|倡导|引导)"
)
_ACTOR = (
    r"企业集团|重点排污单位|企业事业单位|生产经营者|经营者|企业|国企|央企|集团|公司|单位|部门|机构|组织|机关|人民政府|政府|协会|商会|联盟"
    r"|专家|人员|负责人|个人|公民|公众|社会资本|社会力量|园区|集聚区|开发区|地区|街道|乡镇|社区|网点|各地|地市|各市|各县|市县|各省|自治区|直辖市|市|县|区|省|厅|局|委|部|处|办|院|所|中心|学校|高校|院校"
    r"|国家|国务院|社会|法院|检察院|纳税人|当事人|申请人|申报人|权人|业主|用户|消费者|员工|职工|平台|银行|基金|媒体|人|者|方|户|会|站|厂|港口|码头"
)
_SUBJECT = re.compile(rf"^(?P<subject>[^，。；：]*?(?:{_ACTOR})(?:（[^（）]*）)?)$")
_ADVERB = re.compile(
    r"(?:牵头|统筹|主要|直接|本年度|今年|每年|每季度|每月|当年|年内|原则上|一般|均|都|也|还|并|同时|依法|及时|定期|按时|按照规定|按规定|同样|切实|认真|积极|共同|分别|统一|至少|具体|逐步|全面|主动|首先|必须|自行|另行|不定期|会同有关部门|会同|协同|必要时|(?<![许认])可)+$"
)
_TIME_ADVERB = re.compile(
    r"(?:于|在|自|从|(?<![收达接得])到|至|自收到)[^，。；]{0,30}?(?:前|内|起|后|底|时|期间)$|[\d一二三四五六七八九十两][^，。；]{0,16}?(?:前|内|底|起)$"
)
_ENCOURAGED = (
    r"企业集团|企业事业单位|生产经营者|经营者|企业|国企|央企|集团|公司|单位|部门|机构|组织|机关|人民政府|政府|协会|商会|联盟|专家|人员|个人|公民|公众|社会资本|社会力量|社会团体|园区|集聚区|开发区"
    r"|地区|各地|地市|各市|各县|高校|院校|院所|学校|银行|基金|媒体|平台|消费者|用户|社会各界|全社会|团体|志愿者|委员会|城市|项目|集群|纳税人|平台|业主|农户"
)
_CIRCUMSTANCE = re.compile(
    r"^[^，。；：]*(?:后(?!勤)|前|期间|以来|之际|情况下|过程中|基础上|前提下|期满|届满|(?<![同小及临实])时)$"
    r"|(?:，|^)(?:按照|根据|依照|依据|通过|结合|围绕|对于|经|为了?)[^，]*$|(?:，|^)?在[^，在]{1,30}(?:中|前|后|时|内|下|上)$"
)
# 对弄虚作假的机构，三年内不得…: whom the rule is about
_TOWARDS = re.compile(rf"^对于?([^，]{{2,40}}(?:{_ENCOURAGED})(?:和个人)?)，")
# 学校选择供餐单位应当…: who acts is named first, what he acts on is no subject
_CHOOSES = re.compile(
    rf"^([^，。；：的]{{0,12}}?(?:{_ENCOURAGED}))(?:选择|聘请|委托|采购|申请|办理|使用|购买|招录|引进|建设|开展|组织|从事|招标)(?![^，。；]*的)"
)
_STRONG = frozenset({"应当", "应该", "必须", "不得", "可以", "严禁", "禁止", "有权", "不应", "不准", "不应当"})
_LEADING = re.compile(
    r"^(?:其中|同时|此外|另外|并且?|且|而|但是?|因此|为此|从\S{1,12}起|对于?[^，]{1,40}的?，|根据[^，]*，|按照[^，]*，|依照[^，]*，|依据[^，]*，|为[^，]*，|在[^，]{1,40}(?:中|前|后|时|内|上|下)，?|通过[^，]*，|以[^，]{2,40}(?:方式|原则|目标|抓手|导向|主线|为主|契机|重点|基础|引领|牵引)，)"
)
IMPERATIVE = re.compile(
    r"^(?:要|请|务必|进一步|积极|认真|切实|全面|深入|持续|充分|严格|加快|大力|着力|及时|按时|按期|按要求|定期|不断|稳步|有序|重点|扎实|统筹|共同|联合|主动|科学|合理|依法|精准|探索|逐步|有效|组织|切实|高质量|同步|统一|分类|分级|率先|常态化)*"
    r"(?:推进|推动|推广|推行|落实|建立|建设|建成|完善|加强|强化|开展|组织|做好|抓好|抓紧|抓实|发挥|压实|杜绝|确保|保障|保证|提高|提升|优化|简化|鼓励|支持|引导|探索|制定|编制|实施|督促|指导|报送|上报|提交|明确|加大|健全|规范|严禁|严控|控制|核查|审核|审查|检查|评估|验收|跟踪|调度|统计|汇总|公布|公开|公示|发布|宣传|培训|遴选|筛选|推荐|申报|填报|注册|安排|落细|细化|分解|对照|总结|打造|培育|支撑|形成|构建|实现|完成|达到|淘汰|整治|改造|排查|清理|整改|治理|减少|降低|削减|替代|使用|采用|应用|研究|研发|攻关|突破|结合|围绕|聚焦|突出|坚持|协调|配合|会同|牵头|联合|对接|服务|帮助|帮扶|解决|处理|处置|办理|受理|反馈|备案|存档|纳入|列入|给予|兑现|争取|拓宽|用好|把握|把好|把关|遵守|执行|贯彻|履行|承担|设立|配备|增强|促进|加速|深化|创新|更新|维护|管理|监督|监测|监管|查处|依法|收集|整理|梳理|复核|抽查|通报|考核|奖励|表彰)"
    r"(?!时间|期限|进度|情况|条件|单位[为是]|主体|对象|材料|范围|对象|方式|程序|流程|表|书|截止|系统)"
)
_ENCOURAGED_ACTOR = re.compile(
    rf"^(?P<actor>[^，。；]*?(?:{_ENCOURAGED}))(?![、和及与或等的内（]|{_ENCOURAGED}|以及|管理人员|技术人员|主体|自主创新能力|化|员|文化)"
)
_BY = re.compile(
    rf"(?<![自理缘事因经])由(?P<subject>[^，。；：由]{{0,80}}?(?:{_ACTOR}))(?=，?(?:依法|按照|根据|依照|会同|商|牵头|负责|责令|处|并处|没收|吊销"
    r"|给予|制定|组织|报请?|批准|公布|发布|规定|另行|承担|统一|实施|确定|决定|审批|审核|审查|核准|监督|管理|予以|提出|编制|处理|协调|解决|执行"
    r"|受理|征收|划定|委托|指定|行使|通报|约谈|代为|采取|申请|提供|建立|开展|进行|汇总|落实|配合|共同|联合|分别|自行|参照|先行|具体|在|对|向|从|将|依|按|可以|应当|拆除)(?!的))"
)
STRENGTH = {
    "must": Strength.MUST,
    "must_not": Strength.MUST_NOT,
    "may": Strength.MAY,
    "encouraged": Strength.ENCOURAGED,
}


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A modal word in a clause: subject (None when the clause has none of its own), modal, strength, action offset."""

    subject: str | None
    modal: str
    strength: Strength
    action_start: int  # offset into the text searched
    start: int | None = None  # where its clause begins and ends in the text, where that is less than all of it
    end: int | None = None


# 可以…，不得…; 应当…并不得…: a further modal without a subject of its own
_FURTHER = re.compile(
    r"(?:，|(?=[并且但]))(?:并且?|且|但是?|同时|也|亦|还)?(?P<modal>不得|不准(?!确)|不能|不可以|严禁|禁止|应当|必须|须(?!知)|可以)"
)


def further_modals(text: str) -> list[int]:
    """Return where clauses begin that repeat the subject of the clause before them and have a modal of their own."""
    return [m.start("modal") for m in _FURTHER.finditer(text) if m.start() > 0]


# 推动企业实施审核: what an authority makes or helps others do is theirs to do
_CAUSE = re.compile(
    r"(?P<must>督促指导|督促|推动|推进|要求|责成|指导|组织|把关|敦促|确保|保证)|(?P<encouraged>支持|引导|帮助|协助|促进)"
)
_ACTOR_END = re.compile(
    rf"(?:{_ENCOURAGED}|重点行业|行业)(?<!项目)(?<!平台)(?:（[^（）]*）)?(?![、和与或的]|及(?!时)|以及)"
)
_FORBIDDEN_OF = re.compile(
    rf"(?P<modal>杜绝|严禁|禁止|防止)(?P<actor>[^，。；：的]{{0,40}}?(?:{_ENCOURAGED}))(?![、和与或]|及(?!时))(?P<act>的?[^，。；]{{2,30}})"
)
_SUBJECT_CHARS = 60
_MEANS = re.compile(r"^(?:围绕|按照|根据|依据|通过|结合|针对|利用|依托|对照|运用|以)[^，]*$")


def caused_duties(text: str) -> list[Duty]:
    """Return the duties of those whom the clause `text` makes, helps or forbids to act; the action runs to `end`."""
    found: list[Duty] = []
    for match in _FORBIDDEN_OF.finditer(text):
        found.append(
            Duty(
                subject=match["actor"],
                modal=match["modal"],
                strength=Strength.MUST_NOT,
                action_start=match.start("act") + match["act"].startswith("的"),
                start=match.start(),
                end=match.end(),
            )
        )
    at = 0
    while cause := _CAUSE.search(text, at):
        at = cause.end()
        action = _caused_action(text, at)
        if action is None:
            continue
        end = _clause_end(text, action)
        found.append(
            Duty(
                subject=text[at:action],
                modal=cause.group(),
                strength=STRENGTH[cause.lastgroup or "must"],
                action_start=action,
                start=cause.start(),
                end=end,
            )
        )
        at = end
    return sorted(found, key=lambda duty: duty.start or 0)


def _caused_action(text: str, at: int) -> int | None:
    """Return where the action begins in words that open with an actor and what he does (企业完成注册), else None."""
    stop = next((m.start() for m in re.finditer(r"[，。；：]", text[at:])), len(text) - at)
    for actor in _ACTOR_END.finditer(text, at, at + min(stop, _SUBJECT_CHARS)):
        if IMPERATIVE.match(text[actor.end() :]) and not _CAUSE.search(text[at : actor.end()]):
            return actor.end()
    return None


_ACTING = re.compile(rf"(?:{_ENCOURAGED}|局|厅)(?:（[^（）]*）)?(?![、和与或的]|及(?!时)|以及)")


def opening_actor(text: str) -> str | None:
    """Return the actor that a sentence opens with, where what he does follows (各市局组织核查，…), else None."""
    first = re.split(r"[，。；：]", text)[0]
    for actor in _ACTING.finditer(first[:_SUBJECT_CHARS]):
        rest = first[actor.end() :]
        if IMPERATIVE.match(rest) or rest in ("", "于", "在", "应于", "要于", "自", "从"):
            return first[: actor.end()]
    return None


def _clause_end(text: str, start: int) -> int:
    """Return where the clause ends that `start` stands in; the means (围绕…，) belong to what follows them."""
    stop = re.compile(r"[，。；]")
    end = next((m.start() for m in stop.finditer(text, start)), len(text))
    while end < len(text) and _MEANS.match(text[start:end]):
        end = next((m.start() for m in stop.finditer(text, end + 1)), len(text))
    return end


def find_duty(text: str) -> Duty | None:
    """Return the duty that the clause `text` opens with, or None.

    Understood: 主语 + 情态词 + 动作; 鼓励/支持 + 主语 + 动作; 事项 + 由 + 主语 + 动作; and commands without a subject.
    """
    lead = _lead(text)
    body = text[lead:]
    towards = _TOWARDS.match(text)
    for modal in MODAL.finditer(body):
        before = body[: modal.start()]
        if re.search(r"[；：]", before):
            break
        kind = modal.lastgroup or "must"
        if kind == "encouraged":
            duty = _encouraged(body, before, modal, lead)
            if duty is not None:
                return duty
            continue
        subject = subject_before(before, any_noun=modal.group() in _STRONG)
        if subject is None:
            continue
        return Duty(
            subject=subject or (towards.group(1) if towards else None),
            modal=modal.group(),
            strength=STRENGTH[kind],
            action_start=lead + modal.end(),
        )
    return _by(body, lead) or _command(body, lead)


def is_actor(subject: str) -> bool:
    """Say whether a subject is someone who can act (医疗机构), not a thing (贮存时间)."""
    return _SUBJECT.match(subject) is not None


def subject_before(before: str, *, any_noun: bool = False) -> str | None:
    """Return the subject that the words in front of a modal end in.

    An empty string means that nothing but adverbs stands there (the subject is named before); None that the words
    are no subject.  After a strong modal (应当, 不得) things can be subjects too (建筑材料必须…).
    """
    words = _without_adverbs(before)
    if not words:
        return ""
    if "，" in words:
        condition, words = words.rsplit("，", 1)
        # Only a condition or circumstance may stand before the subject: …的，企业应当…
        if not re.search(r"(?:的|时|后|前|外|中|下|内|起)$", condition):
            return None
        words = words or condition
    if words.endswith("的"):  # …的，应当…: whoever it concerns, as far as the condition names an actor
        actor = re.match(rf"^([^，。；：]{{0,20}}?(?:{_ENCOURAGED}))(?![的、和及与或]|{_ENCOURAGED})", words)
        return actor.group(1) if actor else ""
    chosen = _CHOOSES.match(words)
    if chosen:
        return chosen.group(1)
    found = _SUBJECT.match(words)
    if found and len(words) <= 80:
        return words
    return words if any_noun and len(words) <= 40 and not re.search(r"[。；：]", words) else None


def _without_adverbs(text: str) -> str:
    words = text.strip("， ")
    for _ in range(6):
        shorter = _CIRCUMSTANCE.sub("", _ADVERB.sub("", _TIME_ADVERB.sub("", words))).rstrip("， ")
        if shorter == words:
            break
        words = shorter
    return words


def _lead(text: str) -> int:
    """Return where the clause proper begins, after connectives and adverbial clauses."""
    at = 0
    while True:
        found = _LEADING.match(text[at:])
        if not found or not found.end():
            break
        at += found.end()
        if text[at : at + 1] == "，":
            at += 1
    return at


def _encouraged(body: str, before: str, modal: re.Match[str], lead: int) -> Duty | None:
    giver = subject_before(re.sub(r"和$|、$", "", before))
    if giver is None:
        return None
    at = modal.end()
    more = re.match(r"(?:和|、|并|与)?(?:鼓励|支持|引导|促进|推动|保护)", body[at:])
    if more:
        at += more.end()
    actor = _ENCOURAGED_ACTOR.match(body[at:])
    subject: str | None = None
    if actor and len(actor.group("actor")) <= 60:
        subject = actor.group("actor")
        at += actor.end()
    else:
        subject = giver or None
    modal_words = body[modal.start() : modal.end() + (more.end() if more else 0)]
    return Duty(subject=subject, modal=modal_words, strength=Strength.ENCOURAGED, action_start=lead + at)


def _by(body: str, lead: int) -> Duty | None:
    """Read 事项 + 由 + 主语 + 动作 (经费由相关部门报请…纳入预算)."""
    found = _BY.search(body)
    if found is None or re.search(r"[；。]", body[: found.start()]):
        return None
    return Duty(subject=found.group("subject"), modal="由", strength=Strength.MUST, action_start=lead + found.end())


def _command(body: str, lead: int) -> Duty | None:
    found = IMPERATIVE.match(body)
    return Duty(subject=None, modal="", strength=Strength.MUST, action_start=lead) if found else None
