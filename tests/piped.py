"""Requests to a process of its own, and its answers, through a pipe; the far end runs anywhere."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Self

ROOT = Path(__file__).resolve().parent.parent


class Piped:
    """The far end of a pipe to the process that a module's `serve` answers in."""

    def __init__(self, module: str, env: Mapping[str, str] | None = None) -> None:
        self._module = module
        self._env = os.environ if env is None else env

    def __enter__(self) -> Self:
        paths = [str(ROOT), str(ROOT / "addin"), os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from {self._module} import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**self._env, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def _ask(self, *request: Any) -> Any:
        pickle.dump(request, self._process.stdin)
        self._process.stdin.flush()
        worked, answer = pickle.load(self._process.stdout)
        if not worked:
            raise RuntimeError(answer)
        return answer


def answer_all(requests: BinaryIO, answers: BinaryIO, by: object) -> None:
    """Answer requests by the methods of an object, until the other end closes the pipe."""
    while True:
        try:
            method, *arguments = pickle.load(requests)
        except EOFError:
            return
        try:
            answer = (True, getattr(by, method)(*arguments))
        except Exception as error:  # the test is told, whatever it is
            answer = (False, f"{type(error).__name__}: {error}")
        pickle.dump(answer, answers)
        answers.flush()
