"""Contacts parted by matter, with fax, e-mail and address; tables of contacts."""

from collections.abc import Callable

import pytest

from kb.types import ParsedDocument

Reader = Callable[..., ParsedDocument]
HEAD, TAIL = "关于开展检查工作的通知\n\n各市：\n\n请认真做好工作。\n\n", "\n\n某市商务局办公室\n2025年3月15日\n"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            "供餐招标事项联系人：省教育厅后勤处 吴晓岚，电话：0571-88008901，传真：0571-88008902，"
            "邮箱：h@zjedu.example；\n\n"
            "监督检查事项联系人：省市场监管局餐饮处 马骏，电话：0571-89761230。\n\n"
            "地址：杭州市文晖路321号，邮编：310014。",
            [
                ("供餐招标", "省教育厅后勤处", "吴晓岚", "0571-88008901", "0571-88008902", "h@zjedu.example", None),
                ("监督检查", "省市场监管局餐饮处", "马骏", "0571-89761230", None, None, None),
                (None, "某市商务局办公室", None, None, None, None, "杭州市文晖路321号，邮编：310014"),
            ],
        ),
        (
            "首店引进：市商务局流通处 028-61885701（李女士）\n\n夜间经济：市商务局市场处 028-61885703（刘先生）\n\n"
            "系统技术支持：400-028-1234",
            [
                ("首店引进", "市商务局流通处", "李女士", "028-61885701", None, None, None),
                ("夜间经济", "市商务局市场处", "刘先生", "028-61885703", None, None, None),
                ("系统技术支持", "某市商务局办公室", None, "400-028-1234", None, None, None),
            ],
        ),
        (
            "联系人：省生态环境厅固体处 秦川，027-87861500（兼传真）。",
            [(None, "省生态环境厅固体处", "秦川", "027-87861500", "027-87861500", None, None)],
        ),
        (
            "联系人：省水利厅 高远，027-87861512；省农科院 林可，027-87861533；电子邮箱：sk@hb.cn；"
            "通信地址：武汉市中南路2号，邮编：430071；系统技术支持电话：027-87861590。",
            [
                (None, "省水利厅", "高远", "027-87861512", None, None, None),
                (None, "省农科院", "林可", "027-87861533", None, None, None),
                (None, "某市商务局办公室", None, None, None, "sk@hb.cn", "武汉市中南路2号，邮编：430071"),
                ("系统技术支持", "某市商务局办公室", None, "027-87861590", None, None, None),
            ],
        ),
        (
            "联系人：张明，联系电话：0551-62345678，地址：合肥市长江路1号。",
            [(None, "某市商务局办公室", "张明", "0551-62345678", None, None, "合肥市长江路1号")],
        ),
    ],
)
def test_lines(read: Reader, lines: str, found: list[tuple[str | None, ...]]) -> None:
    contacts = read(HEAD + lines + TAIL).contacts
    assert [(c.matter, c.organisation, c.name, c.phone, c.fax, c.email, c.address) for c in contacts] == found


def test_a_table_by_matter(read: Reader) -> None:
    table = (
        "附件 业务联系人\n\n| 业务事项 | 处室 | 联系人 | 办公电话 | 传真 |\n|---|---|---|---|---|\n"
        "| 项目申报 | 农田建设处 | 郑克勤 | 029-87335601 | 029-87335602 |\n"
        "| 资金管理 | 计划财务处 | 白雪 | 029-87335622 | |\n"
    )
    body = "# 陕西省农业农村厅关于申报项目的通知\n\n各市：\n\n请做好申报。\n\n陕西省农业农村厅\n\n2025年9月22日\n\n"
    contacts = read(body + table).contacts
    assert [(c.matter, c.organisation, c.name, c.phone, c.fax) for c in contacts] == [
        ("项目申报", "陕西省农业农村厅农田建设处", "郑克勤", "029-87335601", "029-87335602"),
        ("资金管理", "陕西省农业农村厅计划财务处", "白雪", "029-87335622", None),
    ]
