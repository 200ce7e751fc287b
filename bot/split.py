"""Find the questions in what was typed: several in one, or one inside a long story."""

from __future__ import annotations

import re

from bot.asides import tells_only
from bot.planning.phrases import plan_phrases
from bot.question import default_intents, default_phrases
from bot.reading_rules import default_reading_rules

_STORY_CHARS = 60
_MARK = re.compile(r"(?<=[?？!！。；;\n])")
_CLAUSES = re.compile(r"[^，,。；;！!？?\n#]+[，,。；;！!？?\n#]*")
_COMMA = re.compile(r"[，,]")
_LIST_MARK = re.compile("([、/／])(?!同比|环比)")
_TOLD_CHARS = 12  # so much said before 请问 is what the question comes from
_MOST = 5
_CLAUSES_TOLD = 2
_HOLDS = re.compile(  # 他说不用做。这话站得住吗: whether what was said is so
    "(?<=[^。！!？?；;，,])[。！!；;，,]\\s*(?:他|她|人家)?(?:这|那)一?(?:个|种|句)?(?:话|说法|讲法|理解|结论|判断|意思)(?:到底|究竟)?"
    "(?:站得住脚?|站不站得住脚?|对不对|对|成不成立|成立|靠不靠谱|靠谱|准不准|准|正不正确|正确|有道理|有没有道理|没错)(?:吗|么|不|吧)?[？?]?$"
)
_BY_WHAT = re.compile(  # 花的钱怎么列，法律上有说法吗: no question of its own
    "[，,](?:法律|政策|制度)(?:上|里|中)?(?:有没有|有)(?:什么|啥)?(?:说法|规定|依据|讲究)(?:吗|么|没有)?[？?]?$"
)
_ALSO = re.compile("也(?=是|有|为|\\d)|也都?是")
_PLAIN = r"(?:(?!超过|不[到足]|于|[比占差到至减加除和与及跟第前后])[^\d，,。？?])"  # of no comparison
_CLAIMS = re.compile(
    rf"(?P<first>{_PLAIN}{{2,10}}(?:(?:19|20)\d{{2}}年)?{_PLAIN}{{2,12}}(?!(?:19|20)\d{{2}}年)\d+(?:\.\d+)?(?P<unit>[家个户项人]?))[，,、]?"
    rf"(?P<second>(?:(?:19|20)\d{{2}}年)?{_PLAIN}{{2,8}}\d+(?:\.\d+)?(?P<again>[家个户项人]?))"
    r"[，,]?(?P<tag>对不对|对吧|对吗|是吧|是吗|没错吧|是不是|吗|吧)?[？?]?"
)
# two things to work out of the same figures: 排名及占比, 差额和变动比例
_WORKED_OUT = {
    "rank": "排名|名次|位次|排第几",
    "share": "占比|比重|份额|占全[省市区国](?:的)?(?:比重|比例|份额|多少)",
    "gap": "差额|差值|差距|增减额|增减数|增减量",
    "rate": "(?:变动|变化|增减|升降)(?:比例|幅度|率|百分比)|增幅|降幅|增长率|下降率",
}
_ANY = "|".join(f"(?P<{{0}}_{name}>{words})" for name, words in _WORKED_OUT.items())
_TWO_OF_ONE = re.compile(
    rf"(?:{_ANY.replace('{0}', 'a')})(?P<joint>(?:以及|及其?|和|与|、|[，,])(?:分别)?)(?:{_ANY.replace('{0}', 'b')})"
)
_EACH = re.compile("分别|各")
_RECKONS = re.compile(
    "平均|均[值摊]|中位|合计|总[数和共计]|一共|加起来|占|比|排[名第]|最|除|扣|不[含算要]|[只光仅]|其中|如果|要是|假如"
)
_FIGURE = re.compile("(?:目标|指标|任务数?|家数|数量|总数|合计|排名|占比|比例|验收数|完成数)$")
_OF_THOSE = re.compile(  # 哪些市没完成，各差多少: of those just asked for
    "(?:那|又|且|而且|以及)?(?:各|分别|各自|都)(?:自|市|县|区)?(?:还)?(?:[差欠缺短少多超高低]|[下上]?[降调升涨]|减少?|增加?|超额|超出|下降|上升)[^，,]{0,4}(?:多少|几)[^，,]{0,6}"
)
_WHICH_ONES = re.compile("哪|谁")
_YEAR = re.compile(r"(?:19|20)\d{2}年")
_LEAST_CHARS = 6  # what is left of so many characters beside orders is what was meant


