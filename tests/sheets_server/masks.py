"""Field masks: `sheets(properties.title,data/rowData)` → what of a reply is sent, or set."""

from typing import Any

from tests.sheets_server.discovery import Api, Schema
from tests.sheets_server.errors import Refused

Mask = dict[str, Any]
EVERYTHING: Mask = {}


def parse(text: str) -> Mask:
    """Read a mask into a tree; an empty branch means all that is below it."""
    tree, rest = _branch(text.replace(" ", ""))
    if rest:
        raise Refused(f"Invalid field mask: {text}")
    return tree


def _branch(text: str) -> tuple[Mask, str]:
    tree: Mask = {}
    while text and text[0] != ")":
        at = next((at for at, letter in enumerate(text) if letter in ",()"), len(text))
        path, text = text[:at].replace("/", "."), text[at:]
        node = tree
        for name in [each for each in path.split(".") if each]:
            node = node.setdefault(name, {})
        if text[:1] == "(":
            inner, text = _branch(text[1:])
            if text[:1] != ")":
                raise Refused("Invalid field mask: a bracket is not closed")
            node.update(inner)
            text = text[1:]
        text = text.removeprefix(",")
    return tree, text


def validate(api: Api, schema: Schema, mask: Mask, path: str = "") -> None:
    """Refuse a mask that names what the schema has not."""
    while schema.get("type") == "array":
        schema = schema["items"]
    if "$ref" in schema:
        schema = api.schemas[schema["$ref"]]
    for name, inner in mask.items():
        if name == "*":
            continue
        below = f"{path}.{name}".strip(".")
        found = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
        if found is None:
            if api.name == "drive":
                raise Refused(f"Invalid field selection {below}", reason="invalidParameter")
            raise Refused(
                "Request contains an invalid argument. Error expanding 'fields' parameter. "
                f"Cannot find matching fields for path '{below}'."
            )
        validate(api, found, inner, below)


def wants(mask: Mask, *path: str) -> bool:
    """Whether a mask lets anything at or below a path through."""
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def keep(value: Any, mask: Mask) -> Any:
    """The part of a value that a mask lets through."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [keep(each, mask) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: keep(value[name], inner) for name, inner in mask.items() if name in value}


def merged(old: Any, new: Any, mask: Mask) -> Any:
    """The old value with what the mask names taken from the new; absent there means cleared."""
    if not mask or "*" in mask:
        return new
    answer = dict(old or {})
    for name, inner in mask.items():
        found = merged(answer.get(name), (new or {}).get(name), inner)
        if found is None or found == {}:
            answer.pop(name, None)
        else:
            answer[name] = found
    return answer
