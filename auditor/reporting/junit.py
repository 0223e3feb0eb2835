"""The report as JUnit XML, which every continuous integration server shows: a suite a rule, a case a finding."""

from __future__ import annotations

from typing import Any

from auditor.checks.run import INTERNAL_ERROR
from auditor.model import Finding, Severity
from auditor.pipeline import Audit
from auditor.reporting.evidence import shown
from auditor.reporting.wording import Wording


def document(audit: Audit, language: str) -> bytes:
    """A suite for each rule, with a case for each finding, or one that passed; and a suite for what was read.

    A finding at or above ``warning`` is a failure, a note passes and says what it says; a document that could not be
    read, and a check that broke, are errors.

    Args:
        audit: What was found.
        language: Language of messages and labels.
    """
    from lxml import etree

    say = Wording(audit, language)
    suites = [_reading(audit, say)]
    codes = [rule.id for rule in audit.rules if rule.enabled]
    codes += sorted({f.rule for f in audit.findings} - set(codes))
    names = {rule.id: shown(rule.name[language]) for rule in audit.rules}
    for code in codes:
        findings = [f for f in audit.findings if f.rule == code]
        suites.append(_suite(names.get(code, code), code, [_case(f, say) for f in findings] or [_passed(code, say)]))
    root = etree.Element("testsuites", {"name": "auditor", **_counts(suites)})
    root.extend(suites)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _counts(elements: list[Any]) -> dict[str, str]:
    cases = [case for element in elements for case in element.iter("testcase")]
    return {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }


def _suite(name: str, code: str, cases: list[Any]) -> Any:
    from lxml import etree

    suite = etree.Element("testsuite", {"name": name, "id": code, "skipped": "0", **_counts(cases)})
    suite.extend(cases)
    return suite


def _passed(code: str, say: Wording) -> Any:
    from lxml import etree

    return etree.Element("testcase", name=say.label("case.none"), classname=f"auditor.{code}")


def _reading(audit: Audit, say: Wording) -> Any:
    from lxml import etree

    cases = [
        etree.Element("testcase", name=say.names[x.document.id], classname=say.label("case.read"))
        for x in audit.extracts
    ]
    for problem in map(shown, audit.problems):
        case = etree.Element("testcase", name=problem, classname=say.label("case.read"))
        etree.SubElement(case, "error", message=problem, type="unreadable")
        cases.append(case)
    return _suite(say.label("suite.reading"), "documents", cases)


def _case(finding: Finding, say: Wording) -> Any:
    """A finding: the class is the documents, so that servers group by them; the id makes the name one of its own."""
    from lxml import etree

    documents = " ↔ ".join(dict.fromkeys(say.names[item.document] for item in finding.evidence))
    message = say.message(finding)
    case = etree.Element("testcase", name=f"{message} [{finding.id}]", classname=documents or f"auditor.{finding.rule}")
    body = _body(finding, say)
    if finding.rule == INTERNAL_ERROR:
        etree.SubElement(case, "error", message=message, type=finding.rule).text = body
    elif finding.severity.rank <= Severity.WARNING.rank:
        etree.SubElement(case, "failure", message=message, type=f"{finding.severity}: {finding.rule}").text = body
    else:
        etree.SubElement(case, "system-out").text = f"{message}\n{body}"
    return case


def _body(finding: Finding, say: Wording) -> str:
    lines = [say.computed(finding)] if finding.computed else []
    for item in finding.evidence:
        said = say.statement(item)
        lines.append(say.label("quotation", place=said.where, quote=said.quote))
    reason, step = say.reason(finding), say.next_step(finding)
    lines += [say.label("reason", reason=reason)] if reason else []
    lines += [say.label("next_step", step=step)] if step else []
    return "\n".join(dict.fromkeys(lines))  # figures of one sentence share its quotation
