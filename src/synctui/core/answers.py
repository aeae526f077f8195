"""The answers to a question about a household: what each does, in effects, and how it reads.

In come the two people of an event; out come `Option` values. Which event it is, is for `events` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from synctui.core.comparison import Effect, Option
from synctui.core.couples import Couples
from synctui.core.fields import (
    CITY,
    COUNTRY,
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    MOBILE,
    NATIONAL_NUMBER,
    PARTNER,
    POSTAL_CODE,
    STREET,
    full_name,
)
from synctui.core.intake import evidence
from synctui.core.normalise.national_number import masked
from synctui.i18n import N_, Message, message

ADDRESS = (STREET, POSTAL_CODE, CITY, COUNTRY)
PERSONAL = (FIRST_NAME, LAST_NAME, EMAIL, MOBILE, NATIONAL_NUMBER, PARTNER)
"""The fields that tell who a file is about: they change together when it goes on under the partner."""


class Couple(NamedTuple):
    """The two people of an event: each with a row of the import (-1: none) and a client (0: none).

    key: the question's. facts: the import's values that an answer is given on. number: the partner's.
    """

    key: str
    facts: tuple[str, ...]
    number: str
    main_row: int
    main: int
    partner_row: int = -1
    partner: int = 0


class Answers:
    """Builds the options of one event."""

    def __init__(self, couples: Couples, couple: Couple) -> None:
        self.couples, self.couple = couples, couple
        self.told: dict[str, str | int] = {
            "main": self._name(couple.main_row, couple.main),
            "partner": self._name(couple.partner_row, couple.partner) or masked(couple.number),
            "year": couples.snapshot.tax_year,
        }

    def _name(self, row: int, client: int) -> str:
        if row >= 0:
            return full_name(self.couples.values(row))
        return full_name(self.couples.register(client)) if client else ""

    def say(self, text: str) -> Message:
        """Return *text* with the names of ``{main}`` and ``{partner}`` and the ``{year}``."""
        return message(text, **self.told)

    def option(self, name: str, text: str, *effects: Iterable[Effect], again: bool = False) -> Option:
        """Return an option that is remembered, with *again* for this assessment year only."""
        facts = (*self.couple.facts, str(self.couples.snapshot.tax_year)) if again else self.couple.facts
        remember = Effect("remember", value="household", key=self.couple.key, evidence=evidence(*facts))
        return Option(name, self.say(text), (*(effect for each in effects for effect in each), remember))

    # What the options are made of

    def partner(self, value: str) -> Iterator[Effect]:
        """Yield what makes *value* the partner's number on the main declarant's return, where that takes anything."""
        couple = self.couple
        now = self.couples.register(couple.main)[PARTNER] if couple.main else value
        sent = self.couples.values(couple.main_row)[PARTNER] if couple.main_row >= 0 else now
        if couple.main and {now, sent} != {value}:
            yield Effect("set", couple.main_row, couple.main, PARTNER, value)
        elif not couple.main and sent != value and self.couples.free(couple.main_row):
            yield Effect("set", couple.main_row, field=PARTNER, value=value)

    def as_it_is(self) -> Iterator[Effect]:
        """Yield what leaves the main declarant's file with the partner that it has."""
        return self.partner(self.couples.register(self.couple.main)[PARTNER] if self.couple.main else "")

    def alone(self) -> Iterator[Effect]:
        """Yield what takes this partner off the main declarant's return."""
        now = self.couples.register(self.couple.main)[PARTNER] if self.couple.main else self.couple.number
        return self.partner("" if now == self.couple.number else now)

    def own_return(self) -> Iterator[Effect]:
        """Yield what gives the partner's row a return of its own, at the main declarant's address if it has none."""
        couple = self.couple
        if couple.partner or couple.partner_row < 0:
            return
        yield Effect("new", couple.partner_row)
        if couple.main and not any(self.couples.values(couple.partner_row)[at] for at in ADDRESS):
            home = self.couples.register(couple.main)
            yield from (Effect("inherit", couple.partner_row, field=at, value=home[at]) for at in ADDRESS if home[at])

    def left_out(self, as_what: str) -> Iterator[Effect]:
        """Yield what leaves the partner's row out, as ``settled`` or ``folded``."""
        if self.couple.partner_row >= 0 and not self.couple.partner:
            yield Effect("settle", self.couple.partner_row, value=as_what)

    def main_new(self) -> Iterator[Effect]:
        """Yield what adds the main declarant's row where it waits."""
        if not self.couple.main:
            yield Effect("new", self.couple.main_row)

    def archived(self) -> Iterator[Effect]:
        """Yield what archives the partner's own file."""
        if self.couple.partner:
            yield Effect("archive", client=self.couple.partner, value="partners-return")

    def goes_on(self, row: int) -> Iterator[Effect]:
        """Yield what makes the main declarant's file that of the person in *row*."""
        client, intake = self.couple.main, self.couples.intake
        if self.couples.client(row) != client:
            yield Effect("link", row, client)
        for at in PERSONAL:
            now, sent = self.couples.register(client)[at], self.couples.values(row)[at]
            known = at == PARTNER or (at in intake.mapped and at not in intake.refused.get(row, ()))
            if known and sent != now:
                yield Effect("set", row, client, at, sent)


