"""The made-up people: valid, distinct, repeatable, and as mixed as an office."""

from __future__ import annotations

from collections import Counter
from datetime import date

import phonenumbers
import pytest
from email_validator import validate_email
from stdnum.be import bis, nn

from synctui.core.fields import (
    EMAIL,
    FIELDS,
    FIRST_NAME,
    LANGUAGE,
    LAST_NAME,
    MOBILE,
    NATIONAL_NUMBER,
    PARTNER,
    STREET,
)
from synctui.sources.people import bis_number, broken, national_number, people


def test_the_same_seed_gives_the_same_people() -> None:
    assert people(60, 7) == people(60, 7)
    assert people(60, 7) != people(60, 8)


def test_fewer_people_are_the_beginning_of_more() -> None:
    assert people(30) == people(300)[:30]


def test_no_number_stands_twice() -> None:
    numbers = [values[at] for values in people(2000) for at in (NATIONAL_NUMBER, PARTNER) if values[at]]
    assert len(numbers) > 2000
    assert len(set(numbers)) == len(numbers)


def test_every_value_is_what_the_libraries_write() -> None:
    for values in people(120):
        assert len(values) == len(FIELDS)
        assert validate_email(values[EMAIL], check_deliverability=False).normalized == values[EMAIL]
        assert (bis if int(values[NATIONAL_NUMBER][2:4]) > 40 else nn).validate(values[NATIONAL_NUMBER])
        if values[PARTNER]:
            assert nn.validate(values[PARTNER]) == values[PARTNER]
        if values[MOBILE]:
            assert phonenumbers.is_valid_number(phonenumbers.parse(values[MOBILE]))


def test_forty_people_hold_the_mix_that_is_promised() -> None:
    found = people(40)
    assert sum(bool(values[PARTNER]) for values in found) == 14
    assert sum(not values[MOBILE] for values in found) == 5
    assert sum(bis.is_valid(v[NATIONAL_NUMBER]) for v in found) == 1
    assert Counter(values[LANGUAGE] for values in found).keys() == {"nl", "fr", "de"}


def test_father_and_son_share_name_address_and_mail_but_no_number() -> None:
    father, son = people(40)[10:12]
    assert [father[at] for at in (FIRST_NAME, LAST_NAME, EMAIL, STREET)] == [
        son[at] for at in (FIRST_NAME, LAST_NAME, EMAIL, STREET)
    ]
    assert father[NATIONAL_NUMBER] != son[NATIONAL_NUMBER]


def test_two_who_live_together_share_mail_and_address_but_not_their_first_name() -> None:
    one, other = people(40)[20:22]
    assert one[EMAIL] == other[EMAIL]
    assert one[STREET] == other[STREET]
    assert one[FIRST_NAME] != other[FIRST_NAME]


@pytest.mark.parametrize("birth", [date(1944, 2, 29), date(1999, 12, 31), date(2000, 1, 1), date(2005, 7, 9)])
@pytest.mark.parametrize("counter", [1, 500, 998])
def test_numbers_pass_and_broken_ones_do_not(birth: date, counter: int) -> None:
    assert nn.is_valid(national_number(birth, counter))
    assert bis.is_valid(bis_number(birth, counter))
    assert not nn.is_valid(broken(national_number(birth, counter)))
