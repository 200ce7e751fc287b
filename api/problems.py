"""Chinese words for what FastAPI and Pydantic refuse."""

from __future__ import annotations

from typing import Any

from fastapi.exceptions import RequestValidationError

HTTP_MESSAGES = {
    400: "请求格式有误，无法解析。",
    404: "没有这个地址，请检查路径。",
    405: "这个地址不支持该请求方法。",
    413: "请求内容过大。",
    415: "不支持的内容类型。",
}
_KINDS = {
    "missing": "缺少",
    "string_type": "应为文字",
    "string_too_long": "过长（最多 {max_length} 字）",
    "string_too_short": "过短（至少 {min_length} 字）",
    "string_pattern_mismatch": "不能为空",
    "string_unicode": "含有无法编码的字符",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "date_from_datetime_parsing": "日期须写成 YYYY-MM-DD",
    "date_parsing": "日期须写成 YYYY-MM-DD",
    "model_attributes_type": "应为 JSON 对象",
    "dict_type": "应为 JSON 对象",
    "list_type": "应为列表",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
}


def validation_message(fault: RequestValidationError) -> tuple[int, str]:
    """Return status and one Chinese line for a request that does not fit its model."""
    faults = list(fault.errors())
    if any(f["type"] == "json_invalid" for f in faults):
        return 400, "请求内容不是有效的 JSON。"
    return 422, "参数有误：" + "；".join(dict.fromkeys(_words(f) for f in faults[:5])) + "。"


def _words(fault: dict[str, Any]) -> str:
    place = ".".join(str(part) for part in fault["loc"][1:]) or "请求内容"
    if fault["type"] == "value_error":
        return f"{place} {fault.get('ctx', {}).get('error', '不合要求')}"
    known = {name: _spoken(value) for name, value in (fault.get("ctx") or {}).items()}
    words = _KINDS.get(fault["type"], "不合要求").format_map(_Known(known))
    if fault["type"] == "missing":
        return f"缺少 {place}"
    return f"{place} {words}" if place.isascii() else f"{place}{words}"


def _spoken(value: Any) -> Any:
    """Return Pydantic's 'a', 'b' or 'c' as it stands in a Chinese sentence."""
    return value.replace("'", "").replace(" or ", " 或 ").replace(", ", "、") if isinstance(value, str) else value


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"
