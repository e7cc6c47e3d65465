#!/usr/bin/env python3
"""Compares match sets of Chancery's rule engine with pySigma's reading of the same rules, sharing no code with it.

    sigma_check.py --rules DIR --events FILE.ndjson --matches FILE [--values FILE.toml]

pySigma reads the rules and gives the tree of their conditions; an evaluator of a hundred lines here asks each
tree of each event, one after another. Every rule looks at every event, whatever its log source. `--matches` is what the
engine found, one line `event rule-id` for each match, events counted from 0:

    cargo build --release -p sigma --example throughput
    throughput --events FILE… --flat events.ndjson
    throughput --rules DIR --events events.ndjson --everything --seconds 0 --matches found
    sigma_check.py --rules DIR --events events.ndjson --matches found

`--values` has what placeholders stand for, as `chancery hunt --values` takes it. Exit code 0: the sets are equal; 1: they
differ, and where is printed; a rule that only one of the two honours is named, and is no difference in itself.
Needs Python 3.11 or later and pySigma 2 (`pip install pysigma`).
"""
import argparse, datetime, ipaddress, json, pathlib, re, sys, tomllib

try:
    import yaml
    from sigma import conditions, rule as sigma_rule, types
except ImportError:
    sys.exit("sigma_check.py needs pySigma: pip install pysigma")

SHOWN_MAX = 20
ABSENT = object()


class Refused(Exception):
    """A rule that cannot be honoured as it stands."""


def fold(text):
    """Upper and lower case made one, a character staying one character."""
    def one(c):
        if c == "ı":
            return c
        upper = c.upper() if len(c.upper()) == 1 else c
        return upper.lower() if len(upper.lower()) == 1 else upper
    return text.lower() if text.isascii() else "".join(map(one, text))


