"""`make audit` never takes a database that did not answer for one that knows of nothing."""

import json

from benchmarks import audit

SAFE = {"name": "a", "version": "1.0", "vulns": []}
SKIPPED = {"name": "b", "skip_reason": "not found"}
VULNERABLE = [{"id": "X-1", "fix_versions": ["2.1"]}, {"id": "X-2", "fix_versions": []}]
UNSAFE = {"name": "c", "version": "2.0", "vulns": VULNERABLE}


def program(folder, text):
    path = folder / "pip-audit"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_what_was_found():
    text, status = audit.report([SAFE, UNSAFE, SKIPPED])
    assert text.splitlines() == [
        "c 2.0: X-1, mended in 2.1",
        "c 2.0: X-2, mended in no version yet",
        "audit: 2 packages audited, 2 vulnerabilities known",
        "audit: 1 packages that the database does not know: b",
    ]
    assert status == audit.FOUND


def test_nothing_found():
    assert audit.report([SAFE]) == ("audit: 1 packages audited, 0 vulnerabilities known", 0)


def test_nothing_asked():
    for packages in ([], [SKIPPED]):
        text, status = audit.report(packages)
        assert "nothing was audited" in text and status == audit.NOTHING_AUDITED


def test_the_answer_is_read(tmp_path):
    (tmp_path / "answer.json").write_text(json.dumps({"dependencies": [SAFE], "fixes": []}), encoding="utf-8")
    copy = program(tmp_path, f'for out; do :; done; cp "{tmp_path}/answer.json" "$out"')
    assert audit.audited(copy, "site-packages") == [SAFE]
    assert audit.audited(program(tmp_path, "exit 1"), "site-packages") == []
