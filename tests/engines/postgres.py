"""A PostgreSQL server of the tests' own: started in a temporary folder, stopped at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

__all__ = ["OWNER", "PASSWORD", "Server", "running_server"]

OWNER, PASSWORD = "owner", "s3cret-pass"

PATIENCE = 60
"""Seconds that a server may take to start."""


@dataclass(frozen=True)
class Server:
    """A server that listens on a port of this machine alone."""

    port: int
    folder: Path

    def address(self, user: str = OWNER, password: str = PASSWORD, database: str = "crm") -> str:
        """Give the address of a database."""
        said = f":{password}" if password else ""
        return f"postgresql://{user}{said}@127.0.0.1:{self.port}/{database}"


def programs() -> Path:
    """Find the folder of initdb and postgres; skip where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    path = str(found[-1]) if found else shutil.which("initdb")
    if path is None:
        pytest.skip("PostgreSQL's server is not installed (initdb is not found)")
    return Path(path).resolve().parent


def _version(path: Path) -> float:
    return float(path.parts[-3])


def _user() -> dict[str, object]:
    """Say as whom the server runs: it refuses to be root's."""
    if os.name != "posix" or os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    pytest.skip("PostgreSQL does not run as root, and there is no other user here")


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server; stop it, and remove its folder."""
    found, user = programs(), _user()
    folder = Path(tempfile.mkdtemp(prefix="funnel-postgres-"))
    try:
        if user:
            os.chown(folder, int(str(user["user"])), int(str(user["group"])))
        yield from _started(found, user, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(found: Path, user: dict[str, object], folder: Path) -> Iterator[Server]:
    (folder / "password").write_text(PASSWORD)
    (folder / "password").chmod(0o644)
    data = folder / "data"
    settings = {"cwd": folder, "env": {"LC_ALL": "C", "PATH": os.environ["PATH"]}, **user}
    made = [found / "initdb", "-D", data, "-U", OWNER, "--pwfile", folder / "password"]
    made += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-sync", "--locale=C"]
    subprocess.run(made, check=True, capture_output=True, **settings)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [found / "postgres", "-D", data, "-p", str(port), "-k", folder]
    for setting in ("listen_addresses=127.0.0.1", "fsync=off", "max_connections=20"):
        words += ["-c", setting]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log, **settings)
    try:
        _wait(process, port, folder)
        yield Server(port, folder)
    finally:
        # SIGINT: it ends sessions and stops
        process.send_signal(2)
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    psycopg = pytest.importorskip("psycopg")
    until = time.monotonic() + PATIENCE
    address = Server(port, folder).address(database="postgres")
    while True:
        try:
            with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                connection.execute("CREATE DATABASE crm")
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError((folder / "log").read_text()) from None
            time.sleep(0.1)