def written(value):
    """What a value of JSON reads as; null, lists and objects read as nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value) if isinstance(value, (str, int, float)) else None


def leaves(value):
    """Every value within a value."""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        yield value
        return
    for inner in value:
        yield from leaves(inner)


class Event:
    def __init__(self, fields):
        self.fields, self.known, self.answers = fields, {}, {}
        self.everything = [text for text in map(written, leaves(fields)) if text is not None]

    def values(self, name):
        """The values of a field; None if it is absent. The literal name comes before the way of its parts."""
        if name not in self.known:
            found = self.fields.get(name, ABSENT)
            if found is ABSENT and "." in name:
                found = self.fields
                for part in name.split("."):
                    found = found.get(part, ABSENT) if isinstance(found, dict) else ABSENT
            listed = found if isinstance(found, list) else [found]
            self.known[name] = None if found is ABSENT else listed
        return self.known[name]

    def texts(self, name):
        if name is None:
            return self.everything
        return [text for text in map(written, self.values(name) or []) if text is not None]


def any_text(field, passes):
    return lambda event: any(passes(text) for text in event.texts(field))


def string(field, value, values):
    """Tests a text with wildcards; keywords may stand anywhere within a value."""
    if value.contains_placeholder():
        def given(placeholder):
            if placeholder.name not in values:
                raise Refused(f"no value for %{placeholder.name}%")
            return [types.SigmaString(str(one)) for one in values[placeholder.name]]
        forms = [string(field, one, values) for one in value.replace_placeholders(given)]
        return lambda event: any(form(event) for form in forms)
    is_cased = isinstance(value, types.SigmaCasedString)
    fit = (lambda text: text) if is_cased else fold
    parts = list(value.s)
    wild = [types.SpecialChars.WILDCARD_MULTI]
    if field is None:
        parts = wild + parts + wild
    regex = "".join(
        re.escape(fit(part)) if isinstance(part, str)
        else ".*" if part is types.SpecialChars.WILDCARD_MULTI else "."
        for part in parts
    )
    matches = re.compile(regex, re.DOTALL).fullmatch
    # Most are one text with wildcards about it at most, which needs no expression.
    inner = [part for part in parts if isinstance(part, str)]
    if len(inner) <= 1 and types.SpecialChars.WILDCARD_SINGLE not in parts:
        needle = fit(inner[0]) if inner else ""
        is_open = (parts[:1] == wild, parts[-1:] == wild)
        matches = {
            (False, False): lambda text: text == needle,
            (False, True): lambda text: text.startswith(needle),
            (True, False): lambda text: text.endswith(needle),
            (True, True): lambda text: needle in text,
        }[is_open]
    return any_text(field, lambda text: bool(matches(fit(text))))


def number_of(text):
    return float(text) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text) else None


def compare(field, value):
    bound, name = value.number.number, value.op.name
    holds = {
        "LT": lambda n: n < bound, "LTE": lambda n: n <= bound,
        "GT": lambda n: n > bound, "GTE": lambda n: n >= bound, "NEQ": lambda n: n != bound,
    }[name]
    return any_text(field, lambda text: (n := number_of(text)) is not None and holds(n))


def cidr(field, value):
    def mapped(network):
        if network.version == 6 and network.prefixlen >= 96 and network.network_address.ipv4_mapped:
            start = network.network_address.ipv4_mapped
            return ipaddress.ip_network(f"{start}/{network.prefixlen - 96}")
        return network

    network = mapped(value.network)

    def holds(text):
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return address.version == network.version and address in network
    return any_text(field, holds)


def reference(field, value):
    def holds(event):
        others = [fold(text) for text in event.texts(value.field)]
        for text in map(fold, event.texts(field)):
            for other in others:
                if value.starts_with and value.ends_with:
                    found = other in text
                elif value.starts_with:
                    found = text.startswith(other)
                elif value.ends_with:
                    found = text.endswith(other)
                else:
                    found = text == other
                if found:
                    return True
        return False
    return holds


def time_part(field, value):
    unit = value.timestamp_part.name.lower()

    def holds(text):
        try:
            time = datetime.datetime.fromisoformat(text[:16])
        except ValueError:
            return False
        return (time.isocalendar().week if unit == "week" else getattr(time, unit)) == value.number
    return any_text(field, holds)


def test(field, value, values):
    """One value that is asked of one field, or of all if it is None."""
    if isinstance(value, types.SigmaExpansion):
        forms = [test(field, one, values) for one in value.values]
        return lambda event: any(form(event) for form in forms)
    if isinstance(value, types.SigmaString):
        return string(field, value, values)
    if isinstance(value, types.SigmaNull):
        return lambda event: (found := event.values(field)) is None or not found or None in found
    if isinstance(value, types.SigmaExists):
        return lambda event: (event.values(field) is not None) == value.exists
    if isinstance(value, types.SigmaTimestampPart):
        return time_part(field, value)
    if isinstance(value, (types.SigmaBool, types.SigmaNumber)):
        wanted = str(value).lower()
        if field is None:
            return any_text(None, lambda text: wanted in fold(text))
        return any_text(field, lambda text: fold(text) == wanted)
    if isinstance(value, types.SigmaRegularExpression):
        flags = 0
        for flag in value.flags:
            flags |= value.sigma_to_python_flags[flag]
        return any_text(field, lambda text, search=re.compile(str(value.regexp), flags).search: bool(search(text)))
    if isinstance(value, types.SigmaCIDRExpression):
        return cidr(field, value)
    if isinstance(value, types.SigmaCompareExpression):
        return compare(field, value)
    if isinstance(value, types.SigmaFieldReference):
        return reference(field, value)
    raise Refused(f"{type(value).__name__} is not known here")


def tree(node, values, known):
    """Makes a function of an event out of a condition; the same tests of different rules are asked once."""
    if isinstance(node, conditions.ConditionAND):
        parts = [tree(part, values, known) for part in node.args]
        return lambda event: all(part(event) for part in parts)
    if isinstance(node, conditions.ConditionOR):
        parts = [tree(part, values, known) for part in node.args]
        return lambda event: any(part(event) for part in parts)
    if isinstance(node, conditions.ConditionNOT):
        part = tree(node.args[0], values, known)
        return lambda event: not part(event)
    if not isinstance(node, (conditions.ConditionFieldEqualsValueExpression, conditions.ConditionValueExpression)):
        raise Refused(f"{type(node).__name__} is not known here")
    field = getattr(node, "field", None)
    name = (field, type(node.value).__name__, repr(node.value))
    if name not in known:
        known[name] = (len(known), test(field, node.value, values))
    index, asked = known[name]

    def remembered(event):
        if index not in event.answers:
            event.answers[index] = asked(event)
        return event.answers[index]
    return remembered


def read_rules(folder, values):
    rules, refused, known = {}, {}, {}
    for path in sorted(folder.rglob("*.yml") if folder.is_dir() else [folder]):
        for document in yaml.safe_load_all(path.read_text("utf-8")):
            if not isinstance(document, dict) or "detection" not in document:
                continue
            name = str(document.get("id", path))
            try:
                rule = sigma_rule.SigmaRule.from_dict(document)
                rules[name] = [tree(asked.parsed, values, known) for asked in rule.detection.parsed_condition]
            except Exception as fault:  # Whatever pySigma does not take.
                refused[name] = f"{path}: {fault}"
    return rules, refused


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--rules", "--events", "--matches"):
        parser.add_argument(name, required=True, type=pathlib.Path)
    parser.add_argument("--values", type=pathlib.Path)
    options = parser.parse_args()
    values = tomllib.loads(options.values.read_text("utf-8")) if options.values else {}
    values = {name: given if isinstance(given, list) else [given] for name, given in values.items()}
    rules, refused = read_rules(options.rules, values)
    print(f"{len(rules)} rules, {len(refused)} refused by pySigma or without values")
    for reason in list(refused.values())[:SHOWN_MAX]:
        print(f"  refused {reason}")
    expected, n_events = set(), 0
    with options.events.open(encoding="utf-8") as lines:
        for index, line in enumerate(lines):
            event, n_events = Event(json.loads(line)), n_events + 1
            expected.update((index, name) for name, asked in rules.items() if any(one(event) for one in asked))
    found = set()
    for line in options.matches.read_text("utf-8").splitlines():
        index, name = line.split(" ", 1)
        found.add((int(index), name))
    of_refused = {match for match in found if match[1] in refused}
    print(f"{n_events} events: {len(expected & found)} matches in both")
    if of_refused:
        print(f"{len(of_refused)} of Chancery of rules that were refused here, not compared")
    is_equal = True
    for name, only in (("Chancery", found - expected - of_refused), ("pySigma", expected - found)):
        print(f"{len(only)} of {name} only")
        for index, rule in sorted(only)[:SHOWN_MAX]:
            print(f"  event {index}, rule {rule}")
        is_equal = is_equal and not only
    return 0 if is_equal else 1


if __name__ == "__main__":
    sys.exit(main())
