"""Where ``rules/`` and ``reports/`` are, and how a project's own folder is laid over the shipped rules.

A file of the project's folder is merged into the shipped file of the same relative path: a mapping key by key, a
list by appending, anything else by replacing. A file that does not exist in the shipped rules is added.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from auditor.errors import RuleFileError

RuleFiles = dict[str, Any]
"""Relative path under ``rules/`` to parsed content."""

_HERE = Path(__file__).resolve().parent
_CACHE_FORMAT = "1"
_PATTERN_KEYS = frozenset(
    [
        "pattern",
        "number",
        "date",
        "issuer",
        "title",
        "term",
        "fraction",
        "fonts",
        "capitals",
        "place",
        "years",
        "congress",
        "committee",
        "met",
    ]
)
"""Keys of rule files whose text is a regular expression."""
_PATTERN_LISTS = frozenset(
    ["dates", "organisation", "parts", "unit_captions", "weekday_between", "weekday_after", "days"]
)
"""Keys whose list holds regular expressions."""


def data_root() -> Path:
    """The folder that holds ``rules`` and ``reports``: inside the wheel, or the checkout."""
    packaged = _HERE / "_data"
    return packaged if packaged.is_dir() else _HERE.parent


def report_file(name: str) -> str:
    """The text of a file under ``reports/``."""
    return (data_root() / "reports" / name).read_text(encoding="utf-8")


def report_messages(language: str) -> dict[str, str]:
    """The labels of the reports in one language.

    Raises:
        RuleFileError: The catalogue is no mapping of keys to text.
    """
    path = data_root() / "reports" / "messages" / f"{language}.yaml"
    data = _parse(path)
    if not isinstance(data, dict) or not all(isinstance(v, str) for v in data.values()):
        raise RuleFileError("must map message keys to text", where=str(path))
    return {str(k): v for k, v in data.items()}


def schema(name: str) -> dict[str, Any]:
    """A JSON Schema of ``rules/schemas/``."""
    loaded: dict[str, Any] = json.loads((data_root() / "rules" / "schemas" / name).read_text(encoding="utf-8"))
    return loaded


def load_rules(overlay: Path | None = None, *others: Path) -> RuleFiles:
    """All rule files, the project's folder merged in, every one validated against its schema.

    What was validated once is kept in the user's cache folder under a hash of all files, as JSON, so that a run
    need not parse and validate unchanged rules again.

    Args:
        overlay: A project's own rules folder, or None.
        others: Folders of installed packages, laid between the shipped rules and the project's.

    Raises:
        RuleFileError: A file does not parse, or says something its schema does not allow.
    """
    layers = [_files(data_root() / "rules")]
    for folder in (*others, *([overlay] if overlay is not None else [])):
        if not folder.is_dir():
            raise RuleFileError("is not a folder of rule files", where=str(folder))
        layers.append(_files(folder))
    digest = hashlib.sha256(_CACHE_FORMAT.encode())
    for depth, files in enumerate(layers):
        for name, path in files.items():
            digest.update(f"{depth}\0{name}\0".encode())
            try:
                digest.update(path.read_bytes())
            except OSError as error:
                raise RuleFileError(f"cannot be read: {error.strerror}", where=str(path)) from error
    for path in sorted((data_root() / "rules" / "schemas").glob("*.json")):
        digest.update(path.read_bytes())
    kept = _cache_file(digest.hexdigest())
    if kept is not None and kept.is_file():
        try:
            cached = json.loads(kept.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            cached = None
        if isinstance(cached, dict) and set(cached) == {name for files in layers for name in files}:
            return cached
    merged = _merge_all(layers)
    if kept is not None:
        _keep(kept, merged)
    return merged


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """The text of a file that a user has named; a pipe, that may never say anything, is none.

    Raises:
        OSError: There is none, or it cannot be read.
        UnicodeDecodeError: It is not in this encoding.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError("it is a pipe or device, not a file")
    return path.read_text(encoding=encoding)


