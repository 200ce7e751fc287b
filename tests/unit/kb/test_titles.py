import pytest

from kb.titles import law_of_article, title_key


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
