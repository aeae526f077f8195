"""Every key of the app in one table: bindings, footers and the help screen are made from it.

One letter has one meaning in the whole app, so an `id` is a meaning (and the name of the action that does it); what
it does in one place stands in that place's row. Nothing needs AltGr or Ctrl; digits have the plain AZERTY row beside
them. Confirming is ``y`` and never Enter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType

from synctui.i18n import N_, _


class Key(NamedTuple):
    """One meaning in one place.

    id: the meaning. keys: Textual's names or single characters, separated by commas. place: a name of `PLACES`.
    label: one or two words for the footer. help: what it does there. foot: stands in the footer. admin: it changes
    the register, so that it is greyed for whoever may only look.
    """

    id: str
    keys: str
    place: str
    label: str
    help: str
    foot: bool = False
    admin: bool = False

    @property
    def shown(self) -> str:
        """The first of its keys as a person reads it."""
        first = self.keys.split(",")[0]
        return _NAMES.get(first, first)

    @property
    def all_shown(self) -> str:
        """All of its keys as a person reads them."""
        return " ".join(_NAMES.get(key, key) for key in self.keys.split(","))


_NAMES = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "f1": "F1", "tab": "Tab", "shift+tab": "Shift+Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End", "pageup": "PgUp",
    "pagedown": "PgDn", "delete": "Delete", "insert": "Insert", "comma": ",", "ctrl+p": "Ctrl+P",
}  # fmt: skip

PLACES: Mapping[str, tuple[str, str]] = {
    "everywhere": ("", N_("Everywhere")),
    "list": ("", N_("In every list")),
    "groups": ("list", N_("In lists with groups")),
    "clients": ("groups", N_("Clients")),
    "client": ("list", N_("One client")),
    "told": ("list", N_("History of one client")),
    "form": ("", N_("Form")),
    "settings": ("list", N_("Settings")),
    "source": ("list", N_("Import: where from")),
    "files": ("list", N_("Choose a file")),
    "mapping": ("list", N_("Which column is what")),
    "workflow": ("list", N_("Which workflow")),
    "sync": ("", N_("Read and compare")),
    "gate": ("", N_("Something is unusual")),
    "review": ("groups", N_("Review, every tab")),
    "new": ("review", N_("Review, only in import")),
    "absent": ("review", N_("Review, only here")),
    "both": ("review", N_("Review, in both")),
    "invalid": ("review", N_("Review, invalid")),
    "possible": ("review", N_("Review, possible matches")),
    "household": ("possible", N_("Review, a household")),
    "confirm": ("list", N_("Confirm")),
    "result": ("", N_("Result")),
    "mails": ("list", N_("Last check")),
    "sending": ("", N_("Sending")),
    "runs": ("list", N_("History")),
    "run": ("list", N_("One run")),
    "help": ("list", N_("Help")),
    "menu": ("list", N_("Choose")),
    "palette": ("list", N_("Palette")),
    "question": ("", N_("Question")),
    "note": ("", N_("Message")),
    "lines": ("list", N_("What stands behind a line")),
}
"""Place → the place whose keys hold there too, and its title. All share those of *everywhere*."""

TABLE: tuple[Key, ...] = (
    Key("back", "q", "everywhere", N_("back"), N_("back, without losing anything"), foot=True),
    Key("escape", "escape", "everywhere", N_("back"), N_("close the input, the range or the filter; else back")),
    Key("help", "?,f1", "everywhere", N_("help"), N_("the keys that act here"), foot=True),
    Key("palette", ":,ctrl+p", "everywhere", N_("palette"), N_("everything that can be done here, by name")),
    Key("down", "down,j", "list", N_("down"), N_("next line")),
    Key("up", "up,k", "list", N_("up"), N_("previous line")),
    Key("page_down", "pagedown", "list", N_("page"), N_("next page")),
    Key("page_up", "pageup", "list", N_("page"), N_("previous page")),
    Key("top", "g,home", "list", N_("first"), N_("first line")),
    Key("bottom", "G,end", "list", N_("last"), N_("last line")),
    Key("left", "left,h", "list", N_("fold"), N_("fold; where nothing folds, choose the previous column")),
    Key("right", "right,l", "list", N_("unfold"), N_("unfold; where nothing folds, choose the next column")),
    Key("open", "enter", "list", N_("open"), N_("open what the cursor stands on")),
    Key("filter", "f,/", "list", N_("filter"), N_("filter as you type: Enter keeps it, Esc clears it")),
    Key("order", "o", "list", N_("order"), N_("order by the column that is underlined; again: the other way")),
    Key("copy", "Y", "list", N_("copy"), N_("copy the value under the cursor in the column that is underlined")),
    Key("next_group", "J", "groups", N_("next group"), N_("next group")),
    Key("previous_group", "K", "groups", N_("previous group"), N_("previous group")),
    Key("fold_all", "z", "groups", N_("fold all"), N_("fold all, unfold all")),
    Key("range", "v", "groups", N_("range"), N_("start a range here; Esc ends it")),
    # Clients
    Key("import", "i", "clients", N_("import"), N_("bring clients in from a file or a source"), foot=True),
    Key(
        "mail",
        "m",
        "clients",
        N_("mails"),
        N_("invitations: the ticked, else those shown that are not sent"),
        foot=True,
        admin=True,
    ),
    Key("open", "enter", "clients", N_("client"), N_("everything about one client"), foot=True),
    Key("filter", "f,/", "clients", N_("filter"), N_("filter by any value"), foot=True),
    Key(
        "set",
        "s",
        "clients",
        N_("set"),
        N_("set status, responsible, …; split or join a return"),
        foot=True,
        admin=True,
    ),
    Key("history", "r", "clients", N_("history"), N_("the runs, and undo"), foot=True),
    Key("do", "space", "clients", N_("tick"), N_("tick this client, the range or the group, or not")),
    Key("all", "a", "clients", N_("tick many"), N_("tick all shown, all with one value, none, the others")),
    Key("next", "n", "clients", N_("next"), N_("next that needs care: no dossier, failed, unknown")),
    Key("previous", "N", "clients", N_("previous"), N_("previous that needs care")),
    Key("edit", "e", "clients", N_("edit"), N_("edit this client"), admin=True),
    Key("add", "+,insert", "clients", N_("add"), N_("add a client by hand"), admin=True),
    Key("no", "d,delete", "clients", N_("archive"), N_("archive, or restore what is archived, after y"), admin=True),
    Key("archived", "x", "clients", N_("archived"), N_("show archived clients too, or not")),
    Key("group", "b", "clients", N_("group"), N_("group by responsible, by status, or not")),
    Key("earlier", "<", "clients", N_("year before"), N_("look at the assessment year before")),
    Key("later", ">", "clients", N_("year after"), N_("look at the year after, or move the register on")),
    Key("save", "w", "clients", N_("save"), N_("save this list, or an empty template to fill in")),
    Key("configuration", "comma", "clients", N_("settings"), N_("every setting, and where its value comes from")),
    Key("back", "q", "clients", N_("quit"), N_("quit")),
    Key("edit", "e", "client", N_("edit"), N_("edit this client"), foot=True, admin=True),
    Key(
        "no",
        "d,delete",
        "client",
        N_("archive"),
        N_("archive or restore this client; unlink a link"),
        foot=True,
        admin=True,
    ),
    Key("history", "r", "client", N_("history"), N_("everything that was ever done to this client"), foot=True),
    Key("filter", "f,/", "told", N_("filter"), N_("filter by any value"), foot=True),
    Key("open", "enter", "told", N_("run"), N_("everything this run did"), foot=True),
    Key("open", "enter", "form", N_("next, save"), N_("next field; on the last line, save"), foot=True),
    Key("next_field", "tab,down", "form", N_("next field"), N_("next field")),
    Key("page_down", "pagedown", "form", N_("to save"), N_("to the last line, which saves"), foot=True),
    Key("previous_field", "shift+tab,up", "form", N_("field before"), N_("the field before")),
    Key("escape", "escape", "form", N_("back"), N_("back; asks where something was typed"), foot=True),
    Key("back", "q", "form", N_("back"), N_("back, on the last line; in a field it is a letter")),
    Key("filter", "f,/", "settings", N_("filter"), N_("filter by any value"), foot=True),
    # Source and files
    Key("open", "enter", "source", N_("choose"), N_("take this source"), foot=True),
    Key(
        "settings",
        "e",
        "source",
        N_("settings"),
        N_("connect, disconnect, look at the mapping when it is read"),
        foot=True,
    ),
    Key("save", "w", "source", N_("save template"), N_("save an empty template to fill in"), foot=True),
    Key("number", "1,2,3,4,5,6,7,8,9,&,é,\",',(", "source", N_("that line"), N_("take the source on that line")),
    Key("open", "enter", "files", N_("open"), N_("open the folder, or take the file"), foot=True),
    Key("left", "left,h", "files", N_("up"), N_("the folder above"), foot=True),
    Key("filter", "f,/", "files", N_("filter, path"), N_("filter by name, or type or paste a path"), foot=True),
    Key("order", "o", "files", N_("newest first"), N_("list the newest first, or by name again"), foot=True),
    # Mapping and workflow
    Key("open", "enter", "mapping", N_("choose column"), N_("choose the column that fills this field"), foot=True),
    Key("clear", "delete", "mapping", N_("no column"), N_("fill this field from no column")),
    Key("next", "n", "mapping", N_("next doubt"), N_("next field in doubt"), foot=True),
    Key("previous", "N", "mapping", N_("previous doubt"), N_("previous field in doubt")),
    Key("sheet", "s", "mapping", N_("sheet"), N_("read another sheet of the workbook")),
    Key("continue", "c", "mapping", N_("continue"), N_("remember this mapping and go on"), foot=True),
    Key("open", "enter", "workflow", N_("choose"), N_("take this workflow"), foot=True),
    Key("filter", "f,/", "workflow", N_("filter"), N_("filter by name"), foot=True),
    # Sync
    Key("open", "enter", "sync", N_("try again"), N_("after a fault, go on from what was read"), foot=True),
    Key("back", "q", "sync", N_("cancel"), N_("stop; nothing is left behind"), foot=True),
    Key("yes", "y", "gate", N_("expected, go on"), N_("this is as expected: go on"), foot=True),
    Key("open", "enter", "gate", N_("show what differs"), N_("what was last time, and what is now"), foot=True),
    Key("back", "q", "gate", N_("stop"), N_("stop; nothing was written"), foot=True),
    # Review
    Key("tab", "1,2,3,4,5,&,é,\",',(", "review", N_("tab"), N_("that tab")),
    Key("next_tab", "tab", "review", N_("next tab"), N_("next tab")),
    Key("previous_tab", "shift+tab", "review", N_("previous tab"), N_("previous tab")),
    Key("next", "n", "review", N_("next"), N_("next that needs you, over the tabs at the end")),
    Key("previous", "N", "review", N_("previous"), N_("previous that needs you")),
    Key("all", "a", "review", N_("all"), N_("decide for all shown, all with the same value, none, or invert")),
    Key("undo", "u", "review", N_("undo"), N_("take the last step back")),
    Key("redo", "U", "review", N_("redo"), N_("do it again")),
    Key("do", "space", "new", N_("tick"), N_("add this client, or not decided"), foot=True),
    Key("all", "a", "new", N_("all"), N_("add all shown, or none"), foot=True),
    Key("keep", "=", "new", N_("do not add"), N_("do not add, and remember it")),
    Key("set", "s", "new", N_("language"), N_("set language, questionnaire or responsible"), foot=True),
    Key("edit", "e", "new", N_("edit"), N_("correct a value of this client")),
    Key("next", "n", "new", N_("next"), N_("next that needs you, over the tabs at the end"), foot=True),
    Key("filter", "f,/", "new", N_("filter"), N_("filter by any value"), foot=True),
    Key("continue", "c", "new", N_("continue"), N_("on to Confirm"), foot=True),
    Key("do", "space", "absent", N_("archive"), N_("archive this client, or not decided"), foot=True),
    Key("all", "a", "absent", N_("all"), N_("archive all that may go together, or none"), foot=True),
    Key("keep", "=", "absent", N_("stays"), N_("stays here; asked again when the reason changes")),
    Key("open", "enter", "absent", N_("why"), N_("why this client is not in the import"), foot=True),
    Key("filter", "f,/", "absent", N_("filter"), N_("filter by any value"), foot=True),
    Key("continue", "c", "absent", N_("continue"), N_("on to Confirm"), foot=True),
    Key("do", "space", "both", N_("overwrite"), N_("take the import's value, or not decided"), foot=True),
    Key("keep", "=,-", "both", N_("keep"), N_("leave ours as it is and remember it, or not decided"), foot=True),
    Key("advice", "p", "both", N_("advice"), N_("decide as proposed"), foot=True),
    Key("edit", "e", "both", N_("neither"), N_("neither is right: type the value")),
    Key("next", "n", "both", N_("next"), N_("next that needs you, over the tabs at the end"), foot=True),
    Key("group", "b", "both", N_("group"), N_("group by change, field, client or kind"), foot=True),
    Key("continue", "c", "both", N_("continue"), N_("on to Confirm"), foot=True),
    Key("edit", "e", "invalid", N_("correct"), N_("correct the value here"), foot=True),
    Key("no", "d", "invalid", N_("leave out"), N_("leave out until it changes, or take that back"), foot=True),
    Key("save", "w", "invalid", N_("save list"), N_("save all rejects as a workbook with the reasons"), foot=True),
    Key("continue", "c", "invalid", N_("continue"), N_("on to Confirm"), foot=True),
    Key("do", "space", "possible", N_("same"), N_("same person; of a household the first answer"), foot=True),
    Key("no", "d", "possible", N_("different"), N_("not the same person"), foot=True),
    Key("open", "enter", "possible", N_("compare"), N_("compare, and choose among the answers"), foot=True),
    Key("next", "n", "possible", N_("next"), N_("next that needs you, over the tabs at the end")),
    Key("continue", "c", "possible", N_("continue"), N_("on to Confirm"), foot=True),
    Key("do", "space", "household", N_("first answer"), N_("give the first answer, or take it back"), foot=True),
    Key("open", "enter", "household", N_("choose"), N_("choose among the answers"), foot=True),
    Key("no", "d", "household", N_("different"), N_("not these people: leave both as they are"), foot=True),
    Key("next", "n", "household", N_("next"), N_("next that needs you, over the tabs at the end"), foot=True),
    Key("continue", "c", "household", N_("continue"), N_("on to Confirm"), foot=True),
    # Confirm, Result, History
    Key("yes", "y", "confirm", N_("apply"), N_("write all of this to the register"), foot=True, admin=True),
    Key("do", "space", "confirm", N_("tick"), N_("send invitations right after the import, or not")),
    Key("open", "enter", "confirm", N_("details"), N_("the rows behind this line, or its choice"), foot=True),
    Key("save", "w", "confirm", N_("save plan"), N_("save the plan to a file, to look at or apply later"), foot=True),
    Key(
        "mail",
        "m",
        "result",
        N_("last check"),
        N_("invitations: the last check before they leave"),
        foot=True,
        admin=True,
    ),
    Key("open", "enter", "result", N_("run"), N_("everything this run did"), foot=True),
    Key("save", "w", "result", N_("report"), N_("save what was done to a file"), foot=True),
    Key("undo", "u", "result", N_("undo run"), N_("undo this run, after y"), foot=True, admin=True),
    Key("back", "q", "result", N_("done"), N_("back to the clients"), foot=True),
    # Invitations
    Key("do", "space", "mails", N_("tick"), N_("this one gets a mail, or not"), foot=True),
    Key("open", "enter", "mails", N_("mail"), N_("the very mail that this client gets"), foot=True),
    Key("test", "t", "mails", N_("test"), N_("send this mail to yourself, to look at it"), foot=True, admin=True),
    Key("save", "w", "mails", N_("list"), N_("save this list to a file"), foot=True),
    Key(
        "yes",
        "y",
        "mails",
        N_("send"),
        N_("send what is ticked, after a question that names the number"),
        foot=True,
        admin=True,
    ),
    Key("all", "a", "mails", N_("tick many"), N_("all that may be mailed, the first so many as a pilot, or none")),
    Key("next", "n", "mails", N_("next"), N_("next with something to know before")),
    Key("previous", "N", "mails", N_("previous"), N_("previous with something to know before")),
    Key(
        "open", "enter", "sending", N_("details"), N_("what did not leave, and why; of a demo what arrived"), foot=True
    ),
    Key(
        "back", "q", "sending", N_("stop, done"), N_("stop after the mail under way; once it is over, back"), foot=True
    ),
    Key("open", "enter", "runs", N_("show"), N_("everything this run did"), foot=True),
    Key("undo", "u", "runs", N_("undo"), N_("undo this run, after y"), foot=True, admin=True),
    Key("save", "w", "runs", N_("report"), N_("save what was done to a file"), foot=True),
    Key("filter", "f,/", "runs", N_("filter"), N_("filter by any value"), foot=True),
    Key("undo", "u", "run", N_("undo"), N_("undo this run, after y"), foot=True, admin=True),
    Key("save", "w", "run", N_("report"), N_("save what was done to a file"), foot=True),
    Key("filter", "f,/", "run", N_("filter"), N_("filter by any value"), foot=True),
    # Dialogs
    Key("open", "enter", "note", N_("close"), N_("close this"), foot=True),
    Key("open", "enter", "menu", N_("choose"), N_("choose this"), foot=True),
    Key("open", "enter", "palette", N_("choose"), N_("do this"), foot=True),
    Key("yes", "y", "question", N_("yes"), N_("yes"), foot=True),
    Key("back", "q", "question", N_("no"), N_("no"), foot=True),
)


def lineage(place: str) -> list[str]:
    """Return a place and those whose keys hold there too, nearest first."""
    names = [place]
    while above := PLACES[names[-1]][0]:
        names.append(above)
    return names if "everywhere" in names else [*names, "everywhere"]


def keys_of(place: str) -> list[Key]:
    """Return the keys that act in *place*, as they are configured: its own, then the inherited it does not say anew."""
    return [key._replace(keys=_configured.get(key.id, key.keys)) for key in _rows_of(place)]


def _rows_of(place: str) -> list[Key]:
    found: dict[str, Key] = {}
    for name in lineage(place):
        for key in TABLE:
            if key.place == name:
                found.setdefault(key.id, key)
    return list(found.values())


_configured: dict[str, str] = {}


def configure(keys: Mapping[str, str]) -> None:
    """Show the keys that the configuration gives to meanings, in place of the table's; they are known to be sound."""
    _configured.clear()
    _configured.update(keys)


