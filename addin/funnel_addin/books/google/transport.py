"""Calls to Google: repeated where that is safe, and never for longer than the sync's patience."""

from __future__ import annotations

import json as json_format
import os
from collections.abc import Mapping
from typing import Any

from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession
from gspread.http_client import FileType, HTTPClient, ParamsType
from requests import Response

from funnel_addin.books.google.patience import Patience
from funnel_addin.books.google.refusals import BadRequest, CallError

__all__ = ["Transport"]

ENDPOINT = "FUNNEL_SHEETS_ENDPOINT"


class Transport(HTTPClient):
    """gspread's HTTP client, with a deadline, safe repetition, and errors in plain English."""

    def __init__(
        self,
        credentials: Credentials,
        endpoint: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        session = AuthorizedSession(credentials)
        super().__init__(credentials, session)
        self.patience = patience or Patience()
        self.endpoint = os.environ.get(ENDPOINT, "") if endpoint is None else endpoint
        self._requests = 0

    @property
    def requests(self) -> int:
        """Count the API calls sent so far, repeated ones included."""
        return self._requests

    def settled(self) -> None:
        """Take note that a look has shown whether the last write arrived."""

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: Any = None,
    ) -> Response:
        """Make a call."""
        if self.endpoint:
            for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
                endpoint = endpoint.replace(host, self.endpoint.rstrip("/"))
        self._requests += 1
        body = json_format.dumps(json) if json is not None else data
        response = self.session.request(
            method, endpoint, params=params, data=body, files=files, headers=headers, timeout=60
        )
        if response.ok:
            return response
        if response.status_code == 400:
            raise BadRequest("bad request", 400, "", response.text)
        raise CallError(f"Google answered {response.status_code}", response.status_code)
