"""`python -m tests.sheets_server --port 0`: prints the base URL, and serves until it is stopped."""

import argparse
import json
import signal
import sys
from pathlib import Path

from tests.sheets_server.server import SheetsServer


def main(arguments: list[str] | None = None) -> int:
    """Serve in the foreground; Ctrl-C ends it."""
    parser = argparse.ArgumentParser(prog="python -m tests.sheets_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds added to each call")
    parser.add_argument("--seed", type=int, default=1, help="for the IDs that are drawn")
    parser.add_argument(
        "--service-account",
        type=Path,
        help="write a new service account's key file here (without: any bearer token is good)",
    )
    parser.add_argument(
        "--template", type=Path, help="a workbook to convert into a first spreadsheet"
    )
    given = parser.parse_args(arguments)
    closed = given.service_account is not None
    server = SheetsServer(given.port, latency=given.latency, seed=given.seed, open_door=not closed)
    if closed:
        given.service_account.touch(mode=0o600)
        given.service_account.write_text(json.dumps(server.service_account(), indent=2))
    else:
        server.welcome()
    print(server.base_url, flush=True)
    if given.template:
        print(server.upload(given.template.read_bytes(), given.template.stem), flush=True)
    for each in (signal.SIGINT, signal.SIGTERM):  # a shell lets its background jobs ignore SIGINT
        signal.signal(each, signal.default_int_handler)
    try:
        server.wire.serve_forever(0.1)
    except KeyboardInterrupt:
        server.app.closing.set()
    return 0


if __name__ == "__main__":
    sys.exit(main())