def footer(place: str) -> list[Key]:
    """Return the keys that *place* shows in its footer, at most six and help."""
    mine = [key for key in keys_of(place) if key.foot]
    own = [key for key in mine if key.place == place]
    back = [key for key in mine if key.place != place and key.id == "back" and "review" not in lineage(place)]
    return [*own, *back]


def bindings(*places: str) -> list[BindingType]:
    """Return the bindings for a screen that serves *places*, with the table's keys; `set_keymap` changes them."""
    keys = {(key.id, name): key for place in places for key in _rows_of(place) for name in key.keys.split(",")}
    return [
        Binding(name, f"key({id_!r}, {name!r})", key.label, show=False, id=id_) for (id_, name), key in keys.items()
    ]


def clashes(table: Iterable[Key] = TABLE) -> list[str]:
    """Return a sentence for each key that would mean two things in one place."""
    rows, found = list(table), []
    for place in PLACES:
        taken: dict[str, str] = {}
        named: set[str] = set()
        for name in lineage(place):
            mine = [key for key in rows if key.place == name and key.id not in named]
            named |= {key.id for key in mine}
            for key in mine:
                found += [
                    _("In “{place}” the key {key} means both “{one}” and “{other}”.").format(
                        place=_(PLACES[place][1]), key=one, one=taken[one], other=key.id
                    )
                    for one in key.keys.split(",")
                    if taken.setdefault(one, key.id) != key.id
                ]
    return found
