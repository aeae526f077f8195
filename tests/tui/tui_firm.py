"""A firm of 1,868 clients before its second season: what AdminPulse held then and holds now, and the register between.

The numbers are round for the reader: 60 new, 35 missing, 357 differences of which 300 are one change, 12 invalid,
three separated couples, a death and one who may be somebody known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from synctui.core import engine
from synctui.core.catalogue import CHECKLIST
from synctui.core.fields import (
    CITY,
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    MOBILE,
    NAMES,
    NATIONAL_NUMBER,
    PARTNER,
    POSTAL_CODE,
    RESPONSIBLE,
    STREET,
    Values,
)
from synctui.core.mapping import ATTRIBUTES
from synctui.core.options import Options, lead
from synctui.core.planning import Terms, build
from synctui.core.ports import Actor, silent
from synctui.core.records import Edit
from synctui.register import Store
from synctui.sources.address import address
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.names import COLLEAGUES
from synctui.sources.office import LAST_YEAR, LATE, MAIN, Changes, changed
from synctui.sources.people import broken, people
from synctui.sources.servers.adminpulse import KEY, AdminPulseServer
from synctui.sources.servers.people import Relation
from synctui.sources.servers.pulse_data import own_id
from synctui.sources.servers.together import MAPPINGS

CLIENTS = 1_867
"""Those of the CRM; one more was typed in here."""
YEAR = 2026
BESIDE = 10_000
"""What is added to a client's number for the relation of the partner."""
SAINTS = ("Jansstraat", "Annalaan", "Niklaasdreef", "Martinusplein", "Pietersstraat", "Jorisstraat")
Fits = Callable[[Values], bool]


def alone(values: Values) -> bool:
    """Tell whether a client files alone."""
    return not values[PARTNER]


def joint(values: Values) -> bool:
    """Tell whether a client files a joint return."""
    return bool(values[PARTNER])


class Firm:
    """Both seasons of the CRM, by the number of a relation; the chapters give each client at most one part."""

    def __init__(self) -> None:
        crowd = people(CLIENTS + 80, seed=11)
        start = {
            at: Relation(at, values, partner=BESIDE + at if values[PARTNER] else 0, work=(LAST_YEAR,))
            for at, values in enumerate(crowd[:CLIENTS], 1)
        }
        self.first = dict(start)
        self.now = {at: one._replace(work=(MAIN,)) for at, one in start.items()}
        self.typed_in = changed(crowd[-1], {FIRST_NAME: "Griet", LAST_NAME: "Smets", NATIONAL_NUMBER: "", PARTNER: ""})
        self.by_hand: list[tuple[int, int, str]] = []
        self.mailed: list[int] = []
        self._idle = list(start)
        self._coming = iter(enumerate(crowd[CLIENTS:], CLIENTS + 1))
        for chapter in (self._streets, self._changes, self._leavers, self._households, self._newcomers, self._invalid):
            chapter()

    def relations(self, season: dict[int, Relation]) -> list[Relation]:
        """Return all relations of a season, with the partners who are no clients of their own."""
        partners = [
            Relation(one.partner, _contact(one), status="other")
            for one in season.values()
            if one.partner and one.partner not in season
        ]
        return [*season.values(), *partners]

    def _pick(self, count: int, fits: Fits = lambda _values: True) -> list[int]:
        found = [at for at in self._idle if fits(self.now[at].values)][:count]
        chosen = set(found)
        self._idle = [at for at in self._idle if at not in chosen]
        return found

    def _change(self, who: int, changes: Changes) -> None:
        self.now[who] = self.now[who]._replace(values=changed(self.now[who].values, changes))

    def _new(self, changes: Changes | None = None) -> int:
        at, values = next(self._coming)
        values = changed(values, {PARTNER: "", **(changes or {})})
        self.now[at] = Relation(at, values, work=(MAIN,))
        return at

    def _streets(self) -> None:
        """Give three hundred clients a saint's street: *St.* then, *Sint-* now."""
        for place, who in enumerate(self._pick(300)):
            name, short = f"{SAINTS[place % len(SAINTS)]} {place // 2 + 1}", ("St.-", "St. ")[place % 3 == 2]
            then = changed(self.first[who].values, {STREET: f"{short}{name}"})
            self.first[who] = self.first[who]._replace(values=then)
            self._change(who, {STREET: f"Sint-{name}"})

    def _changes(self) -> None:
        """Let 54 other lines differ: addresses, places, a colleague who takes over, mobiles, mails, names."""
        for place, who in enumerate(self._pick(9)):
            self._change(who, {STREET: f"Nieuwe Steenweg {place + 3}"})
        for who in self._pick(14, lambda values: values[POSTAL_CODE] == "9000"):
            self._change(who, {CITY: "Gentbrugge"})
        for who in self._pick(11, lambda values: values[RESPONSIBLE] == COLLEAGUES[0]):
            self._change(who, {RESPONSIBLE: COLLEAGUES[3]})
        for place, who in enumerate(self._pick(5, lambda values: not values[MOBILE])):
            self._change(who, {MOBILE: f"+3247012340{place}"})
        for place, who in enumerate(self._pick(9), 1):
            self._change(who, {EMAIL: f"nieuw{place}.{self.now[who].values[EMAIL]}"})
        self.mailed.append(who)
        for place, who in enumerate(self._pick(3), 1):
            mail = self.now[who].values[EMAIL]
            self._change(who, {EMAIL: f"werk{place}.{mail}"})
            self.by_hand.append((who, EMAIL, f"thuis{place}.{mail}"))
        for who in self._pick(3, lambda values: values[LAST_NAME] == "Janssens"):
            self._change(who, {LAST_NAME: "Janssen"})

    def _leavers(self) -> None:
        """Let 35 be missing: three gone (one was mailed), eight ended, two dead, twenty late, a prospect, a company."""
        gone = self._pick(3, alone)
        self.mailed.append(gone[1])
        for who in gone:
            del self.now[who]
        for who in self._pick(8, alone):
            self.now[who] = self.now[who]._replace(ended="2026-01-31", work=())
        for who, day in zip(self._pick(2, alone), ("2026-01-03", "2026-02-14"), strict=True):
            self.now[who] = self.now[who]._replace(ended=day, died=day, work=())
        for who in self._pick(20, alone):
            self.now[who] = self.now[who]._replace(work=(LATE,))
        prospect, company = self._pick(2, alone)
        self.now[prospect] = self.now[prospect]._replace(status="prospect", work=())
        self.now[company] = self.now[company]._replace(kind="company", work=())

    def _households(self) -> None:
        """Separate three couples, let one main declarant die, and bring somebody who may be known."""
        for who in self._pick(3, joint):
            self._apart(who)
            self.now[who] = self.now[who]._replace(partner=0)
            self._change(who, {PARTNER: ""})
        [widowed] = self._pick(1, joint)
        self._apart(widowed)
        self.now[widowed] = self.now[widowed]._replace(ended="2026-02-14", died="2026-02-14", partner=0, work=())
        self._new(dict(enumerate(self.typed_in)) | {FIRST_NAME: "Margriet", EMAIL: "margriet@post.example"})

    def _apart(self, who: int) -> None:
        """Give the partner of a client a file of their own in the CRM, at the same address."""
        values, name = self.now[who].values, next(self._coming)[1]
        own = {FIRST_NAME: name[FIRST_NAME], LAST_NAME: name[LAST_NAME], EMAIL: name[EMAIL], PARTNER: ""}
        number = BESIDE + who
        self.now[number] = Relation(
            number, changed(values, own | {NATIONAL_NUMBER: values[PARTNER]}), partner=0, work=(MAIN,)
        )

    def _newcomers(self) -> None:
        for _each in range(60):
            self._new()

    def _invalid(self) -> None:
        """Make twelve rows invalid, eight of them of clients that the register has."""
        for who in self._pick(4, alone):
            self._change(who, {EMAIL: self.now[who].values[EMAIL].replace("@", "@@")})
        for who in self._pick(2, alone):
            self._change(who, {LAST_NAME: ""})
        for who in self._pick(2, lambda values: alone(values) and not values[MOBILE]):  # nobody who shares an address
            self._change(who, {NATIONAL_NUMBER: broken(self.now[who].values[NATIONAL_NUMBER])})
        self._new({EMAIL: "geen e-mail"})
        self._new({FIRST_NAME: ""})
        twin = self._new()
        self._new({NATIONAL_NUMBER: self.now[twin].values[NATIONAL_NUMBER]})


