"""Judges reports of applets. What is wrong goes to standard output, a line each; the status is 1 then.

records.py valid SCHEMA JSON...   each JSON document is what the schema says
records.py invalid SCHEMA JSON... none of them is
records.py same JSON LUA          what records.lua wrote is the JSON document: same members, values and types
records.py plain FILE             text that a terminal shows and does not obey
"""
import json
import re
import sys
import unicodedata

problems = []


def wrong(where, what):
    problems.append(f"{where or 'top'}: {what}")


def load(path):
    def once(pairs):
        d = dict(pairs)
        if len(d) != len(pairs):
            wrong("", f"a member comes twice among {[k for k, _ in pairs]}")
        return d

    def no_constant(name):
        wrong("", f"{name} is not JSON")

    with open(path, "rb") as f:
        return json.loads(f.read().decode("utf-8"), object_pairs_hook=once, parse_constant=no_constant)


def validator(schema_path):
    import jsonschema

    schema = load(schema_path)
    cls = jsonschema.validators.validator_for(schema, default=None)
    if cls is None:
        wrong("", "the schema does not say which draft it is")
        cls = jsonschema.Draft202012Validator
    cls.check_schema(schema)
    closed(schema, "schema")
    return cls(schema)


def check(v, path):
    for e in v.iter_errors(load(path)):
        wrong("/".join(map(str, e.absolute_path)), e.message[:300])


def valid(schema_path, *paths):
    v = validator(schema_path)
    for path in paths:
        check(v, path)


def invalid(schema_path, *paths):
    v = validator(schema_path)
    for path in paths:
        before = len(problems)
        check(v, path)
        if len(problems) == before:
            problems.insert(0, f"{path}: passes")
        else:
            del problems[before:]


def closed(schema, where):
    """A schema that allows anything says nothing: every object names its members, every value its type."""
    if "type" not in schema:
        wrong(where, "no type")
    if schema.get("type") == "object" and "anyOf" not in schema and schema.get("additionalProperties") is not False:
        wrong(where, "an object that may have any member")
    for name, sub in schema.get("properties", {}).items():
        closed(sub, f"{where}.{name}")
        if "description" not in sub:
            wrong(f"{where}.{name}", "no description")
    for sub in schema.get("anyOf", []):
        closed(sub, where)
    if schema.get("type") == "array":
        closed(schema.get("items", {}), where + "[]")


def json_text(b):
    """Bytes as they stand in a JSON string: the rule of lsys(1), "Text from outside"."""
    try:
        s = b.decode("utf-8")
        if not re.search(r"\\x[0-9a-fA-F]{2}", s):
            return s
    except UnicodeDecodeError:
        pass
    s = b.replace(b"\\", b"\\\\").decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda m: "\\x%02x" % (ord(m[0]) - 0xDC00), s)


def compare(j, lua, where):
    kind, v = lua[0], lua[1] if len(lua) > 1 else None
    if kind == "e":
        if j not in ([], {}):
            wrong(where, f"JSON has {j!r}, Lua nothing")
    elif kind == "l" and isinstance(j, list):
        if len(j) != len(v):
            wrong(where, f"JSON has {len(j)} elements, Lua {len(v)}")
        for i, (a, b) in enumerate(zip(j, v)):
            compare(a, b, f"{where}[{i}]")
    elif kind == "o" and isinstance(j, dict):
        names = {bytes.fromhex(k).decode(): x for k, x in v.items()}
        for k in j.keys() ^ names.keys():
            wrong(f"{where}.{k}", "only in " + ("JSON" if k in j else "Lua"))
        for k in j.keys() & names.keys():
            compare(j[k], names[k], f"{where}.{k}")
    elif kind == "s" and isinstance(j, str):
        if json_text(bytes.fromhex(v)) != j:
            wrong(where, f"JSON has {j!r}, Lua {bytes.fromhex(v)!r}")
    elif kind == "b" and isinstance(j, bool):
        if j != v:
            wrong(where, f"JSON has {j}, Lua {v}")
    elif kind == "n" and not isinstance(j, bool) and (isinstance(j, int) or isinstance(j, str) and re.fullmatch("-?[0-9]+", j)):
        if int(j) != int(v):
            wrong(where, f"JSON has {j}, Lua {v}")
    else:
        wrong(where, f"JSON has {j!r}, Lua {lua!r}")


def same(json_path, lua_path):
    compare(load(json_path), load(lua_path), "")


def plain(path):
    with open(path, "rb") as f:
        raw = f.read()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as e:
        return wrong(f"byte {e.start}", f"not UTF-8: {raw[max(0, e.start - 20):e.start + 4]!r}")
    for n, line in enumerate(text.split("\n"), 1):
        for c in line:
            if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\t":
                wrong(f"line {n}", f"U+{ord(c):04X} in {line!r}"[:300])
                break
    if text and not text.endswith("\n"):
        wrong(f"line {n}", "no newline at the end")


{"valid": valid, "invalid": invalid, "same": same, "plain": plain}[sys.argv[1]](*sys.argv[2:])
print("\n".join(problems[:20]))
sys.exit(1 if problems else 0)
