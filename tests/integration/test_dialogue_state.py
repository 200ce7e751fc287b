"""What was shown last is kept: places, sets, parts and figures of it are meant by later turns; objections to it."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from tests.assistants import assert_dialogue, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    return corpus_assistant(folder, today=date(2026, 11, 23))


DIALOGUES = [
    [  # a place of what was shown, after another matter
        ("2024年目标前四名是哪些市", "惠州市（136家）"),
        ("通知的文号是什么", "粤工信节能函〔2024〕14号"),
        ("前面第三名那个市2023年验收了多少家", "广州市2023年通过清洁生产审核验收企业数为187家"),
        ("刚才第四名的平台完成率呢", "惠州市2023年"),
    ],
    [  # a set that a list named, by its number
        ("哪五个市是创新试点", "深圳、佛山、梅州、东莞、江门"),
        ("各市对平台要做什么", "平台"),
        ("那五个市2023年验收合计多少家", "639家"),
    ],
    [  # above and below the one figure told
        ("阳江2024年目标是几家", "35家"),
        ("有没有比它还少的市", "有，2024年清洁生产审核预期目标低于阳江市的有10个"),
        ("比它高的有几个", "有9个"),
    ],
    [
        ("揭阳2023年生态环境牵头的有几家", "0家"),
        ("还有更少的吗", "没有，全省21个地市"),
    ],
    [  # the other part of a total
        ("云浮2023年生态环境牵头的有几家", "8家"),
        ("另一个部门牵头的呢", "云浮市2023年工业和信息化牵头数量为10家"),
    ],
    [  # those left out, and shares together
        ("肇庆2024年目标占全省多少", "2.5%"),
        ("江门呢", "2.2%"),
        ("合起来呢", "肇庆市和江门市2024年清洁生产审核预期目标占全省的约4.7%（65÷1390"),
        ("剩下的市呢", "95.3%"),
    ],
    [
        ("2023年哪些市工信牵头的比生态环境牵头的少", "东莞市"),
        ("差得最多的是哪个市", "东莞市2023年生态环境牵头数量比工业和信息化牵头数量多84家"),
    ],
    [  # the order of the turn before
        ("2023年验收最少的是哪个市", "汕尾市最少"),
        ("第三呢", "倒数第3位是梅州市"),
        ("前两名差多少", "99家"),
    ],
    [("2023年平台完成最多的是哪个市", "佛山市最多"), ("目标多少家", "佛山市2024年清洁生产审核预期目标为228家")],
    [  # objections with another value
        ("梅州2024年目标多少家", "15家"),
        ("你搞错了吧，我印象中是16", "不是，梅州市2024年清洁生产审核预期目标为15家"),
        ("这是哪一年的", "2024年"),
        ("在哪个附件里", "附件2"),
    ],
    [("名单什么时候公布", "2024年4月30日"), ("可是我听说是7月底", "不是，各地市的期限是4月底前")],
    [("张诚的电话", "020-83133243"), ("他难道不是生态环境厅的吗", "不是，张诚是省工业和信息化厅的联系人")],
    [("湛江2023年平台完成几家", "46家"), ("那验收也是46家喽", "不是，湛江市2023年通过清洁生产审核验收企业数为43家")],
    [("哪些企业要做强制性审核", "应当实施强制性清洁生产审核"), ("不在这几类里的企业怎么办", "根据需要")],
    [
        ("我厂单耗超了限额，别的没有，现在要强制审核吗", ""),
        ("如果是2025年的时候呢", "《中华人民共和国清洁生产促进法》第二十七条"),
    ],
    [  # among those listed, not among all
        ("2024年目标不足30家的有哪些市", "茂名市（22家）"),
        ("其中2023年平台完成最多的是哪个市", "湛江市最多"),
        ("它比哪些市高", "低于湛江市"),
    ],
    [  # whether another is among those on one side of a mean
        ("2023年验收低于全省平均的有几个市", "有14个"),
        ("江门算吗", "是的，江门市2023年通过清洁生产审核验收企业数为35家"),
        ("珠海呢", "不是，珠海市2023年通过清洁生产审核验收企业数为105家"),
    ],
    [  # the one that was asked for in a list, and its place among the listed
        ("梅州在不在试点城市里", "是，梅州在内"),
        ("2024年目标是几家", "梅州市2024年清洁生产审核预期目标为15家"),
        ("在这五个市里排第几", "梅州市排第5位"),
        ("试点还有哪些市", "深圳、佛山、梅州、东莞、江门"),
    ],
    [  # a change that is supposed
        ("河源2024年目标16家吧", "是的"),
        ("2023年验收28家吧", "是的"),
        ("那就是少了10家", "不是，河源市少12家"),
        ("减少超过一半了吗", "不是，河源市下降约42.9%"),
    ],
    [("中山2023年工信牵头82家生态环境牵头40家对吧", "生态环境牵头数量为40家")],
    [  # so many as an earlier turn showed
        ("2023年验收前三名是谁", "广州市（187家）"),
        ("刚才第二名的平台完成多少家", "佛山市2023年“平台”完成验收流程企业数量为183家"),
        ("它们三个的目标加起来呢", "628家"),
    ],
    [("附件1的表里韶关平台完成几家", "2家"), ("表下面的注怎么说", "2023年在平台完成验收的数量")],
    [("通知什么时候印发", "2024年3月15日"), ("离那天多久了", "983天")],
    [("全省目标是1390对吗", "是的，全省2024年清洁生产审核预期目标为1390家")],
]


@pytest.mark.parametrize("turns", DIALOGUES, ids=lambda turns: turns[-1][0])
def test_every_turn(assistant: RuleAssistant, turns: list[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)
