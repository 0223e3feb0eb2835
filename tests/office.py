"""Writes real files for the tests: the same text as DOCX, HTML, Markdown, and through LibreOffice as ODT, PDF, DOC, RTF."""

from __future__ import annotations

import html
import io
import subprocess
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from auditor.model import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@dataclass
class Paragraph:
    """A paragraph to write: its text, the level of a heading, the places of note markers."""

    text: str
    level: int = 0
    markers: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Text:
    """A text to write: paragraphs, and notes by number."""

    paragraphs: list[Paragraph]
    notes: dict[int, str] = field(default_factory=dict)


def text_of(document: Document) -> Text:
    """The paragraphs and notes of a document that was read."""
    found = Text([])
    places: dict[str, Paragraph] = {}
    depth: list[int] = []
    for passage in document.passages:
        if passage.kind == "note":
            assert passage.note is not None
            found.notes[passage.note] = passage.text
            if passage.anchor:
                places[passage.anchor[0]].markers.append((passage.anchor[1], passage.note))
            continue
        level = 0
        if passage.kind == "heading":
            level = min(6, 1 + passage.section.count(".")) if passage.section else 1
            depth.append(level)
        places[passage.id] = Paragraph(passage.text, level)
        found.paragraphs.append(places[passage.id])
    return found


def _pieces(paragraph: Paragraph) -> list[str | int]:
    """Text and note numbers in order."""
    out: list[str | int] = []
    at = 0
    for place, number in sorted(paragraph.markers):
        out += [paragraph.text[at:place], number]
        at = place
    return [*out, paragraph.text[at:]]


def markdown(text: Text) -> str:
    """With pipe footnotes as Pandoc writes them."""
    out = []
    for paragraph in text.paragraphs:
        body = "".join(f"[^{p}]" if isinstance(p, int) else p.replace("*", "\\*") for p in _pieces(paragraph))
        out.append("#" * paragraph.level + " " * bool(paragraph.level) + body)
    out += [f"[^{number}]: {note}" for number, note in text.notes.items()]
    return "\n\n".join(out) + "\n"


def page(text: Text) -> str:
    """As a web page with linked notes."""
    out = []
    for paragraph in text.paragraphs:
        tag = f"h{paragraph.level}" if paragraph.level else "p"
        body = "".join(
            f'<sup><a href="#fn{p}" id="back{p}">{p}</a></sup>' if isinstance(p, int) else html.escape(p)
            for p in _pieces(paragraph)
        )
        out.append(f"<{tag}>{body}</{tag}>")
    notes = "".join(
        f'<li id="fn{n}"><p>{html.escape(note)} <a href="#back{n}">↩</a></p></li>' for n, note in text.notes.items()
    )
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>x</title><style>p {color: red}</style></head>'
        f"<body><nav>12 mục</nav><main>{''.join(out)}<hr><ol>{notes}</ol></main><script>var n = 99;</script></body></html>"
    )


def docx(path: Path, text: Text, **parts: str) -> Path:
    """As DOCX with real footnotes; ``parts`` (``numbering``, ``document``) replace what would be written."""
    body = parts.get("document") or "".join(paragraph_xml(p) for p in text.paragraphs)
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        f"<w:footnoteRef/></w:r>{run(' ' + note)}</w:p></w:footnote>"
        for n, note in text.notes.items()
    )
    write_docx(path, body, notes, parts.get("numbering", ""), parts.get("styles", ""))
    return path


def paragraph_xml(paragraph: Paragraph) -> str:
    """A paragraph as WordprocessingML."""
    style = f'<w:pPr><w:pStyle w:val="Heading{paragraph.level}"/></w:pPr>' if paragraph.level else ""
    runs = "".join(
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{p}"/></w:r>'
        if isinstance(p, int)
        else run(p)
        for p in _pieces(paragraph)
    )
    return f"<w:p>{style}{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def write_docx(
    path: Path | io.BytesIO, body: str, notes: str = "", numbering: str = "", styles: str = "", **more: str
) -> None:
    """A DOCX package around a body; ``more`` are parts by file name, as ``comments`` for ``word/comments.xml``."""
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>'
        for n in range(1, 7)
    )
    style_part = (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Noto Serif" w:hAnsi="Noto Serif"/><w:sz w:val="26"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>{headings}'
        '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        f"{styles}</w:styles>"
    )
    kinds = {
        "document": ("document.main", "officeDocument"),
        "styles": ("styles", "styles"),
        "footnotes": ("footnotes", "footnotes"),
        "numbering": ("numbering", "numbering"),
    }
    files = {
        "document": f'<w:document xmlns:w="{W}" xmlns:r="{RELATIONS}" xmlns:wps="urn:w" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "styles": style_part,
        "footnotes": f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>{notes}</w:footnotes>',
        **({"numbering": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'} if numbering else {}),
        **more,
    }
    overrides = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{_TYPES}{kinds.get(n, (n, n))[0]}+xml"/>' for n in files
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kinds.get(n, (n, n))[1]}" Target="{n}.xml"/>'
        for i, n in enumerate(files)
        if n != "document"
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'{head}<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/_rels/document.xml.rels", f'{head}<Relationships xmlns="{rels}">{relations}</Relationships>'
        )
        for name, content in files.items():
            package.writestr(f"word/{name}.xml", head + content)


def convert(source: Path, target: str) -> Path:
    """A file as LibreOffice saves it in another format, beside it."""
    profile = source.parent / "profile"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(source.parent),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return source.with_suffix(f".{target.partition(':')[0]}")
