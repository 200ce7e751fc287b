"""Verb and object as the noun that a column is called by: 用了多少水 asks for 用水量."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, total_beside
from bot.figures.grammar import FALLS, LEAST, MOST, NOUN, RISES, WHICH
from bot.figures.spoken import in_words_of_tables
from bot.figures.surface import number
from bot.figures.wording import phrases

_ASKED = (
    r"(?:(?:能|可以?|会)?(?:帮|为|给|替)助?(?:企业|公司|厂家|工厂|单位|群众))?(?:{verbs})(?:掉|去|出|进|来)?了?(?:大概|大约|约)?(?:多少|几)"
    r"(?P<unit>[万亿]?(?:立方米|公斤|公里|人次|[吨度方人元家亩斤头只台辆张箱户])?)的?(?P<noun>[一-龥]{{0,3}}?)(?=$|[吗呢啊呀?,。、和与])"
)


_UNITS_COUNTED = "家条台座户项所个人"
# 亩均投资, 户均面积: so much for each
# 两项一共减多少吨: no difference
_ALL_TOGETHER = re.compile(
    "(?P<all>一共|总共|合计|加起来)(?:要|得|需要?|应该?|能|会)?(?:[减降增]|削减)(?:排|少)?(?=了?(?:多少|几))"
)
_COUNTED_SO = {
    "车": "辆",
    "床": "张",
    "校": "所",
    "村": "个村",
    "镇": "个镇",
    **{unit: unit for unit in "亩户家辆班吨"},
}
_MEAN_OF = re.compile(f"(?P<each>[{''.join(_COUNTED_SO)}])均(?![衡匀价为可已需应须由])")
# 平均一条线, 平均下来每诊断一家企业
_MEAN_OF_ONE = re.compile(f"平均(?:算?下来|起来)?[,，]?每?一(?P<unit>[{_UNITS_COUNTED}])")
_MEAN_DOWN = re.compile("平均(?:算?下来|起来)[,，]?")
_EACH_DONE = re.compile(f"每(?P<does>[一-龥]{{2}})一(?P<unit>[{_UNITS_COUNTED}])")
_TWO = 2
_NO_LESS = {"低": "不低于", "少": "不少于", "高": "不高于", "多": "不多于"}
_OF_A_YEAR = re.compile(r"(?<![上下前后同这那])(?:一整?|每一?)年(?=([一-龥]{2}))")


# 平台才完成8家 asks of 平台完成
_ADVERB = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])(?:才|只|仅仅?|就|已经?|总算|好不容易|也(?!是|有))|(?<=[台统上里中内])(?:全都|都|全部|均|全))(?=完成|通过|走完|办结|办完|做完|跑完|验收|新增|新建|改造|达标|建成|培训)"
)

_REALLY = re.compile("(?:实打实|真真正正|货真价实|真刀真枪|硬碰硬)[地的]?")  # 实打实过了多少: no other quantity
# 平台一共才完成10家: 平台完成, all told
_ALL_TOLD = re.compile(
    r"(?P<where>平台|系统)(?:上|里)?(?P<all>一共|总共|合计|共)(?:才|只|就)?(?P<done>完成|走完|办结|验收)"
)
_AT = re.compile("(?P<what>平台|系统)(?:上|里)(?:办结|办完|做完|跑完)")  # 平台上办结
_SOME = re.compile(  # 有的市平台数比验收的还多: which do
    "(?:有的|有些|个别|某些|部分)(?=(?:市|城市|地市|县|区|地方)(?!场)[^,。]*(?:比|超过|超出|高于|多于|低于|少于))"
)
_THAT_YEAR = re.compile("(?<=比)当年(?=[\u4e00-\u9fff])")
_BY_AMOUNT = re.compile(  # 平台不到10家: 平台完成数
    r"(?<=平台|系统)(?:上|里)?(?:的)?(?=(?:不到|不足|少于|低于|超过|高于|多于|达到|没到|不够|那|只有|才)?\d+(?:家|个(?![市月])))"
)
# 两个部门各牵头几家: both columns that say so
_BOTH = re.compile(
    "(?:[两二2]个?(?P<lead>牵头)?(?:的)?(?:部门|单位|厅局?|局|系统|条线|口子?)|双方)(?:之间)?(?P<each>各自?|分别)*"
    "(?P<what>牵头|组织|负责|承担|管|带|做|办|搞)(?:了|的)?(?:数量|家数|数)?"
)
# 192家还是193家: how many
_OR_SO_MANY = re.compile(r"(?:是|有|为)?\d+(?:\.\d+)?[家个户项人]?还是\d+(?:\.\d+)?(?P<unit>[家个户项人]?)(?:[?？]?$)?")
# 104家比合计102还多: each number only says again what its column holds
_KNOWN = re.compile(
    r"(?<=[^\d年])\d+[家个户项人]?(?P<than>(?:比|跟|和|与)[^,。?\d]{2,8}?)的?\d+[家个户项人]?(?=还?更?[要]?[多少高低大小])"
)
# 最底下那一格汇总, of a table: the total
_LAST_CELL = re.compile(
    "(?:表格?)?(?:的)?(?:最底下|最下面|最底下|最末|底下|末尾|最后)(?:那|的|这)*一?(?:格|行|栏|列)(?:的)?(?:是)?(?:汇总|合计|总计|总数)数?"
)
# 跟验收的比，多了还是少了，差几家: how far apart says which way
_WHICH_WAY = re.compile(
    "[,，](?:到底|究竟|算)?(?:是?[多高涨增升]了?还是[少低跌减降]了?|是[多高涨增]是[少低跌减])(?=[,，]?(?:相?差|变)了?(?:多少|几))"
)
# 一千八百多家, as digits
_HUNDREDS = re.compile("(?=[一二两三四五六七八九]+[百千])[零一二两三四五六七八九十百千]{2,8}(?=多?[家个户项])")
# 1390家摊到每个市: the total of the one column that has it
_SPREAD_OUT = re.compile(
    r"(?<![\d.])(?P<n>\d{2,6})[家个户项](?:企业)?(?:按|给|往)?(?:平?均?分?摊|平?均分|平均(?=到|给)|分)(?:下来|下去|到|给|开)*(?=[^,，。]{0,4}(?:市|城市|地市|县|区)|[,，]?(?:平均|每))"
)
_OF_PLATFORM = re.compile(rf"(?P<what>平台)(?:上)?(?=(?:{LEAST}|{MOST}|倒数|排名?第))")  # 平台垫底的是谁
_SHARE_OF_TOP = re.compile(
    rf"(?P<top>[前后](?:\d{{1,2}}|[一二两三四五六七八九十])(?:名|位|个?(?:{NOUN}))?)(?:的)?(?:合计|一共|加起来)(?:的)?(?:占比|比重)(?=$|[?？是])"
)
# 在那个平台上真正走完流程的, 在系统里把验收手续走完的, 平台上验收完成数
_ON_PLATFORM = re.compile(
    "(?:(?:真正|真的|实际上?|确实)?(?:在|通过))?(?:那个|这个|省里?的?)?(?:平台|系统|线上|网上)(?:上面?|里面?|中|内)?"
    "(?:真正|真的|实际|确实|已经?|也|把|审核|验收|手续|流程|的){1,5}(?:走完|办完|完成|办结|跑完|做完|弄完|搞[定掂]完?)(?:了)?(?:验收|审核)?(?:流程|手续)?(?:了)?"
)
# 平台完成率(平台数/通过验收数): the asker says of what it is a share
_RATE_SPELT_OUT = re.compile(
    "[\u4e00-\u9fff]{2,8}率\\((?P<part>[\u4e00-\u9fff]{2,12})(?:/|÷|除以|比上?)(?P<whole>[\u4e00-\u9fff]{2,12})\\)"
)
_THIS_TIME = re.compile("[这此](?:一)?(?P<times>[次批])(?!性)|这回")
_YEAR_END = re.compile("(?<=\\d{4}年)底(?!前)")
_PARTY = re.compile(
    "(?P<who>工信|生态环境|环保|环境|经信)(?:条线|战线|条块|线上|口子?|系统|部门|方面|那边|这边|那块|局|厅)(?P<does>牵头|带头)"
)
_MORE_DONE = re.compile(
    "(?<=[多少])(?:通过|过|审核?|批|验收|抓|管|带|牵头|走完|完成|办|做|拿)(?:了|出)?(?=多少|几)"
)  # 多过了几家
_MORE_GIVEN = re.compile(  # 比2024年的指标多压了几家
    "(?P<than>比[^,。?最至]{1,20}?[多少])(?:压|下达?|派|定|给|分配?|摊|安排|做|改造?|建|装|招|培训|服务|诊断|认定)(?:了|出)?(?=(?:多少|几))"
)
_MANY_MANY = re.compile(  # 开工多少台竣工多少台, 多少瞭望塔多少无人机
    "(?P<one>(?:多少|几)(?:[万亿]?(?:[家台个项条座户人架吨套所]|万?元)))(?=[一-龥]{2,8}?(?:多少|几)[家台个项条座户人架吨套所元])"
    "|(?P<of>多少[一-龥]{2,6}?)(?=多少[一-龥]{2,6}?$)"
)
_FLOOR = re.compile(  # 一级平台场地最少要多少平方米: what the row 一级 requires
    "(?:至少|起码)(?=(?:要|得|须|需要?|应当?|必须|有|配备?|达到?)*(?:多少|几))|最[少低](?=(?:要|得|须|需要?|应当?|必须)(?:有|配备?|达到?)?(?:多少|几))"
)
_EXCEPT = re.compile(  # 各市目标都比去年低吧，有没有例外
    "(?P<all>[^,，。]*(?:都|全|每个)[^,，。]*?)[吧吗]?[,，](?:那|还)?(?:有没有|有无|是否有|有)(?:什么|哪一?个|哪些|哪几个|个)?"
    "(?:市|城市|地市|县区?|区县?|地方)?(?:是|算)?(?:例外|(?:没有?|不)(?:是|再)?[降升减增变低高少多][一-龥]{0,2}的?|反着来的?|相反的?)的?(?:市|城市|吗|呢)?[?？]?$"
)
_NOT_GRANTED = re.compile("(?:未|没)(?:能|获|有?得到)(?=通过)")  # 未获通过
_FIRST_SO_MANY = re.compile(r"(?<![牵带龙镇口])头(?=(?:[一二两三四五六七八九十]|\d{1,2})(?:名|位|个市|个城市))")
_INSIDE = re.compile("在(?P<group>[^，。,?]{2,8}?)(?:内部|之内|内|里面?|当中|中)[,，]")  # 在珠三角九市内部，…
_NOT_BELOW = re.compile("(?<!有)(?:没有?|不)比(?P<than>[^，。,?比]{1,14}?)(?P<way>[低少高多])")
_JUST_ALIKE = re.compile("一模一样|完全一样|一样(?=的)")
# 只有一个市2024年目标比它2023年验收数还高，是哪个，高多少
_ONE_THAT = re.compile(rf"^.{{0,6}}?只有(?:一|1)个(?P<noun>{NOUN})(?P<does>.+?)[,，](?:那?是)(?:哪一?个|谁|哪里)")
_ITS_OWN = re.compile("(?<=比)(?:它们?|他们|自己|本市)(?:自己)?的?(?=(?:19|20)\\d{2}|去年|上年)")
_BY_SO_MUCH = re.compile(
    "(?P<which>(?:哪|谁)[^,，。]*比[^,，。]*)[,，](?:分别)?[高多低少差](?:了|出)?(?:多少|几)[家个]?[?？]?$"
)
_PAST_HALF = re.compile("(?<=[减降增涨升少低跌])了?过(?=一?半)")  # 减少过半
# 谁的目标只有5家
_HAS_JUST = re.compile(
    rf"^(?P<who>(?:那|那么)?(?:{WHICH})(?:城市|地市|市|县|区)?[^,。?\d]{{1,12}}?)(?:只有|仅有?|才有?|就)(?=\d+(?:\.\d+)?[家个户项人])"
)
_PAST = re.compile("超过(?=验收)")  # no 过验收 stands in it
# 要审多少家, 下了几家; 有几家要审核
_PLANNED = (
    r"(?:{verbs})了?(?:大概|大约|约)?(?:多少|几)(?P<unit>[家个户间])?(?:企业|公司|单位|工厂)?(?=$|[吗呢啊呀?,。、和与])"
)
_PLANNED_BY = (
    r"有?(?:多少|几)(?P<unit>[家个户间])?(?:企业|公司|单位|工厂|厂|(?=[要得需须应该必计打准]))(?:是)?(?:{verbs})"
    r"(?=$|[吗呢啊呀?,。、和与的])"
)

# 全部在平台走完流程的市
_WHO = re.compile("哪|有谁|几个|多少个|的(?:市|城市|地市|县区?|区县?|园区)")
_ALL_DONE = re.compile(
    r"(?:(?:全部|全都|全|都|百分之?百|100%)(?:已经?)?(?:在|通过)?(?P<what>平台|系统)(?:上|里)?(?:走完|办完|完成|办结)"
    r"|(?P<where>平台|系统)(?:上|里)?(?:全部|全都|全|都|百分之?百|100%)(?:已经?)?(?:走完|办完|完成|办结))(?:了|验收|流程)*"
)
# 潮州全是工信牵头的吗
_ALL_OF = re.compile("(?:全部|全都|全|都)是(?:由|归)?(?P<part>[\u4e00-\u9fff]{2,10}?)的?(?=[吗吧么?,。]|对|是|$)")

# 东莞一个市顶几个广州
_WORTH = re.compile(
    r"(?:一个?[市县区家]?)?(?:能|可以)?(?:顶|抵|相当于|等于)(?:得上|了)?(?:几|多少)个(?P<other>[\u4e00-\u9fff]{2,6})(?=$|[吗呢啊呀?,。])"
)
# 广州和深圳加起来有没有东莞多
_AS_MANY = re.compile("有没有(?P<than>[^,。?\\d]{2,10}?)的?(?:更|还)?(?P<more>[多高大少低])(?=$|[吗呢啊呀?,。])")
# 还有比湛江更低的市吗, 低于湛江的市有吗: whether there is any
_ANY_BEYOND = re.compile(
    r"(?P<ask>(?<![没只所])(?:还)?有)?(?P<limit>比[^,。?比]{1,14}?(?:还要?|更|要|再)?[高低多少大小]|(?:高于|低于|多于|少于|大于|小于)[^,。?]{1,12}?)的"
    rf"(?P<noun>(?:{NOUN})?)(?P<after>还?有)?(?:吗|么|没有|没|不)[?？]?$"
)
# 104家对不对: is it so many
_CONFIRMED = re.compile(
    r"(?<=[\d家个户项名台元吨%])[,，]?(?:对不对|对吧|对吗|对么|是吧|是吗|是不是|没错吧?|对没错|没水分吧?|没掺水吧?|靠谱吗?|准吗|属实吗?|真的假的|是真的吗?)[?？]?$"
)
# 是数据错了吗 supposes nothing of an amount
_IN_DOUBT = re.compile(
    "[,，]?(?:这|那)?(?:不是|难道|肯定|怕)?(?:明摆着|明显|摆明)?(?:是不是|是否|是)?(?:数据|统计|数字|表里?|表格|数)?(?:是不是|是否)?(?:统计|填|写|印|弄|搞|抄|录|登)?(?<![没不])(?:错了?|有误|有问题)了?(?:吗|吧|么|嘛)?[?？]?$"
)

# 要搞多少家审核
_PLANNED_OF = (
    r"(?:{verbs})了?(?:大概|大约|约)?(?:多少|几)(?P<unit>[家个户间])?(?:企业|公司|单位|工厂)?的?(?:{of})"
    r"(?=$|[吗呢啊呀?,。、和与])"
)
_PLANNED_NUMBER = r"(?:{verbs})的(?:企业|公司|单位)(?:数量|家数|总数|数)(?P<unit>(?=$|[是有为吗呢啊呀?,。]))"

# 平台还差几家没完成
_STILL = re.compile(
    r"(?P<what>平台|系统)(?:上|里)?的?(?:(?:还|仍)?(?:差|有|剩)?(?P<many>(?:多少|几)[家个])(?:企业)?(?:没有?|未)(?:能)?(?:完成|走完|办结|办完|做完)"
    r"|(?:还|仍)(?:差|缺|欠)(?P<left>(?:多少|几)[家个])(?=[?？]?$))"
)

# 江门是高于还是低于平均
_OVER_OR_UNDER = re.compile(
    "是?(?P<over>高于|多于|超过|大于)还是(?:低于|少于|小于|不足)(?P<than>[^,。?]{2,14}?)(?=$|[,。?])"
)
# 降得更厉害: more
_BY_DEGREE = re.compile(
    rf"(?P<how>{RISES}|{FALLS})(?:得|了)?(?:幅度)?(?P<degree>更|最)(?:为|加)?(?:厉害|狠|猛|凶|严重|明显|显著|惨)"
)
# 有没有生态环境牵头一家都没有的
_NOT_ONE = re.compile(
    r"^(?:那|那么)?(?:还?有没有|有|哪些(?:市|县|区|地方)?|哪个(?:市|县|区)?|谁)(?P<what>[\u4e00-\u9fff\d]{2,14}?)(?:连|是)?[一1][家个户](?:企业)?[都也]没有?(?:过)?的?"
    "(?:市|城市|县|区|地方)?(?:有哪些|吗)?(?=$|[?？])"
)
_ALONE = re.compile(r"(?:只有|才|仅有?|有|是)?\d+(?=[家个户])")

# 平台没走完的 are those that have no 平台走完
_UNDONE = re.compile(
    r"(?P<what>平台|系统)(?:上|里)?(?:没有?|未|尚未|还没|仍未)(?:都|全部?)?(?P<done>完成|走完|办结|办完|做完|验收)"
)
_IN_PLACE = re.compile(  # 没在平台走完流程的
    r"(?P<not>还没有?|没有?|未能?|尚未)(?:能)?在(?P<what>平台|系统)(?:上|里)?(?P<done>完成|走完|办完|办结|做完)"
)
_OF_DONE = re.compile(
    "(?:通过)?验收的?(?:那些)?企业(?:里面?|中|当中)[，,]?(?=[^，。]*没(?:走完|完成|办完|办结|做完)(?:平台|系统))"
)
_PASSED_BUT = re.compile(  # 验收是过了、系统里没走完的: what is left of those that passed
    "(?:线下|现场)?(?:通过了?验收|验收(?:是|都|也|已经?)*(?:通过|合格|完成|做完|过)了?|过了?验收)了?的?(?:企业|厂子?)?[,、]?"
    "(?:但是?|可是?|不过|却|而|然而|就是)?的?(?=没有平台)"
)
_PASSED_DONE = re.compile(  # 通过验收的厂子平台走完了吗: all of those that passed
    "(?:通过)?验收的(?:企业|厂子?)?[,，]?(?=平台(?:全部|全都|都|全)?走完了?(?:吗|没|么))"
)
_NOT_DONE = re.compile(  # 没走完平台流程的
    r"(?:还|仍|尚)?(?:没有?|未)(?:能|在)*(?:完成|走完|办完|办结|做完|走|上)(?:了)?(?P<what>平台|系统)(?:上|里)?的?(?:验收)?(?:流程)?"
)


# 哪些市平台没走完: those that have not done all, not those that have done none
_NOT_ALL_DONE = re.compile(
    r"没有?(?:都|全部?)?(?:(?:走完|完成|办完|办结|做完|验收)?(?P<what>平台|系统)(?:走完|完成|办完|办结|做完|验收)?)(?:了|流程|完|验收)*(?=的|$|[,，?？])"
)
_NOT_OF_ALL = re.compile(
    r"最|[一1]家|多少家|几家|第|前|倒|合计|一共|超过|不到|不足|以上|以下|[高低多少]于|(?<!\d)\d{1,3}[家个]"
)

# 电梯完成了百分之几: 完成率, where a column is called so
_IN_PER_CENT = re.compile(
    "(?P<done>完成|达标|合格|覆盖|验收|通过|改造)了?(?:百分之(?:几|多少)|几成)(?=$|[吗呢啊呀?,。])"
)


@lru_cache(maxsize=1)
def _planned() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    entries = phrases().words["planned_verbs"]
    return tuple(
        (re.compile(shape.format(**entry)), entry["noun"], entry["matter"])
        for entry in entries
        for shape in ((_PLANNED_OF,) if "of" in entry else (_PLANNED, _PLANNED_BY, _PLANNED_NUMBER))
    )


@lru_cache(maxsize=1)
def _changes() -> tuple[tuple[re.Pattern[str], str], ...]:
    said = phrases().words["changes"].items()
    return tuple(
        (re.compile(rf"(?:{verbs})(?:掉|去)?(?=了|得?[最更]|多少|几|的|幅|$|[?？])"), plain) for plain, verbs in said
    )


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (re.compile(_ASKED.format(verbs=entry["verbs"])), tuple(entry["nouns"])) for entry in phrases().words["nominal"]
    )


def nominal(text: str, catalogue: Catalogue) -> str:
    """Return `text` with what was used, spent or moved as the noun of some table; unchanged where none has it.

    What is asked of a year (一年用多少水) is called by the column that says so, where there is one (年用水量).
    """
    text = _EXCEPT.sub(r"\g<all>吗", _NOT_GRANTED.sub("没有", text))
    text = _MEAN_DOWN.sub("平均", _MEAN_OF_ONE.sub(r"平均每\g<unit>", text))
    text = _EACH_DONE.sub(r"每\g<unit>\g<does>", text)
    text = _ALL_TOLD.sub(r"\g<where>\g<done>\g<all>", in_words_of_tables(_REALLY.sub("", text), catalogue.in_tables))
    text = _ALL_TOGETHER.sub(r"\g<all>", text.replace("平均水平", "平均"))
    text = _MEAN_OF.sub(lambda m: m[0] if catalogue.in_headings(m[0]) else f"每{_COUNTED_SO[m['each']]}", text)
    text = _RATE_SPELT_OUT.sub(r"\g<part>占\g<whole>的比例", text)
    text = _LAST_CELL.sub("合计", _WHICH_WAY.sub("", text))
    text = _SPREAD_OUT.sub(lambda m: _column_of_total(m["n"], catalogue) or m[0], _HUNDREDS.sub(_digits, text))
    text = _THIS_TIME.sub(lambda m: _this_time(m["times"] or "次", catalogue) or m[0], text)
    text = _NOT_ONE.sub(r"哪些没有\g<what>的", text)
    text = _WORTH.sub(r"是\g<other>的几倍", text)
    text = _AS_MANY.sub(r"比\g<than>\g<more>吗", text)
    text = _OVER_OR_UNDER.sub(r"\g<over>\g<than>吗", text)
    text = _ANY_BEYOND.sub(lambda m: f"有没有{m['limit']}的{m['noun']}" if m["ask"] or m["after"] else m[0], text)
    text = _CONFIRMED.sub("吗", text)
    text = _KNOWN.sub(r"\g<than>", text)
    if _IN_DOUBT.search(text):
        text = _ALONE.sub("多少", _IN_DOUBT.sub("", text)) or text  # whether a number is wrong no table says
    if _WHO.search(text):
        text = _ALL_DONE.sub(lambda m: f"{m['what'] or m['where']}完成率等于100%", text)
    text = _ALL_OF.sub(lambda m: f"{m['part']}占比等于100%" if _is_part(m["part"], catalogue) else m[0], text)
    text = _PAST.sub("高于", _THAT_YEAR.sub("", _SOME.sub("哪些", _BY_AMOUNT.sub("完成数", text))))
    text = _UNDONE.sub(lambda m: f"没有{m['what']}{m['done']}", _ADVERB.sub("", text))
    text = _IN_PLACE.sub(r"没\g<done>\g<what>", text)
    text = _AT.sub(r"\g<what>走完", text)
    text = _BOTH.sub(lambda m: _both(m, catalogue) or m[0], text)
    choice = _OR_SO_MANY.search(text)
    if choice is not None:
        many = "" if re.search("多少|几", text) else f"多少{choice['unit']}"
        text = f"{text[: choice.start()]}{many}{text[choice.end() :]}".lstrip(",，")
    text = _OF_PLATFORM.sub(r"\g<what>完成", text)
    text = _SHARE_OF_TOP.sub(r"\g<top>合计占全省多少", text)
    text = _PARTY.sub(r"\g<who>\g<does>", _ON_PLATFORM.sub("平台走完", _YEAR_END.sub("", text)))
    text = _ITS_OWN.sub("", _ONE_THAT.sub(r"哪个\g<noun>\g<does>", text))
    text = _BY_SO_MUCH.sub(r"\g<which>", text)
    text = _FLOOR.sub("", text) if _FLOOR.search(text) and _names_row(text, catalogue) else text
    text = _MANY_MANY.sub(lambda m: f"{m[0]},", _MORE_GIVEN.sub(r"\g<than>", text))
    text = _FIRST_SO_MANY.sub("前", _MORE_DONE.sub("", _INSIDE.sub(r"\g<group>里", text)))
    text = _NOT_BELOW.sub(lambda m: f"{_NO_LESS[m['way']]}{m['than']}", text)
    text = _JUST_ALIKE.sub("相同", text)
    text = _HAS_JUST.sub(r"\g<who>等于", _PAST_HALF.sub("超过", text))
    text = _PASSED_BUT.sub("", _PASSED_DONE.sub("", text))
    text = _OF_DONE.sub("", text)
    text = _STILL.sub(lambda m: f"没有{m['what']}走完的有{m['many'] or m['left']}", text)
    text = _NOT_DONE.sub(lambda m: f"没有{m['what']}走完", text)
    if _WHO.search(text) and _NOT_OF_ALL.search(text) is None:
        text = _NOT_ALL_DONE.sub(r"\g<what>完成率低于100%", text)
    text = _IN_PER_CENT.sub(lambda m: f"{m['done']}率" if catalogue.in_tables(f"{m['done']}率") else m[0], text)
    text = _planned_out(_named(text, catalogue), catalogue)
    for pattern, plain in _changes():
        text = pattern.sub(lambda m, plain=plain: m[0] if catalogue.in_tables(m[0]) else plain, text)  # type: ignore[misc]
    text = _BY_DEGREE.sub(r"\g<how>得\g<degree>多", text)
    return _OF_A_YEAR.sub(lambda m: "年" if catalogue.in_tables(f"年{m[1]}") else m[0], text)


def _digits(said: re.Match[str]) -> str:
    value = number(said[0])
    return str(value) if value is not None else said[0]


def _column_of_total(total: str, catalogue: Catalogue) -> str | None:
    """Return the year and name of the one column whose printed total is a number, as what is spread out; else None."""
    held = [c for c in catalogue.columns.values() if c.total is not None and c.total.value == int(total)]
    if len(held) != 1:
        return None
    year = column_year(catalogue, held[0])
    return f"{year}年{held[0].name}平均" if year is not None else f"{held[0].name}平均"


def _names_row(text: str, catalogue: Catalogue) -> bool:
    """Say whether a row of a table that is no place is named (一级, 数控车工)."""
    places = {region.name for region in catalogue.lexicon.regions}
    return any(form in text and not places.intersection(keys) for form, keys in catalogue.row_forms.items())


def _is_part(words: str, catalogue: Catalogue) -> bool:
    """Say whether words name a column that is a part of a total beside it."""
    links = catalogue.metrics.links(catalogue.metrics.find(words, []))
    return bool(links) and total_beside(catalogue, links[0].column) is not None


def _this_time(times: str, catalogue: Catalogue) -> str:
    """Return 本次 or 本批 where a column is called by it, which people call 这次 or 这批; else nothing."""
    return next((own for own in (f"本{times}", "本次", "本批") if catalogue.in_headings(own)), "")


def _both(said: re.Match[str], catalogue: Catalogue) -> str | None:
    """Return the two columns of one table that a word names together, or None where no table has just two."""
    held: dict[str, list[str]] = {}
    for column in catalogue.columns.values():
        if (said["lead"] or said["what"]) in column.label and not column.is_total:
            held.setdefault(column.table_id, []).append(column.label)
    pair = next((labels for labels in held.values() if len(labels) == _TWO), None)
    return "和".join(pair) + (said["each"] or "") if pair is not None else None


def _planned_out(text: str, catalogue: Catalogue) -> str:
    """Return `text` with what has to be done (要审多少家) as the goal, where tables set one and the text names none."""
    if catalogue.roles.asked(text) is not None:
        return text
    for pattern, noun, matter in _planned():
        match = pattern.search(text)
        if match is not None and catalogue.in_tables(matter):
            return f"{text[: match.start()]}{noun}多少{match['unit'] or ''}{text[match.end() :]}"
    return text


def _named(text: str, catalogue: Catalogue) -> str:
    for pattern, nouns in _patterns():
        match = pattern.search(text)
        if match is None:
            continue
        named = next((noun for noun in _forms(nouns, match["noun"]) if catalogue.in_tables(noun)), None)
        if named is not None:
            return f"{text[: match.start()]}{named}多少{match['unit']}{text[match.end() :]}"
    return text


def _forms(nouns: tuple[str, ...], thing: str) -> Iterator[str]:
    for noun in nouns:
        if thing or "{thing}" not in noun:
            yield noun.format(thing=thing)
