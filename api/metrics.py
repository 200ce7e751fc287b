"""Prometheus metrics of one application, in a registry of its own."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Everything that is counted; names start with `qingce_`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.questions = Counter(
            "qingce_questions", "问题数，按结果和引擎", ["outcome", "engine"], registry=self.registry
        )
        self.answer_seconds = Histogram(
            "qingce_answer_seconds", "回答用时（秒）", buckets=_SECONDS, registry=self.registry
        )
        self.requests = Counter(
            "qingce_http_requests", "HTTP 请求数", ["method", "route", "status"], registry=self.registry
        )
        self.request_seconds = Histogram(
            "qingce_http_request_seconds", "HTTP 请求用时（秒）", ["route"], buckets=_SECONDS, registry=self.registry
        )
        self.feedback = Counter("qingce_feedback", "反馈数", ["rating"], registry=self.registry)
        self.documents = Gauge("qingce_documents", "文件数", registry=self.registry)
        self.passages = Gauge("qingce_passages", "段落数", registry=self.registry)
        self.index_bytes = Gauge("qingce_index_bytes", "数据目录占用（字节）", registry=self.registry)
        self.sessions = Gauge("qingce_sessions", "会话数", registry=self.registry)

    def question(self, *, outcome: str, engine: str, seconds: float) -> None:
        """Count one answered question; the reason of a fallback is left out so that labels stay few."""
        self.questions.labels(outcome=outcome, engine=engine.partition(":")[0]).inc()
        self.answer_seconds.observe(seconds)

    def exposition(self) -> bytes:
        """Return the text format that Prometheus scrapes."""
        return generate_latest(self.registry)
