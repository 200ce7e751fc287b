from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kb.settings import Settings
from server import create_app
from tests.unit.api.fakes import fake_services

ADMIN_KEY = "test-key-0123456789"


def make_client(data_dir: Path, *, host: str = "127.0.0.1", **changes: object) -> TestClient:
    settings = Settings(data_dir=data_dir, as_of=date(2024, 6, 1), **changes)  # type: ignore[arg-type]
    app = create_app(settings, opener=fake_services)
    return TestClient(app, base_url="http://127.0.0.1:8000", client=(host, 50000), raise_server_exceptions=False)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with make_client(tmp_path) as made:
        yield made