def _contact(main: Relation) -> Values:
    return changed(("",) * len(main.values), {LAST_NAME: "Partner", NATIONAL_NUMBER: main.values[PARTNER]})


async def settle(store: Store, firm: Firm, actor: Actor) -> None:
    """Lead a register of assessment year 2025 through the first season, into 2026, and what colleagues did by hand."""
    store.save_mapping("adminpulse", ATTRIBUTES, MAPPINGS["adminpulse"], actor)
    request = engine.Request("adminpulse", date(2025, 1, 20), LAST_YEAR)
    async with AdminPulseServer(firm.relations(firm.first)) as server:
        delivery = await engine.fetch(AdminPulse(address(server.url), KEY, YEAR), LAST_YEAR, silent)
    mapping = engine.settle_mapping(delivery.table, store, "adminpulse", None).mapping
    assert mapping is not None
    snapshot = await engine.read_register(store, request)
    review = await engine.review(delivery, mapping, snapshot, request, silent)
    lead(review, Options(language="nl", questionnaire=CHECKLIST["nl"]))
    await engine.apply(store, build(review, Terms(actor.login, frozenset({"empty"}))), actor, silent)
    clients = {own: link.source_id for own, link in store.snapshot("adminpulse").links.items()}
    store.hand([Edit("set", client, "status", "processed") for client in clients], actor)
    store.hand([Edit("tax_year", value=str(YEAR))], actor)
    store.hand(list(_by_hand(firm, {source_id: client for client, source_id in clients.items()})), actor)


def _by_hand(firm: Firm, clients: dict[str, int]) -> Iterator[Edit]:
    """Yield what colleagues did: an e-mail each, two mails of this year, a client who was typed in."""
    for who, field, value in firm.by_hand:
        yield Edit("set", clients[own_id(who)], NAMES[field], value)
    for who in firm.mailed:
        yield Edit("set", clients[own_id(who)], "questionnaire", CHECKLIST["nl"])
        yield Edit("set", clients[own_id(who)], "status", "sent")
    yield Edit("add", values=firm.typed_in)
