"""Tell a person's name from the name of a body, by surname and by how the words end."""

from __future__ import annotations

import re

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖代覃邝麦揭冼谌闫仝苑禤粟植辜植车尧"
)
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "司徒",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
    "端木",
    "东方",
    "南宫",
    "宇文",
    "长孙",
)
_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_TITLED = re.compile(
    r"^([\u4e00-\u9fff]{1,3}?)(先生|女士|科长|副科长|处长|副处长|主任|副主任|工程师|老师|同志|经理|工|主管|局长|股长)$"
)
ORG_END = re.compile(
    r"(?:厅|局|部|委|委员会|会|院|办|办公室|处|科|股|室|中心|公司|集团|站|所|大队|支队|总队|署|司|政府|部门|机构|协会|学会|平台|小组|秘书处|管委会|大厅|窗口|监察组|工作组|专班)$"
)
_NOT_NAMES = frozenset({
    "方式", "公开", "时间", "经办", "广东", "广州", "江门", "江西", "江苏", "安徽", "云南", "云浮", "贵州", "海南",
    "海口", "阳江", "梅州", "成都", "常州", "温州", "金华", "武汉", "高新", "应用", "查询", "解释", "支持", "安全",
    "通过", "全省", "全国", "全市", "施工", "管理", "万元", "项目", "通知", "单位",
    "公安", "消防", "急救", "城管", "应急", "解答", "常见", "查验",
})  # fmt: skip


def is_name(words: str) -> bool:
    """Say whether `words` could be a person's name (张诚, 欧阳明, 李工, 王女士)."""
    titled = _TITLED.match(words)
    if titled:
        return titled.group(1)[0] in _SURNAMES and len(titled.group(1)) <= 3
    if not _NAME.match(words) or words in _NOT_NAMES or ORG_END.search(words):
        return False
    if words.startswith(_COMPOUND):
        return 3 <= len(words) <= 4
    return words[0] in _SURNAMES and len(words) <= 3