def load_file(path: Path, kind: str) -> dict[str, Any]:
    """One rule file that lies outside a rules folder.

    Args:
        path: The file.
        kind: Name of its schema: ``expectations``.

    Raises:
        RuleFileError: It does not parse, or says something its schema does not allow.
    """
    data: dict[str, Any] = _parse(path)
    _validate(f"{kind}/{path.name}", data, [path])
    return data


def _files(root: Path) -> dict[str, Path]:
    found = {p.relative_to(root).as_posix(): p for p in root.rglob("*.yaml") if p.is_file()}
    return dict(sorted(found.items()))


def _merge_all(layers: list[dict[str, Path]]) -> RuleFiles:
    merged: RuleFiles = {}
    for name in sorted({name for files in layers for name in files}):
        paths = [files[name] for files in layers if name in files]
        try:
            data = _parse(paths[0])
            for path in paths[1:]:
                data = merge(data, _parse(path))
            _validate(name, data, paths)
        except RecursionError as error:
            raise RuleFileError("is nested too deeply", where=str(paths[-1])) from error
        merged[name] = data
    return merged


def merge(base: Any, over: Any) -> Any:
    """``over`` laid over ``base``: mappings by key, lists appended, anything else replaced."""
    if isinstance(base, dict) and isinstance(over, dict):
        return {**base, **{k: merge(base[k], v) if k in base else v for k, v in over.items()}}
    if isinstance(base, list) and isinstance(over, list):
        return [*base, *over]
    return over