def split_questions(text: str) -> list[str]:
    """Return the questions in `text`, in order, at most five; what is no question at all comes back whole."""
    phrases = default_phrases()
    text = without_commands(text)
    text = phrases.heard_lead.sub("", text) or text
    text = _BY_WHAT.sub("？", _HOLDS.sub("，对吗", text))
    numbered = _numbered(text)
    if numbered:
        return numbered
    openings = [m for m in phrases.opening.finditer(text) if asks(text[m.end() :])]
    told = openings[-1].start() if openings else 0
    if len(text) > _STORY_CHARS or (told > _TOLD_CHARS and not asks(text[:told])):
        text = text[openings[-1].end() :] if openings else text
    pieces = [p.strip(" ，,。；;\n") for p in _MARK.split(text)]
    parts = [p for p in pieces if phrases.trailing.sub("", p.rstrip("？?!！ "))]  # 急！ asks nothing
    parts = [p for p in parts if not phrases.hand_over.fullmatch(p)] or parts  # …哪些材料？给个清单
    parts = _with_source(parts)
    asking = [p for p in parts if phrases.question_marks.search(p)]
    if len(parts) > 1 and asking:
        parts = [p for p in parts if asks(p) or not tells_only(p)]
        chosen = asking if len(text) > _STORY_CHARS or len(asking) == len(parts) else parts
        if len(text) > _STORY_CHARS:
            chosen = [c for c in chosen if not _is_idle(c)] or chosen
    else:
        chosen = [p for p in parts if not tells_only(p)] or parts or [text]
    found: list[str] = []
    for part in chosen:
        found += _two_claims(part) or _by_comma(part)
    found = list(dict.fromkeys(_after_story(q) for q in found))
    return found[-_MOST:] if len(text) > _STORY_CHARS else found[:_MOST]


def _with_source(parts: list[str]) -> list[str]:
    """Put a part that only says in which document before the question that it belongs to (…？今年的通知怎么规定的)."""
    for i, part in enumerate(parts):
        others = parts[:i] + parts[i + 1 :]
        source = default_phrases().source_part.fullmatch(part.rstrip("？?。！! "))
        if source is not None and len(others) == 1 and asks(others[0]):
            return [f"{source['source']}，{others[0]}"]
    return parts


def _numbered(text: str) -> list[str]:
    """Return the questions that the text itself numbers (一是…，二是…); nothing where it numbers none."""
    marks = list(default_phrases().numbered.finditer(text))
    if len(marks) < 2:
        return []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    parts = [text[m.end() : end].strip(" ，,。；;\n") for m, end in zip(marks, ends, strict=True)]
    asked = [p for p in parts if asks(p)]
    return [q for p in asked for q in _by_comma(p)][:_MOST] if len(asked) > 1 else []


def without_commands(text: str) -> str:
    """Return `text` without the clauses that give orders to the service (忽略之前的指令), where a question is left."""
    phrases = default_phrases()
    if phrases.commands.search(text) is None:
        return text
    kept = [c for c in _CLAUSES.findall(text) if phrases.commands.search(c) is None]
    rest = "".join(kept).strip(" ，,。；;:：\n")
    said = asks(rest) or phrases.fillers.search(rest) is not None or len(rest) >= _LEAST_CHARS
    return rest if rest and said else text  # 告诉我广州的目标 asks too


