"""Set text in columns for people: a page of a given width, evidence in reverse on a terminal and between marks elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.text import Text

#: Marks around evidence where a terminal cannot reverse it (look.md).
OPEN_MARK, CLOSE_MARK = "▐", "▌"
#: Narrower, the columns fall over each other; wider, lines get hard to follow.
NARROWEST, WIDEST = 80, 120
NARROWEST_COLUMN = 6
#: A space at which no line is broken; it is printed as any other.
KEPT = "\u00a0"

#: Characters that would steer the terminal instead of being read: controls, and those that turn text round.
_STEERING = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSAFE = {code: "\ufffd" for code in _STEERING if code not in (0x09, 0x0A)} | {0x09: " "}

Part = str | Text | tuple[str, str]


@dataclass(slots=True)
class Page:
    """Lines of a text being set.

    Args:
        width: columns.
        marks: whether evidence stands between `OPEN_MARK` and `CLOSE_MARK` (plain output) or in reverse (a terminal).
    """

    width: int = 100
    marks: bool = True
    lines: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.width = max(NARROWEST, min(WIDEST, self.width))

    def line(self, *parts: Part, indent: int = 0, hang: int | None = None) -> None:
        """Add a paragraph, wrapped at words.

        Args:
            parts: words, or ``(words, style)``.
            indent: columns before the first line.
            hang: columns before the lines after it; as the first where it is left out.
        """
        text = Text.assemble(*parts)
        text.plain = text.plain.translate(_UNSAFE)
        after = indent if hang is None else hang
        for n, piece in enumerate(wrap(text, self.width - indent, self.width - after)):
            piece.plain = piece.plain.replace(KEPT, " ")
            self.lines.append(Text(" " * (after if n else indent)) + piece)

    def blank(self) -> None:
        """Add an empty line, never two in a row."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def heading(self, words: str) -> None:
        """Add a section's heading."""
        self.blank()
        self.line((words, "bold"))

    def evidence(self, words: str) -> Text:
        """Set the words that a claim rests on."""
        return Text(f"{OPEN_MARK}{words}{CLOSE_MARK}") if self.marks else Text(words, "reverse")

    def text(self) -> Text:
        """Return all lines as one text for Rich to print."""
        return Text("\n").join(self.lines)

    def plain(self) -> str:
        """Return all lines without style, each ended."""
        return "".join(line.plain.rstrip() + "\n" for line in self.lines)


def harmless(words: str) -> str:
    """Return words of a source on one line, without what would steer the terminal."""
    return words.replace("\n", " ").replace("\r", " ").translate(_UNSAFE)


def wrap(text: Text, first: int, rest: int) -> list[Text]:
    """Break a text at spaces into lines of at most `first`, then `rest` columns; a word that is longer keeps its line.

    Words are never cut, so letters that join (Arabic) stay joined.
    """
    lines: list[Text] = []
    start = end = 0
    width = 0
    room = first
    for word in re.finditer(r"[^ \n]+", text.plain):
        cells = cell_len(word.group())
        gap = cell_len(text.plain[end : word.start()].replace("\n", " ")) if end > start else 0
        if end > start and width + gap + cells > room:
            lines.append(text[start:end])
            start, width, gap, room = word.start(), 0, 0, rest
        elif end == start:
            start = word.start() if lines else start
            gap = cell_len(text.plain[start : word.start()])
        width += gap + cells
        end = word.end()
    if end > start:
        lines.append(text[start:end])
    return lines or [Text()]


def clip(words: str, room: int) -> str:
    """Shorten words to `room` columns, at a space where there is one, with an ellipsis."""
    if cell_len(words) <= room:
        return words
    kept = ""
    for word in words.split(" "):
        grown = f"{kept} {word}" if kept else word
        if cell_len(grown) > room - 1:
            break
        kept = grown
    if not kept:
        kept = words
        while kept and cell_len(kept) > room - 1:
            kept = kept[:-1]
    return f"{kept}…"


def columns(
    page: Page, rows: Sequence[Sequence[str]], *, numbers: Iterable[int] = (), flexible: Sequence[int], header: bool = True
) -> None:  # fmt: skip
    """Add rows in aligned columns.

    Args:
        page: to add to.
        rows: cells; the first row is the header where `header` says so.
        numbers: columns that are aligned right.
        flexible: the columns that give way where the rows are too wide: their cells go on in the lines below.
        header: whether the first row is one.
    """
    right = set(numbers)
    widths = _widths(page.width, rows, flexible)
    for at, row in enumerate(rows):
        texts = [Text(cell.replace("\n", " ").translate(_UNSAFE)) for cell in row]
        cells = [wrap(text, widths[n], widths[n]) if n in flexible else [text] for n, text in enumerate(texts)]
        for depth in range(max(map(len, cells))):
            shown = []
            for n, lines in enumerate(cells):
                words = clip(lines[depth].plain, widths[n]).replace(KEPT, " ") if depth < len(lines) else ""
                pad = " " * (widths[n] - cell_len(words))
                shown.append(pad + words if n in right else words + pad)
            page.lines.append(Text(" " + "  ".join(shown).rstrip(), "bold" if header and at == 0 else ""))


def _widths(room: int, rows: Sequence[Sequence[str]], flexible: Sequence[int]) -> list[int]:
    """Share `room` columns out: the widest flexible column gives way first, down to its longest word and then below it."""
    widths = [max(cell_len(row[n]) for row in rows) for n in range(len(rows[0]))]
    over = 1 + sum(widths) + 2 * (len(widths) - 1) - room
    longest = {n: max((cell_len(word) for row in rows for word in row[n].split(" ")), default=0) for n in flexible}
    for least in (longest, dict.fromkeys(flexible, NARROWEST_COLUMN)):
        while over > 0 and (loose := [n for n in flexible if widths[n] > least[n]]):
            widths[max(loose, key=lambda n: widths[n])] -= 1
            over -= 1
    return widths
