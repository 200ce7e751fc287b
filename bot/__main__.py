"""`python -m bot ask "问题" [--json] [--as-of DATE]` and `python -m bot chat`."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date

from bot.assistant import RuleAssistant, open_assistant
from bot.jsonable import to_json
from bot.types import Answer, Turn
from kb.errors import FixInput, QingceError
from kb.settings import load_settings


def parse_day(text: str | None) -> date | None:
    """Return the day that `text` writes as YYYY-MM-DD.

    Raises:
        FixInput: it does not.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise FixInput(f"日期 {text} 的格式不对，应为 YYYY-MM-DD，例如 2026-11-22。") from fault


def render(answer: Answer) -> str:
    """Return an answer as text for a terminal: the sentences, then sources, choices and suggestions."""
    lines = [answer.answer]
    if answer.citations:
        lines.append("")
    for c in answer.citations:
        quote = " ".join(c.quote.split())
        shown = quote if len(quote) <= 60 else quote[:60] + "…"
        lines.append(f"[{c.n}] 《{c.title}》{c.section}：{shown}（{c.status}，{c.verification}）")
    if answer.choices:
        lines += ["", *(f"· {choice.label}：{choice.question}" for choice in answer.choices)]
    if answer.suggestions:
        lines += ["", "还可以问：" + " / ".join(answer.suggestions)]
    return "\n".join(lines)


def ask(assistant: RuleAssistant, question: str, *, as_of: date | None, as_json: bool) -> None:
    """Answer one question on standard output."""
    answer, _ = assistant.ask(question, as_of=as_of)
    print(json.dumps(to_json(answer), ensure_ascii=False, indent=2) if as_json else render(answer))


def chat(assistant: RuleAssistant, *, as_of: date | None) -> None:
    """Answer question after question until the input ends."""
    print("请输入问题，空行或 Ctrl-D 结束。")
    history: list[Turn] = []
    while True:
        try:
            question = input("> ").strip()
        except EOFError:
            return
        if not question:
            return
        try:
            answer, turn = assistant.ask(question, history=history, as_of=as_of)
        except FixInput as fault:
            print(fault.message)
            continue
        history.append(turn)
        print(render(answer))


def main(argv: list[str]) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="政策问答")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("ask", help="问一个问题")
    one.add_argument("question")
    one.add_argument("--json", action="store_true", help="输出完整的 JSON")
    talk = commands.add_parser("chat", help="连续提问")
    for command in (one, talk):
        command.add_argument("--as-of", default=None, help="以哪一天为准，YYYY-MM-DD")
    arguments = parser.parse_args(argv)
    try:
        day = parse_day(arguments.as_of)
        assistant = open_assistant(load_settings())
        if arguments.command == "ask":
            ask(assistant, arguments.question, as_of=day, as_json=arguments.json)
        else:
            chat(assistant, as_of=day)
    except QingceError as fault:
        print(fault.message, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
