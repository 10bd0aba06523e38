"""Sections: errors name the key, what was expected and the nearest valid name."""

from dataclasses import replace
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import Field, Strict
from pydantic.dataclasses import is_pydantic_dataclass

from steady_attention import methods
from steady_attention.corpora.bert.config import Config
from steady_attention.settings import params, suites
from steady_attention.store import sections
from steady_attention.store.errors import UserError
from steady_attention.store.sections import Count, Flag, Listed, Plain, Text, by_keys, section


@section
class Inner:
    rate: Annotated[float, Strict(), Field(gt=0.0, le=1.0)]
    kind: Literal["additive", "dot"]


@section
class File:
    file: Text
    column: Text


@section
class Files:
    train: Text
    test: Text


@section
class Outer:
    jobs: Literal["auto"] | Count
    names: Listed[Text]
    inner: Inner
    pool: Text | None
    splits: by_keys(File, Files)
    more: dict[Text, dict[Text, Plain]]
    optional: Inner | None
    on: Flag


GOOD = {
    "jobs": 2,
    "names": ["a", "b"],
    "inner": {"rate": 1, "kind": "dot"},
    "pool": None,
    "splits": {"file": "a", "column": "b"},
    "more": {"a": {"b": 1, "c": 1.5, "d": None, "e": True, "f": "x"}},
    "optional": None,
    "on": True,
}


def changed(**changes):
    inner = changes.pop("inner", {})
    return GOOD | changes | {"inner": GOOD["inner"] | inner}


def test_good_values_become_a_section():
    found = sections.read("", GOOD, Outer)
    assert found == Outer(2, ("a", "b"), Inner(1.0, "dot"), None, File("a", "b"), GOOD["more"], None, True)
    assert type(found.inner.rate) is float and type(found.more["a"]["b"]) is int
    assert sections.read("", changed(jobs="auto", pool="x", optional=GOOD["inner"]), Outer).jobs == "auto"
    with pytest.raises(AttributeError):
        found.jobs = 3
    with pytest.raises(ValueError):
        replace(found, jobs=0)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (changed(jbs=1), "params.yaml: unknown key 'jbs'; did you mean 'jobs'? (known: jobs, names,"),
        (changed(jbs=1, jobs=0), "unknown key 'jbs'"),
        (GOOD | {3: 4}, "params.yaml: unknown key 3 (known: jobs,"),
        ({key: GOOD[key] for key in GOOD if key != "names"}, "missing key 'names' (a list)"),
        ({key: GOOD[key] for key in GOOD if key != "jobs"}, "'jobs' ('auto' or a whole number at least 1)"),
        (changed(jobs=0), "jobs: expected 'auto' or a whole number at least 1, got 0"),
        (changed(jobs=True), "jobs: expected 'auto' or a whole number at least 1, got True"),
        (changed(jobs=1.0), "jobs: expected 'auto' or a whole number at least 1, got 1.0"),
        (changed(jobs=2**63), "a whole number at least 1, of at most 64 bits, got 9223372036854775808"),
        (changed(jobs="atuo"), "jobs: 'atuo' is not one of auto; did you mean 'auto'?"),
        (changed(names=[]), "names: expected a list with at least one entry, got []"),
        (changed(names="a"), "names: expected a list with at least one entry, got 'a'"),
        (changed(names=["a", 3]), "names[1]: expected a text (in quotes), got 3"),
        (changed(names=["a", "\ud800"]), "names[1]: expected a text without half a surrogate pair, got"),
        (changed(inner={"rate": 0}), "rate: expected a number more than 0.0 and at most 1.0, got 0"),
        (changed(inner={"rate": "1"}), "rate: expected a number more than 0.0 and at most 1.0, got '1'"),
        (changed(inner={"rate": True}), "rate: expected a number more than 0.0 and at most 1.0, got True"),
        (changed(inner={"rate": float("nan")}), "more than 0.0 and at most 1.0, finite, got nan"),
        (changed(inner={"kind": "additve"}), "inner.kind: 'additve' is not one of additive, dot; did"),
        (changed(inner={"kind": 3}), "inner.kind: 3 is not one of additive, dot"),
        (changed(pool=3), "pool: expected a text or null, got 3"),
        (changed(on="yes"), "on: expected true or false, got 'yes'"),
        (changed(on=1), "on: expected true or false, got 1"),
        (GOOD | {"inner": 3}, "inner: expected a mapping, got 3"),
        (GOOD | {"optional": 3}, "optional: expected a mapping or null, got 3"),
        (GOOD | {"optional": {"rate": 1}}, "optional: missing key 'kind' ('additive' or 'dot')"),
        (changed(splits={"file": "a"}), "splits: expected a mapping with the keys file, column, or train,"),
        (changed(splits={"train": "a", "test": 3}), "splits.test: expected a text (in quotes), got 3"),
        (changed(more={"a": {1: 2}}), "more.a.1: expected a text for a name (in quotes), got 1"),
        (
            changed(more={"a": {"b": [1]}}),
            "more.a.b: expected a number, a text, true, false or null, got [1]",
        ),
        (changed(more={"a": {"b": float("inf")}}), "true, false or null, finite, got inf"),
        (changed(more={"a": {"b": -(2**64)}}), "or null, of at most 64 bits, got -1844"),
        (changed(more={"a": 3}), "more.a: expected a mapping, got 3"),
        (None, "params.yaml: expected a mapping, got None"),
    ],
)
def test_bad_values_are_named(given, text):
    with pytest.raises(UserError) as error:
        sections.read("", given, Outer)
    assert text in str(error.value)
    with pytest.raises(UserError) as error:
        sections.read("conf/x.yaml: ", given, Outer)
    assert str(error.value).startswith("conf/x.yaml: ") and text.removeprefix("params.yaml: ") in str(
        error.value
    )


def parts(hint: Any):
    """All types that a type is made of."""
    yield hint
    for one in get_args(hint):
        yield from parts(one)


def scalars(kind: type):
    """(field, type) of a section and of all sections in it, whose type would convert what it is given."""
    for name, hint in sections._hints(kind).items():
        strict = [
            one for one in parts(hint) if get_origin(one) is Annotated and any(map(is_strict, get_args(one)))
        ]
        converting = sum(one in (int, float, str, bool) for one in parts(hint)) - len(strict)
        if converting:
            yield kind, name
        for one in parts(hint):
            if is_pydantic_dataclass(one) if isinstance(one, type) else False:
                yield from scalars(one)


def is_strict(mark: Any) -> bool:
    return isinstance(mark, Strict)


@pytest.mark.parametrize(
    "kind", [params.Params, suites.Block, Config, *(methods.get(name).HParams for name in methods.NAMES)]
)
def test_no_section_converts(kind):
    assert list(scalars(kind)) == []


def test_what_converts_is_found():
    @section
    class Lax:
        inner: Inner
        name: Text
        size: int | None

    assert list(scalars(Lax)) == [(Lax, "size")]
