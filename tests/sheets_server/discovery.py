"""Google's own description of its calls: what a request may say and what a reply must look like."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from tests.sheets_server.errors import Refused, bad_field

Schema = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One method of an API: how it is addressed and which schemas it speaks."""

    api: str
    name: str
    verb: str
    pattern: re.Pattern[str]
    parameters: dict[str, Schema]
    request: str
    response: str
    scopes: frozenset[str]


@dataclass(frozen=True)
class Api:
    """A discovery document: its schemas and calls."""

    name: str
    schemas: dict[str, Schema]
    shared: dict[str, Schema]
    calls: list[Call] = field(default_factory=list)

    def find(self, verb: str, path: str) -> tuple[Call, dict[str, str]] | None:
        """The call that a request line addresses, with the parameters of its path."""
        for call in self.calls:
            found = call.pattern.fullmatch(path) if call.verb == verb else None
            if found:
                return call, {name: unquote(text) for name, text in found.groupdict().items()}
        return None


@cache
def api(name: str, version: str) -> Api:
    """Read a discovery document that google-api-python-client ships."""
    folder = files("googleapiclient.discovery_cache") / "documents"
    document = json.loads((folder / f"{name}.{version}.json").read_text("utf-8"))
    found = Api(name, document["schemas"], document["parameters"])
    base = "/" + document["servicePath"].strip("/")
    for path, method in _methods(document):
        found.calls.extend(_calls(name, base.rstrip("/"), path, method))
    # the longer path is the more particular one: {range}:append before {range}
    found.calls.sort(key=lambda call: -len(re.sub(r"\(\?P<\w+>[^)]*\)", "", call.pattern.pattern)))
    return found


def _methods(node: Schema, prefix: str = "") -> Iterator[tuple[str, Schema]]:
    for name, inner in node.get("resources", {}).items():
        yield from _methods(inner, f"{prefix}{name}.")
    for name, method in node.get("methods", {}).items():
        yield prefix + name, method


def _calls(name: str, base: str, path: str, method: Schema) -> Iterator[Call]:
    protocols = method.get("mediaUpload", {}).get("protocols", {})
    paths = [f"{base}/{method['path']}", *(each["path"] for each in protocols.values())]
    for text in paths:
        pattern = re.sub(r"\\{\+?(\w+)\\}", r"(?P<\1>[^/]+?)", re.escape(text))
        yield Call(
            name,
            path,
            method["httpMethod"],
            re.compile(pattern),
            method.get("parameters", {}),
            method.get("request", {}).get("$ref", ""),
            method.get("response", {}).get("$ref", ""),
            frozenset(method.get("scopes", ())),
        )


def snake(name: str) -> str:
    """A field's name as Google spells it in its error messages."""
    return re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), name)


