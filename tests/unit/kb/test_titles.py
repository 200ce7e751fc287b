import pytest

from kb.titles import Norm, law_of_article, norm_of, title_key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("《中华人民共和国清洁生产促进法（2012年修正）》", "清洁生产促进法"),
        ("中华人民共和国噪声污染防治法（2021年）", "噪声污染防治法"),
        ("清洁生产 促进法", "清洁生产促进法"),
        ("广东省全面推行清洁生产实施方案（2023—2025年）", "广东省全面推行清洁生产实施方案(2023—2025年)"),
        ("碳排放管理办法（试行）", "碳排放管理办法(试行)"),
        ("“十四五”全国清洁生产推行方案", "十四五全国清洁生产推行方案"),
        ("某条例（2017年11月4日第二次修订）", "某条例"),
        ("中华人民共和国", "中华人民共和国"),
    ],
)
def test_title_key(title: str, key: str) -> None:
    assert title_key(title) == key


def test_an_article_names_its_law():
    assert law_of_article("民法典第一千零七十九条") == "民法典"
    assert law_of_article("刑法第二百六十二条之一") == "刑法"
    assert law_of_article("关于公布第3条线路的通知") is None


@pytest.mark.parametrize(
    ("title", "norm"),
    [
        ("中华人民共和国民法典", Norm.CODE),
        ("中华人民共和国宪法（2018年修正）", Norm.LAW),
        ("水污染防治法（2017年修正）", Norm.LAW),
        ("全国人民代表大会常务委员会关于加强法律监督工作的决定", Norm.LAW),
        ("最高人民法院关于审理旅游纠纷案件适用法律若干问题的规定", Norm.INTERPRETATION),
        ("最高人民法院关于审理建设工程施工合同纠纷案件适用法律问题的解释（一）", Norm.INTERPRETATION),
        ("国务院关于职工工作时间的规定", Norm.REGULATION),
        ("广东省环境保护条例", Norm.REGULATION),
        ("清洁生产审核办法", Norm.RULE),
        ("碳排放权交易管理办法（试行）", Norm.RULE),
        ("某省人民政府办公厅关于印发工作方案的通知", Norm.OTHER),
    ],
)
def test_what_kind_of_rule_a_title_announces(title: str, norm: Norm) -> None:
    assert norm_of(title) == norm
