"""monitor.cli.serve, up to the moment it listens; tests/end2end/test_serve.py goes on from there."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli.serve import serve
from monitor.core.errors import CaptureError, FeedscopeError, UsageError
from tests.helpers.servers import line, write_capture


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(serve, [str(argument) for argument in arguments])


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A recording of one message."""
    return write_capture(tmp_path / "one.jsonl", line("1"))


def test_it_wants_something_to_serve():
    result = _run()
    assert result.exit_code == 2
    assert "Give at least one FILE, or --demo." in result.stderr


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path):
    result = _run(tmp_path / "gone.jsonl")
    assert result.exit_code == 2
    assert "gone.jsonl" in result.stderr


@pytest.mark.parametrize("speed", ["0", "-1", "inf", "nan", "fast", ""])
def test_a_speed_must_be_a_positive_number_or_max(recording: Path, speed: str):
    result = _run(recording, "--speed", speed)
    assert result.exit_code == 2
    assert "neither a positive number nor max" in result.stderr


@pytest.mark.parametrize("option", [("--port", "65536"), ("--outages", "-1"), ("--seed", "x"), ("--tls", "one.pem")])
def test_other_options_are_checked_too(recording: Path, option: tuple[str, str]):
    assert _run(recording, *option).exit_code == 2


def test_a_bad_line_is_told_before_anything_listens(tmp_path: Path):
    path = write_capture(tmp_path / "bad.jsonl", line("1"), {"dir": "in"})
    result = _run(path, "--port", "0")
    assert isinstance(result.exception, CaptureError)
    assert str(result.exception).startswith(f"{path}:2: ")
    assert "listening" not in result.stdout


def test_two_files_of_one_name_are_refused(tmp_path: Path, recording: Path):
    (tmp_path / "other").mkdir()
    twin = write_capture(tmp_path / "other" / "one.jsonl", line("2"))
    result = _run(recording, twin, "--port", "0")
    assert isinstance(result.exception, UsageError)
    assert "two feeds would be called one" in str(result.exception)


def test_a_certificate_that_is_none_is_told(recording: Path):
    result = _run(recording, "--port", "0", "--tls", recording, recording)
    assert isinstance(result.exception, UsageError)
    assert "cannot be used for TLS" in str(result.exception)


def test_a_port_that_is_taken_is_told(recording: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = _run(recording, "--port", port)
    assert isinstance(result.exception, FeedscopeError)
    assert f"port {port} is taken" in str(result.exception)