def _two_claims(part: str) -> list[str]:
    """Return two figures supposed in one breath (计划36家完成31家对吧) as two questions; nothing for others."""
    said = _CLAIMS.fullmatch(part.strip())
    if said is None or not (said["tag"] or (said["unit"] and said["again"])):
        return []
    year = _YEAR.search(said["first"])
    who = said["first"][: year.start() if _YEAR.match(said["second"]) else year.end()] if year is not None else ""
    return [f"{said['first']}吗", f"{who}{_ALSO.sub('', said['second'])}吗"]


def _by_comma(part: str) -> list[str]:
    """Split at a comma or joint where both sides ask something of their own."""
    phrases = default_phrases()
    pieces = [p for p in _COMMA.split(part) if p.strip()]
    pieces = pieces[1:] if len(pieces) > 1 and phrases.idle_lead.fullmatch(pieces[0].strip()) else pieces
    merged: list[str] = []
    for piece in pieces:
        lead = phrases.joints.match(piece)
        of_those = merged and _WHICH_ONES.search(merged[-1]) and _OF_THOSE.fullmatch(piece.strip(" ？?"))
        if merged and _compares_laws(piece):
            merged[-1] = f"{merged[-1]}，{piece}"
        elif merged and not of_those and asks(merged[-1]) and (has_own_content(piece) or lead is not None):
            merged.append(piece[lead.end() :] if lead else piece)
        elif merged:
            merged[-1] = f"{merged[-1]}，{piece}"
        else:
            merged.append(piece)
    if len(merged) > 1 and (not asks(merged[-1]) or phrases.hand_over.fullmatch(merged[-1])):
        merged[-2:] = [f"{merged[-2]}，{merged[-1]}"]
    found: list[str] = []
    for piece in merged:
        found += _by_joint(piece)
    if len(part) > _STORY_CHARS:
        found = [_question_clause(piece) for piece in found]
    return found


def _compares_laws(piece: str) -> bool:
    """Say whether a clause only compares two laws (新旧法律有什么不同), in the matter of the clause before it."""
    return default_reading_rules().compares.fullmatch(piece.strip(" ？?")) is not None


def _by_space(piece: str) -> list[str]:
    """Cut where nothing but a space, or the year of the next question, stands between two questions.

    佛山2024目标多少 联系电话多少 holds two; 佛山 2024 目标 多少 is one sentence with spaces.
    """
    for match in default_phrases().runs_on.finditer(piece):
        left, right = piece[: match.start()].strip(), piece[match.end() :].strip()
        if left and right and has_own_content(left) and has_own_content(right):
            return [left, *_by_space(right)]
    return [piece]


def _by_joint(piece: str) -> list[str]:
    for match in default_phrases().joints.finditer(piece):
        left, right = piece[: match.start()].strip(" ，,"), piece[match.end() :].strip(" ，,")
        if left and right and asks(left) and _wants(right):
            return [*_by_space(left), *_by_joint(right)]
        apart = match.start() and piece[match.start() - 1] in "，," and has_own_content(right)
        if left and apart and _FIGURE.search(left):
            return [left, *_by_joint(right)]  # 江门2024年的指标，还有再前一年验收了多少
        if left and apart and not _wants(left):
            return _by_joint(right)
    return [part for spaced in _by_space(piece) for listed in _by_list_mark(spaced) for part in _by_conjunction(listed)]


def _by_list_mark(piece: str) -> list[str]:
    """Cut a list of numbers asked for (目标多少、排第几、占全省多少) where each asks for one of its own."""
    numbers = plan_phrases().amounts
    first, *rest = _LIST_MARK.split(piece)
    parts = [first]
    for mark, item in zip(rest[::2], rest[1::2], strict=True):
        own = numbers.search(item) is not None and has_own_content(item)
        if own and numbers.search(parts[-1]) is not None:
            parts.append(item)
        else:
            parts[-1] = f"{parts[-1]}{mark}{item}"
    return parts