@dataclass(frozen=True)
class Reader:
    """Reads a request by its schema; `tolerated` are the unknown fields that are let pass."""

    api: Api
    tolerated: frozenset[str] = frozenset()

    def read(self, schema: Schema, value: Any, path: str = "") -> Any:
        """The value with nulls left out and numbers as numbers; refuses what does not fit."""
        if "$ref" in schema:
            return self._fields(self.api.schemas[schema["$ref"]], value, path)
        kind = schema.get("type")
        if kind == "any":
            return value
        if kind == "array":
            return self._list(schema, value, path)
        if kind == "object":
            return self._fields(schema, value, path)
        return _scalar(schema, value, path)

    def _list(self, schema: Schema, value: Any, path: str) -> list[Any]:
        inner = schema["items"]
        if not isinstance(value, list):
            rows = inner.get("type") == "array"
            kind = "type.googleapis.com/google.protobuf.ListValue" if rows else "repeated"
            raise bad_field(path, f"Invalid value at '{path}' ({kind}), {json.dumps(value)}")
        if inner.get("type") == "any":  # a row of cells: there may be very many
            return list(value)
        return [self.read(inner, each, f"{path}[{at}]") for at, each in enumerate(value)]

    def _fields(self, schema: Schema, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            where = f"at '{path}' " if path else ""
            raise bad_field(path, f"Invalid value {where}(type object), {json.dumps(value)}")
        known = schema.get("properties", {})
        free = schema.get("additionalProperties")
        if known and any("_" in name for name in value):
            camel = {snake(name): name for name in known}
            value = {camel.get(name, name): each for name, each in value.items()}
        answer = {}
        for name, each in value.items():
            inner = known.get(name, free)
            if inner is None:
                if name in self.tolerated:
                    continue
                where = f" at '{path}'" if path else ""
                raise bad_field(
                    path,
                    f'Invalid JSON payload received. Unknown name "{name}"{where}: '
                    "Cannot find field.",
                )
            if each is not None:
                below = f"{path}.{snake(name)}" if path else snake(name)
                answer[name] = self.read(inner, each, below)
        return answer


def _scalar(schema: Schema, value: Any, path: str) -> Any:
    kind, form = schema["type"], schema.get("format", "")
    wanted = {"string": "TYPE_STRING", "boolean": "TYPE_BOOL"}.get(kind, f"TYPE_{form.upper()}")
    refused = bad_field(path, f"Invalid value at '{path}' ({wanted}), {json.dumps(value)}")
    if kind == "boolean" and isinstance(value, bool):
        return value
    if isinstance(value, bool) or kind == "boolean":
        raise refused
    if kind == "string":
        if form == "int64" and isinstance(value, int):
            return str(value)
        if not isinstance(value, str):
            raise refused
        if "enum" in schema and value not in schema["enum"]:
            raise refused
        return value
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise refused from None
    if kind == "integer":
        if not number.is_integer():
            raise refused
        return int(number)
    return number


def read_query(
    call: Call, shared: dict[str, Schema], query: dict[str, list[str]], tolerated: frozenset[str]
) -> dict[str, Any]:
    """The parameters of a request line, each of its type; refuses an unknown one."""
    answer: dict[str, Any] = {}
    for name, texts in query.items():
        schema = call.parameters.get(name) or shared.get(name)
        if schema is None:
            if name in tolerated:
                continue
            raise bad_field(
                "",
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
                f"parameter. Field '{name}' could not be found in request message.",
            )
        plain = {key: each for key, each in schema.items() if key != "repeated"}
        read = [_parameter(plain, text, name) for text in texts if text != ""]
        if schema.get("repeated"):
            answer[name] = read
        elif read:
            answer[name] = read[-1]
    return answer


def _parameter(schema: Schema, text: str, name: str) -> Any:
    if schema["type"] == "boolean":
        if text.lower() not in {"true", "false", "1", "0"}:
            raise bad_field(name, f"Invalid value at '{snake(name)}' (TYPE_BOOL), \"{text}\"")
        return text.lower() in {"true", "1"}
    return _scalar(schema, text, snake(name))


def problems(api: Api, schema: Schema, value: Any, path: str = "reply") -> Iterator[str]:
    """What in a reply of ours does not fit the schema that Google publishes for it."""
    if "$ref" in schema:
        schema = api.schemas[schema["$ref"]]
    kind = schema.get("type")
    if kind == "object":
        known, free = schema.get("properties", {}), schema.get("additionalProperties")
        if not isinstance(value, dict):
            yield f"{path} is no object"
            return
        for name, each in value.items():
            inner = known.get(name, free)
            if inner is None:
                yield f"{path}.{name} is unknown"
            else:
                yield from problems(api, inner, each, f"{path}.{name}")
    elif kind == "array":
        if not isinstance(value, list):
            yield f"{path} is no list"
            return
        if schema["items"].get("type") == "any":
            return
        for at, each in enumerate(value):
            yield from problems(api, schema["items"], each, f"{path}[{at}]")
    elif kind != "any" and not _fits(schema, value):
        yield f"{path} is {value!r}, no {kind}"


def _fits(schema: Schema, value: Any) -> bool:
    kind = schema["type"]
    if kind == "boolean" or isinstance(value, bool):
        return kind == "boolean" and isinstance(value, bool)
    if kind == "string":
        return isinstance(value, str) and value in schema.get("enum", [value])
    return isinstance(value, int) or (kind == "number" and isinstance(value, float))


def unsupported(verb: str, path: str) -> Refused:
    """Refuse a call that this server does not speak, with 400: a 5xx is repeated for ever."""
    return Refused(f"This server does not speak {verb} {path}.")
