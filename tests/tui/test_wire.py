"""Of a style only what differs is sent; what a terminal makes of it is the same as if every style were sent whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from synctui.tui.wire import Wire

_PART = re.compile(r"\x1b\[([0-9;]*)m|\x1b\[[0-9;]*H|(.)")
_ON = {"1": "bold", "2": "dim", "3": "italic", "4": "underline", "7": "reverse", "9": "strike"}
_OFF = {"22": {"bold", "dim"}, "23": {"italic"}, "24": {"underline"}, "27": {"reverse"}, "29": {"strike"}}
_SHOWN_ON_BLANKS = {"underline", "reverse", "strike"}
Cell = tuple[str, frozenset[str], str, str]


def cells(sent: str) -> Iterator[Cell]:
    """Yield what stands in each cell of a terminal: the character, its marks, its colours."""
    marks, text, ground = set[str](), "39", "49"
    for part in _PART.finditer(sent):
        if part[2]:
            yield part[2], frozenset(marks), text, ground
        codes = iter((part[1] or "0").split(";") if part[1] is not None else ())
        for code in codes:
            if code == "0":
                marks, text, ground = set(), "39", "49"
            elif code in {"38", "48"}:
                kind = next(codes)
                colour = ";".join((code, kind, *(next(codes) for _ in range({"2": 3, "5": 1}[kind]))))
                text, ground = (colour, ground) if code == "38" else (text, colour)
            elif code in _ON:
                marks.add(_ON[code])
            elif code in _OFF:
                marks -= _OFF[code]
            elif code[0] == "3" or code[:-1] == "9":
                text = code
            else:
                ground = code


def seen(cell: Cell) -> Cell:
    """Return what of a cell is seen: of a blank neither the colour of its text nor bold."""
    char, marks, text, ground = cell
    if char == " " and not marks & _SHOWN_ON_BLANKS:
        return char, frozenset(), "", ground
    return char, marks, text, ground


def sent_whole(segment: Segment, colours: ColorSystem) -> str:
    """Return what Rich sends for a segment; a style of our own each time, for Rich remembers its first colours."""
    own = (segment.style or Style()) + Style(meta={"colours": colours.name})
    return own.render(segment.text, color_system=colours)


STYLES = [
    Style.parse(told)
    for told in (
        "none", "#d9dee7 on #10151d", "bold #f2b95c on #10151d", "bold dim #97a2b4 on #22364f", "strike #97a2b4",
        "red on blue", "bright_red", "reverse underline", "italic default on default",
    )
]  # fmt: skip


def test_every_pair_of_styles_looks_as_if_it_were_sent_whole() -> None:
    for colours in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD):
        for one, other, third in product(STYLES, repeat=3):
            segments = [Segment("a b", one), Segment("  ", other), Segment("é", third), Segment(" ", one)]
            wire = Wire(colours)
            wire.write(segments)
            whole = "".join(sent_whole(each, colours) for each in segments)
            assert list(map(seen, cells(wire.whole()))) == list(map(seen, cells(whole)))


def test_it_ends_without_a_style_and_says_nothing_of_one_that_stays() -> None:
    wire = Wire(ColorSystem.TRUECOLOR)
    wire.move(2, 4)
    wire.write([Segment("here ", STYLES[1]), Segment("bold", STYLES[2])])
    wire.move(0, 5)
    wire.write([Segment("more", STYLES[2])])
    told = "\x1b[5;3H\x1b[38;2;217;222;231;48;2;16;21;29mhere \x1b[1;38;2;242;185;92mbold\x1b[6;1Hmore\x1b[m"
    assert wire.whole() == told


def test_without_colours_there_are_no_codes() -> None:
    wire = Wire(None)
    wire.write([Segment("here", STYLES[2])])
    assert wire.whole() == "here"