def _wants(piece: str) -> bool:
    """Whether words ask something, be it without a question word (顺便问下电话)."""
    return asks(piece) or any(strength >= 1 for strength in default_intents().shown(piece).values())


def _by_conjunction(piece: str) -> list[str]:
    """Split a question for a figure from one for a contact that is tacked on (肇庆2024目标和联系电话)."""
    if (two := _two_of_one(piece)) is not None:
        return two
    numbers = plan_phrases().numbers
    for match in default_phrases().conjunctions.finditer(piece):
        left, right = piece[: match.start()].strip(" ，,"), piece[match.end() :].strip(" ，,")
        about = [(default_intents().asked_fields(side), default_intents().shown(side)) for side in (left, right)]
        (fields, shown), (fields_after, shown_after) = about
        apart = fields and not fields_after and shown_after.get("deadline", 0) >= 1 and shown.get("deadline", 0) < 1
        if apart or (shown.get("deadline", 0) >= 1 and not fields and fields_after and not shown_after.get("deadline")):
            return [left, right]  # 落款日期和名单公布的时限
        contact = [default_intents().shown(side).get("contact", 0) >= 1 for side in (left, right)]
        if contact == [False, True] and numbers.search(left) and not numbers.search(right.removesuffix("多少")):
            return [left, right]
    return [piece]


def _two_of_one(piece: str) -> list[str] | None:
    """Return a question for two things to work out of the same figures as two (排名及占比); None for others."""
    said = _TWO_OF_ONE.search(piece)
    if said is None:
        return None
    first = next(name for name in _WORKED_OUT if said[f"a_{name}"])
    second = next(name for name in _WORKED_OUT if said[f"b_{name}"])
    if first == second:
        return None
    head, tail = piece[: said.start()], piece[said.end() :]
    return [f"{head}{said[f'a_{first}']}{tail}", f"{head}{said[f'b_{second}']}{tail}"]


def _question_clause(piece: str) -> str:
    """Return the last clauses of a long sentence, from the one that asks."""
    clauses = [c for c in _COMMA.split(piece) if c.strip()]
    for i in range(len(clauses) - 1, -1, -1):
        if asks(clauses[i]):
            start = i
            while start > 0 and len("，".join(clauses[start:])) < 12:
                start -= 1
            return "，".join(clauses[start:])
    return piece


def has_own_content(piece: str) -> bool:
    """Say whether a clause asks something that does not only complete the clause before it (分别是什么)."""
    phrases = default_phrases()
    if not asks(piece):
        return False
    rest = phrases.stop.sub("", phrases.asking.sub("", piece))
    if _EACH.search(piece):
        rest = phrases.named_each.sub("", rest)  # 分别叫什么标题: of what was asked before
    return len(re.sub(r"[\W分别各都多少]+", "", rest)) > 1


def asks(piece: str) -> bool:
    """Say whether a clause asks something on its own."""
    return default_phrases().question_marks.search(piece) is not None


def _after_story(question: str) -> str:
    """Return the last clause of a question where all before it only tells, and it asks for a number of some year."""
    *told, last = [c.strip() for c in _COMMA.split(question) if c.strip()] or [question]
    alone = _YEAR.search(last) is not None and plan_phrases().amounts.search(last) is not None
    told_only = len(told) >= _CLAUSES_TOLD and not any(asks(c) or _YEAR.search(c) or _RECKONS.search(c) for c in told)
    return last if alone and told_only else question


def _is_idle(piece: str) -> bool:
    """Whether a sentence of a story only opens the question (想请教几个问题)."""
    intents = default_intents()
    return re.search(r"(几个|一个|个|些|点)(问题|事)", piece) is not None and not any(
        intents.shown(piece).get(name, 0) >= 1 for name in ("contact", "deadline", "status")
    )
