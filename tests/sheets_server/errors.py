"""Refusals, in the two shapes that Google answers them in."""

from typing import Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
REASON = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    429: "rateLimitExceeded",
    500: "internalError",
    503: "backendError",
}


class Refused(Exception):
    """A call that is answered with an error; `str` is Google's sentence."""

    def __init__(
        self,
        message: str,
        code: int = 400,
        *,
        reason: str = "",
        details: list[dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason or REASON.get(code, "badRequest")
        self.details = details

    def body(self, api: str) -> dict[str, Any]:
        """What goes over the wire: Drive lists `errors`, Sheets names a `status`."""
        error: dict[str, Any] = {"code": self.code, "message": str(self)}
        if api == "drive":
            error["errors"] = [
                {"message": str(self), "domain": "global", "reason": self.reason},
            ]
            return {"error": error}
        error["status"] = STATUS.get(self.code, "UNKNOWN")
        if self.details:
            error["details"] = self.details
        return {"error": error}


def bad_field(path: str, description: str) -> Refused:
    """Refuse a request's field, as Google's own JSON reader does."""
    violation: dict[str, Any] = {"description": description}
    if path:
        violation["field"] = path
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return Refused(description, details=[detail])


def no_access() -> Refused:
    """Refuse a file that is not shared with the caller."""
    return Refused("The caller does not have permission", 403)


def no_entity() -> Refused:
    """Refuse an ID that names nothing."""
    return Refused("Requested entity was not found.", 404)
