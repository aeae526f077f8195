"""Countries as ISO 3166-1 alpha-2, from a code or, for the neighbours and common ones, a name in four languages.

>>> [normalise(text) for text in ("be", "België", "Royaume-Uni", "NLD", "JP", "")]
['BE', 'BE', 'GB', 'NL', 'JP', '']
>>> normalise("Narnia")
Traceback (most recent call last):
    ...
synctui.core.normalise.outcome.RefusedError: This country is not known. Write its two-letter code, like BE.
"""

from __future__ import annotations

from synctui.core.normalise.names import lookup, plain
from synctui.core.normalise.outcome import RefusedError, Repair, silent
from synctui.core.normalise.text import tidy
from synctui.i18n import N_, message

_ISO_3166 = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
CODES = frozenset(_ISO_3166.split())

_NAMES = {code.casefold(): code for code in CODES} | lookup({
    "BE": "b, bel, belgië, belgique, belgien, belgium",
    "NL": "nld, nederland, holland, pays-bas, niederlande, netherlands, the netherlands",
    "FR": "f, fra, frankrijk, france, frankreich",
    "DE": "d, deu, duitsland, allemagne, deutschland, germany",
    "LU": "l, lux, luxemburg, luxembourg, groothertogdom luxemburg, grand-duché de luxembourg",
    "GB": "uk, gbr, verenigd koninkrijk, groot-brittannië, engeland, royaume-uni, grande-bretagne, angleterre, "
          "vereinigtes königreich, großbritannien, england, united kingdom, great britain",
    "IE": "irl, ierland, irlande, irland, ireland",
    "ES": "esp, spanje, espagne, spanien, spain, españa",
    "PT": "prt, portugal",
    "IT": "ita, italië, italie, italien, italy, italia",
    "CH": "che, zwitserland, suisse, schweiz, switzerland",
    "AT": "aut, oostenrijk, autriche, österreich, austria",
    "PL": "pol, polen, pologne, poland, polska",
    "RO": "rou, roemenië, roumanie, rumänien, romania",
    "BG": "bgr, bulgarije, bulgarie, bulgarien, bulgaria",
    "GR": "grc, griekenland, grèce, griechenland, greece",
    "DK": "dnk, denemarken, danemark, dänemark, denmark",
    "SE": "swe, zweden, suède, schweden, sweden",
    "NO": "nor, noorwegen, norvège, norwegen, norway",
    "FI": "fin, finland, finlande, finnland",
    "CZ": "cze, tsjechië, tchéquie, tschechien, czechia, république tchèque, czech republic",
    "HU": "hun, hongarije, hongrie, ungarn, hungary",
    "MC": "mco, monaco",
    "TR": "tur, turkije, turquie, türkei, turkey, türkiye",
    "MA": "mar, marokko, maroc, morocco",
    "US": "usa, verenigde staten, états-unis, vereinigte staaten, united states",
})  # fmt: skip

UNKNOWN = N_("This country is not known. Write its two-letter code, like BE.")


def normalise(raw: str, repair: Repair = silent) -> str:
    """Return the code of the country in *raw*, or raise `RefusedError`; nothing but blanks is empty."""
    text = plain(tidy(raw, repair))
    code = _NAMES.get(text)
    if text and not code:
        raise RefusedError(message(UNKNOWN))
    return code or ""