def separated(answers: Answers) -> list[Option]:
    """Return the answers where a partner has a row apart, or is named no more."""
    taken_over = N_("two returns from {year}: {main} alone, {partner} new")
    alone = N_("{main} files alone from {year}")
    has_row = answers.couple.partner_row >= 0
    return [
        answers.option("two-returns", taken_over if has_row else alone, answers.own_return(), answers.alone()),
        _once_more(answers),
        _not_these(answers),
    ]


def partner_died(answers: Answers) -> list[Option]:
    """Return the answers where the main declarant is gone and the partner has come."""
    text = N_("go on with this file under {partner}")
    goes_on = answers.option("partner-goes-on", text, answers.goes_on(answers.couple.partner_row))
    two = N_("two returns: {main}'s file stays, without partner, and {partner} is new")
    apart = answers.option("two-returns", two, answers.own_return(), answers.alone())
    return [goes_on, _once_more(answers), apart, _not_these(answers)]


def changed_places(answers: Answers) -> list[Option]:
    """Return the answers where main declarant and partner changed places."""
    row = answers.couple.partner_row
    text = N_("go on with this file under {partner}")
    stays = [
        Effect("set", effect.row, effect.client, effect.field, answers.couples.register(effect.client)[effect.field])
        for effect in answers.goes_on(row)
        if effect.do == "set" and answers.couples.client(row)
    ]
    leave = answers.option("not-these", N_("leave the file under {main}"), stays, answers.left_out("settled"))
    return [answers.option("partner-goes-on", text, answers.goes_on(row)), leave]


def newly_joint(answers: Answers) -> list[Option]:
    """Return the answers where somebody now names a partner who has a file of their own, and no row."""
    joint = N_("one joint return from {year}: {partner} joins {main}, the file of {partner} is archived")
    apart = N_("two more returns for {year}: ask again next season")
    again = answers.option("apart-again", apart, answers.main_new(), answers.as_it_is(), again=True)
    number = answers.couple.number
    return [
        answers.option("joint", joint, answers.main_new(), answers.partner(number), answers.archived()),
        again,
        answers.option("not-these", N_("not these people: leave both as they are"), *_refused(answers)),
    ]


def _refused(answers: Answers) -> Iterator[Iterable[Effect]]:
    """Yield what leaves a main declarant as it is: out where it is no client yet."""
    yield answers.as_it_is() if answers.couple.main else [Effect("settle", answers.couple.main_row, value="settled")]


def fold(answers: Answers) -> list[Option]:
    """Return the answers where a row names the number of another row as partner's."""
    one, two = N_("one joint return: {partner} with {main}"), N_("two returns: {main} and {partner} each their own")
    waits = answers.main_new() if answers.couple.partner else ()
    joint = (*answers.partner(answers.couple.number), *answers.archived(), *answers.left_out("folded"))
    return [
        answers.option("fold", one, waits, joint),
        answers.option(
            "two-returns",
            two,
            answers.main_new() if answers.couple.partner else (),
            answers.own_return(),
            answers.alone() if answers.couple.main else answers.partner(""),
        ),
    ]


def _once_more(answers: Answers) -> Option:
    text = N_("one more joint return for {year}: ask again next season")
    return answers.option("joint-again", text, answers.left_out("settled"), answers.as_it_is(), again=True)


def _not_these(answers: Answers) -> Option:
    text = N_("not these people: leave both as they are")
    return answers.option("not-these", text, answers.left_out("settled"), answers.as_it_is())
