"""Records of running text as notices of every day write it: labels before dates, whole items, lists of hotlines."""

from datetime import date

from tests.unit.ingest.conftest import Reader

HEAD = "某市体育局关于举办少年运动会的通知\n\n某体〔2026〕3号\n\n各学校：\n\n"
TAIL = "\n\n某市体育局\n2026年3月2日\n"


def test_a_label_before_a_day_says_what_is_due(read: Reader) -> None:
    text = "一、赛程\n\n1. 篮球报名：4月6日至4月10日；田径报名：4月13日至4月15日。\n\n2. 开幕式彩排：5月18日。"
    found = {d.what: d.due for d in read(HEAD + text + TAIL).deadlines}
    assert found == {
        "篮球报名": date(2026, 4, 10),
        "田径报名": date(2026, 4, 15),
        "开幕式彩排": date(2026, 5, 18),
    }


def test_an_item_of_one_sentence_is_no_heading(read: Reader) -> None:
    text = "一、要求\n\n（一）各代表队应于4月20日前将秩序册报市体育局竞训处。\n\n（二）每队领队不超过2人。"
    deadlines = read(HEAD + text + TAIL).deadlines
    assert [(d.due, d.file_with) for d in deadlines] == [(date(2026, 4, 20), ("市体育局竞训处",))]


def test_who_acts_is_named_beside_the_day(read: Reader) -> None:
    text = "一、要求\n\n（一）分工负责。4月8日前，各赛区公布竞赛规程。各街道于4月12日前将观众人数报市体育局。"
    text += "\n\n（二）压实责任。校长是安全第一责任人，要制定预案，于4月1日前报市体育局备案。"
    found = {d.words: d.who for d in read(HEAD + text + TAIL).deadlines}
    assert found == {"4月8日前": "各赛区", "4月12日前": "各街道", "4月1日前": "校长"}


def test_what_is_issued_under_a_signed_notice_keeps_its_day(read: Reader) -> None:
    text = (
        "某市水务局关于印发《某市节水器具补贴办法》的通知\n\n某水规〔2026〕4号\n\n各区水务局：\n\n现将办法印发给你们。\n\n"
        "某市水务局\n2026年4月3日\n\n某市节水器具补贴办法\n\n第一条 每户补贴200元。\n第二条 补贴由区水务局审核。\n"
        "第三条 本办法自2026年5月1日起施行。\n"
    )
    assert read(text, "办法.txt").document.meta.published == date(2026, 4, 3)


def test_attachments_only_announced_are_known_by_title(read: Reader) -> None:
    text = "一、要求\n\n请填写附表。\n\n附件：1.报名表\n\n2.承诺书"
    sections = [(s.label, s.title) for s in read(HEAD + text + TAIL).sections if s.label.startswith("附件")]
    assert sections == [("附件1", "报名表"), ("附件2", "承诺书")]


def test_a_preamble_addresses_nobody(read: Reader) -> None:
    text = (
        "某市税务局关于参保缴费的通告\n\n为做好参保缴费工作，现将有关事项通告如下：\n\n一、时间\n\n12月31日前缴费。"
        + TAIL
    )
    assert read(text).document.meta.recipients is None


def test_bodies_of_places_each_have_their_phone(read: Reader) -> None:
    text = "咨询：12393；缴费咨询：12366。\n\n各区县税务局：河东区 0371-60110021；安平县 0371-62880017。"
    found = [(c.organisation, c.name, c.phone) for c in read(HEAD + text + TAIL).contacts]
    assert ("河东区税务局", None, "0371-60110021") in found
    assert ("安平县税务局", None, "0371-62880017") in found
    assert "12366" in {phone for _, _, phone in found}


def test_ways_to_send_opinions_are_one_contact(read: Reader) -> None:
    text = "一、电子邮件：abc@163.com。\n二、信函：某市滨江路8号市体育局收。\n三、传真：0593-8870221。\n"
    text += "联系人：郑晚晴，联系电话：0593-8870215。"
    contact = read(HEAD + text + TAIL).contacts[0]
    assert (contact.name, contact.phone, contact.fax) == ("郑晚晴", "0593-8870215", "0593-8870221")
    assert (contact.email, contact.address) == ("abc@163.com", "某市滨江路8号市体育局收")


def test_a_name_after_a_body_needs_no_common_surname(read: Reader) -> None:
    found = [(c.organisation, c.name) for c in read(HEAD + "联系电话：州森防办：岩温，0691-2123119。" + TAIL).contacts]
    assert found == [("州森防办", "岩温")]


def test_a_start_told_after_who_explains_is_read(read: Reader) -> None:
    text = "一、附则\n\n本办法由市体育局负责解释，自2026年7月1日起施行，有效期3年。"
    meta = read(HEAD + text + TAIL).document.meta
    assert (meta.valid_from, meta.valid_until) == (date(2026, 7, 1), date(2029, 6, 30))


def test_a_month_of_every_year_alone_is_no_deadline(read: Reader) -> None:
    assert read(HEAD + "一、受理\n\n每年3月和9月集中受理申请。" + TAIL).deadlines == ()