@cache
def _loader() -> Any:
    """A safe loader for which ``on``, ``no`` and ``yes`` are words, not truth values: rule files are full of words."""
    import yaml

    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Words(base):  # type: ignore[misc, valid-type]
        """Only ``true`` and ``false`` are truth values, as in YAML 1.2."""

    truth = re.compile(r"(?:true|True|TRUE|false|False|FALSE)$")
    Words.yaml_implicit_resolvers = {
        first: [(tag, truth if tag == "tag:yaml.org,2002:bool" else pattern) for tag, pattern in resolvers]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    return Words


def _parse(path: Path) -> Any:
    import yaml

    try:
        text = read_text(path)
        return yaml.load(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        if "nesting depth" in str(error.problem):  # said so since PyYAML 6.0.4; a RecursionError before
            raise RuleFileError("is nested too deeply", where=f"{path}{line}") from error
        raise RuleFileError(f"is not YAML: {error.problem}", where=f"{path}{line}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RuleFileError(f"cannot be read: {error}", where=str(path)) from error
    except (ValueError, AttributeError) as error:  # a date or number that its tag promises and its text is not
        raise RuleFileError(f"holds a value that is not what it looks like: {error}", where=str(path)) from error


def _validate(name: str, data: Any, paths: list[Path]) -> None:
    target = _schema_for(name)
    if target is None:
        raise RuleFileError("is not a place for rule files (see rules/README.md)", where=str(paths[-1]))
    errors = sorted(_validator(target).iter_errors(data), key=lambda e: ([str(p) for p in e.absolute_path], e.message))
    if errors:
        error = errors[0]
        path, line = _place(paths, list(error.absolute_path))
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise RuleFileError(f"key {dotted(error.absolute_path)}: {_explain(error)}{more}", where=f"{path}:{line}")
    for place, pattern in _patterns(data):
        try:
            re.compile(expand_classes(pattern))
        except re.error as error:
            path, line = _place(paths, place)
            raise RuleFileError(
                f"key {dotted(place)}: is not a regular expression: {error}", where=f"{path}:{line}"
            ) from error


def dotted(key: Iterable[Any]) -> str:
    """A place in parsed data as messages name it: ``document.0.date``."""
    return ".".join(str(part) for part in key) or "(top)"


def _explain(error: Any) -> str:
    message = str(error.message)
    return message if len(message) <= 200 else f"{message[:200]}…"


def _schema_for(name: str) -> str | None:
    folder, _, rest = name.partition("/")
    if folder == "checks":
        return "check"
    if folder == "indicators":
        return "indicators"
    if folder == "expectations":
        return "expectations"
    return rest.removesuffix(".yaml") if rest and "/" not in rest else None


@cache
def _validator(target: str) -> Any:
    from jsonschema import Draft202012Validator

    if target in ("check", "indicators", "expectations"):
        return Draft202012Validator(schema(f"{target}.schema.json"))
    whole = schema("language.schema.json")
    if target not in whole["$defs"]:
        allowed = ", ".join(sorted(k for k in whole["$defs"] if not k.startswith("_")))
        raise RuleFileError(f"a language pack has no file {target}.yaml; allowed: {allowed}")
    return Draft202012Validator({"$ref": f"#/$defs/{target}", "$defs": whole["$defs"]})


def _patterns(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[list[Any], str]]:
    """Every regular expression in a rule file, with its place."""
    found: list[tuple[list[Any], str]] = []
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and key in _PATTERN_KEYS:
                found.append(([*path, key], value))
            else:
                found += _patterns(value, (*path, key))
    elif isinstance(data, list):
        expressions = path and path[-1] in _PATTERN_LISTS
        for i, value in enumerate(data):
            if expressions and isinstance(value, str):
                found.append(([*path, i], value))
            else:
                found += _patterns(value, (*path, i))
    return found


def _place(paths: list[Path], key: list[Any]) -> tuple[Path, int]:
    """The file, and line counted from 1, that is responsible for the value at ``key`` of the merged data."""
    import yaml

    for path in reversed(paths):
        try:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        except yaml.YAMLError:  # stricter than the parser that has read it
            continue
        line, depth = 1, 0
        for part in key:
            child = None
            if isinstance(node, yaml.MappingNode):
                child = next((v for k, v in node.value if k.value == str(part)), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                child = node.value[part]
            if child is None:
                break
            node, line, depth = child, child.start_mark.line + 1, depth + 1
        if depth == len(key) or path is paths[0]:
            return path, line
    return paths[-1], 1


_LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"


@cache
def _upper() -> str:
    return "".join(chr(c) for c in range(0x41, 0x1F00) if chr(c).isupper() and (c < 0x250 or c >= 0x1E00))


def expand_classes(pattern: str) -> str:
    """``pattern`` with ``\\p{L}`` and ``\\p{Lu}`` (Latin letters, Latin capitals) written out for ``re``."""
    if "\\p{" not in pattern:
        return pattern
    out: list[str] = []
    inside = False
    i = 0
    while i < len(pattern):
        for name, members in (("\\p{Lu}", _upper()), ("\\p{L}", _LETTER)):
            if pattern.startswith(name, i):
                out.append(members if inside else f"[{members}]")
                i += len(name)
                break
        else:
            char = pattern[i]
            if char == "\\":
                out.append(pattern[i : i + 2])
                i += 2
                continue
            inside = char == "[" or (inside and char != "]")
            out.append(char)
            i += 1
    return "".join(out)


def cache_folder() -> Path | None:
    """The folder in which this user's caches are kept, or None where the user has no home."""
    base = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache" if os.environ.get("HOME") else None)
    return Path(base) / "auditor" if base else None


def _cache_file(digest: str) -> Path | None:
    folder = cache_folder()
    return folder / f"rules-{digest[:32]}.json" if folder else None


def _keep(path: Path, data: RuleFiles) -> None:
    """Write the cache, whole or not at all; a cache that cannot be written is no fault."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as out:
            try:
                json.dump(data, out, ensure_ascii=False)
                out.close()
                os.replace(out.name, path)
            except BaseException:
                Path(out.name).unlink(missing_ok=True)
                raise
    except OSError:
        pass
