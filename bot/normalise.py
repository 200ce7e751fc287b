"""Bring a question to one spelling: however it was typed, rules and search see the same characters."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.english import in_chinese
from bot.question import default_phrases
from kb.errors import FixInput, InputTooLong
from kb.lexicon import Lexicon
from kb.lexicon_index import LexiconIndex
from kb.zh.numerals import parse_chinese_integer, parse_integer, parse_number
from kb.zh.pinyin import PinyinReader
from kb.zh.question import QuestionReader
from kb.zh.tokenizer import WordTokenizer

MAX_CHARS = 4_000
# Nobody means these; to grammars that look for numbers and names at every place they cost time without end.
_REPEATED = re.compile(r"(.{1,4}?)\1{20,}", re.DOTALL)
_DIGITS_WITHOUT_END = re.compile(
    r"([0-9０-９零〇一二两三四五六七八九十百千万亿.,，]{40})[0-9０-９零〇一二两三四五六七八九十百千万亿.,，]+"
)
_CHINESE_DATE_NUMBER = re.compile(
    r"([〇○零一二三四五六七八九]{4})(?=年)|([一二三四五六七八九十]{1,3})(?=月(?!度)|号(?!文|令))|(?<=月)([一二三四五六七八九十]{1,3})(?=日)"
)
_SHORT_YEAR = re.compile(r"(?<![\d.])([12]\d)年(?!内|以内|之内|以上|以下|后|前|间|来|期|一)")
_YEAR_BEFORE = re.compile(r"(?<![\d.])(2[0-9])(跟|和|与|同|比|到|、)(?=(?:20)?2[0-9]年)")  # 24跟26年
_WHICH_SO_MANY = re.compile(r"哪(?:[二两三四五六七八九十]|[2-9]|1\d)(?=条|项(?!目)|点|步)")
_ATTACHMENT = re.compile(r"第([一二三四五六七八九\d])个附件")
_CHINESE = re.compile(r"[一-龥]+")
_EVERYDAY, _WORD_CHARS, _TERM_CHARS = 1_500, 4, 8
_TERM_FREQUENCY, _ASKING_FREQUENCY = 6_000, 60_000
_LATIN = re.compile(r"[A-Za-z]")
_ENGLISH_AND = re.compile(r"\s*\band\b\s*", re.IGNORECASE)
_ENGLISH_IDLE = re.compile(
    r"\b(?:of|the|for|is|are|in|to|a|an|please|tell|me|on|by|at|have|has|had|with|does|do|did|should|I|we|my|our|there"
    r"|this|that|it|its)\b\s*",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(r"\b(?:in|for|of|during|year)\s+(20\d{2})\b", re.IGNORECASE)
_IN_PERCENT = re.compile("百分(?:之(?:百(?!分)|([一二三四五六七八九十百零点]+))|百)(?![几多])")
_NO_TROUBLE = re.compile(
    "[，,](?:[^，,。？?]{0,8}(?:这么|这样|如此)[^，,。？?]{0,4})?(?:应该)?没(?:有)?(?:问题|毛病)(?:吧|的吧|吗)(?=[?？]?$)"
)
_NOT_MISTAKEN = re.compile("[，,]?(?:我)?(?:应该)?没(?:有)?(?:记|说|理解|看|弄|搞|听)错(?:吧|的|呀|啊)?(?=[?？]?$)")
_A_FEW_DAYS = re.compile(
    "(?<=[晚迟拖]了)好?几天(?=[，,]?[^，。？?]*(?:怎|咋|罚|处理|后果|什么|吗|会))"
)  # told, not asked
_ALONE = re.compile(r"^[\W_]+$")


class Normaliser:
    """Turn what was typed into the question as understood.

    Args:
        lexicon: typos, dialect words, Latin names of places and terms.
        index: finder over the lexicon.
        tokenizer: words, for telling a misspelt stretch from a well-spelt one.
    """

    def __init__(self, lexicon: Lexicon, index: LexiconIndex, tokenizer: WordTokenizer) -> None:
        self._reader = QuestionReader(lexicon, tokenizer, index)
        self._index = index
        self._tokenizer = tokenizer
        self._pinyin = PinyinReader(self._typed_by_sound)
        self._short = {region.name: region.short for region in lexicon.regions}

    def normalise(self, text: str, *, meant: Callable[[str], bool] = lambda _: False) -> str:
        """Return the question in one spelling.

        Args:
            text: as typed.
            meant: says of a stretch that it is a name on file, which no typo is seen in.

        Raises:
            FixInput: nothing was asked.
            InputTooLong: more than `MAX_CHARS` characters.
        """
        if len(text) > MAX_CHARS:
            raise InputTooLong(f"问题太长（{len(text)}字），请缩短到{MAX_CHARS}字以内。")
        if not text.strip() or _ALONE.match(text.strip()):
            raise FixInput("没有读到问题，请输入要问的内容。")
        text = _DIGITS_WITHOUT_END.sub(r"\1", _REPEATED.sub(lambda m: m[1] * 20, text))
        text = self._reader.read(text, meant=meant).text
        if _LATIN.search(text):
            text = self._pinyin.read(in_chinese(text))
        text = _CHINESE_DATE_NUMBER.sub(_arabic, text)
        text = _NOT_MISTAKEN.sub("吧", _NO_TROUBLE.sub("吧", _IN_PERCENT.sub(_percent, text)))
        text = _A_FEW_DAYS.sub("", text)
        text = _YEAR_BEFORE.sub(r"20\1年\2", text)
        text = _SHORT_YEAR.sub(r"20\1年", text)
        text = _WHICH_SO_MANY.sub("哪几", text)  # 都有哪四条: not the fourth
        text = _ATTACHMENT.sub(lambda m: f"附件{parse_integer(m[1])}", text)
        if _LATIN.search(text):
            text = self._translate(text)
        return text

    def prepare(self) -> None:
        """Load the tables of sounds, so that no question has to wait for them."""
        self._pinyin.prepare()

    def _typed_by_sound(self) -> list[tuple[str, int]]:
        """Return the words that pinyin may stand for: everyday ones, and the terms of the lexicon before them."""
        words = dict(self._tokenizer.common_words(least=_EVERYDAY, longest_chars=_WORD_CHARS))
        words = {word: count for word, count in words.items() if _CHINESE.fullmatch(word)}
        for form in self._index.forms():
            if len(form) > 1 and len(form) <= _TERM_CHARS and _CHINESE.fullmatch(form):
                words[form] = max(words.get(form, 0), _TERM_FREQUENCY)
        for word in default_phrases().asked_by_sound.split():
            words[word] = max(words.get(word, 0), _ASKING_FREQUENCY)
        return list(words.items())

    def _translate(self, text: str) -> str:
        """Put Chinese in place of Latin names of places and terms (zhuhai 2024 target → 珠海2024预期目标)."""
        dated = _IN_YEAR.search(text)
        if dated is not None:
            text = f"{dated[1]}年 {text[: dated.start()]}{text[dated.end() :]}"
        for match in reversed(self._index.find(text)):
            said = text[match.start : match.end]
            own = said in match.canonical  # VOCs is no 涉VOCs
            if said.isascii() and _LATIN.search(said) and not match.canonical.isascii() and not own:
                name = self._short.get(match.canonical, match.canonical)
                text = text[: match.start] + name + text[match.end :]
        if re.search(r"[一-龥]", text):  # what is left of English around the names
            text = _ENGLISH_AND.sub("和", text)
            text = _ENGLISH_IDLE.sub("", text)
        return re.sub(r"(?<=[一-龥]) (?=[一-龥\d])|(?<=\d) (?=[一-龥])", "", text)


def strip_fillers(text: str) -> str:
    """Return `text` without greetings, politeness and particles that carry no content."""
    phrases = default_phrases()
    text = phrases.fillers.sub("", text).strip(" ，,。！!~～、；;")
    bare = text.rstrip("?？ ")
    mark = text[len(bare) :].strip()[:1]
    return phrases.trailing.sub("", bare) + mark


def _percent(match: re.Match[str]) -> str:
    value = parse_number(match[1] or "一百")
    return f"{value:f}%" if value is not None else match[0]


def _arabic(match: re.Match[str]) -> str:
    value = parse_chinese_integer(match[0])
    return str(value) if value is not None else match[0]
