"""Settings, read once from the environment in `main()` or `create_app()`; components get plain values."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kb.errors import FixConfiguration

ROOT = Path(__file__).resolve().parent.parent
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Settings(BaseSettings):
    """Every setting of the service; each is an environment variable `QINGCE_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="QINGCE_", frozen=True, extra="ignore")

    data_dir: Path = Path("data")
    corpus_dir: Path = ROOT / "corpus"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    database_url: str | None = None
    embedding: str | None = None
    as_of: date | None = None
    admin_key: str | None = None
    allowed_hosts: str = ""
    allowed_origins: str = ""
    session_days: int = Field(default=90, ge=1)
    llm_model: str | None = None
    llm_base_url: str | None = None
    llm_api_key: str | None = None

    def today(self) -> date:
        """Return the fixed `as_of` date, else today in Asia/Shanghai."""
        return self.as_of or shanghai_today()


def shanghai_today() -> date:
    """Return today in Asia/Shanghai."""
    return datetime.now(SHANGHAI).date()


def load_settings() -> Settings:
    """Read the environment.

    Raises:
        FixConfiguration: a variable does not parse; the message names it.
    """
    try:
        return Settings()
    except ValidationError as fault:
        names = "、".join("QINGCE_" + str(e["loc"][0]).upper() for e in fault.errors())
        raise FixConfiguration(f"环境变量 {names} 的值无效，请检查格式。") from fault
