"""The same jobs done with well-known libraries, as a careful person would write them."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path
from typing import Any

IMPORT, REGISTER = "import.xlsx", "register.db"


def pandas_pipeline(folder: Path) -> tuple[int, object]:
    """Read with pandas and openpyxl, validate with the libraries, join and compare with datacompy.

    Returns how many clients differ, and the comparison. Each value goes to its library, as their manuals show; a row
    with one that is refused goes, and so does a key that stands twice. What pandas can do for a column is done so.
    """
    import datacompy
    import pandas as pd

    frame = pd.read_excel(folder / IMPORT, engine="openpyxl", dtype=str, keep_default_na=False)
    frame.columns = ["person", "number", *_names()]
    _tidy(frame)
    frame["email"] = frame["email"].map(_email)
    frame["responsible"] = frame["responsible"].map(_email)
    frame["national_number"] = frame["national_number"].map(_national_number)
    frame["partner_national_number"] = frame["partner_national_number"].map(_national_number)
    frame["mobile"] = frame["mobile"].map(_mobile)
    frame["language"] = frame["language"].map(lambda text: {"N": "nl", "F": "fr", "D": "de"}.get(text[:1].upper(), ""))
    wanted = frame.dropna(subset=["email", "national_number"])
    whole = (wanted["first_name"] != "") & (wanted["last_name"] != "") & (wanted["email"] != "")
    valid = wanted[whole & ~_twice(wanted)]
    with sqlite3.connect(folder / REGISTER) as connection:
        register = pd.read_sql("SELECT * FROM clients", connection)
    columns = ["number", *_names()]
    compared = datacompy.PandasCompare(valid[columns], register[columns], join_columns="number")
    return len(compared.intersect_rows) - int(compared.count_matching_rows()), compared


def _tidy(frame: Any) -> None:
    """Clean all texts in place, column by column: NFC, white space folded; countries and their postal codes."""
    for name in ("number", *_names()):
        frame[name] = frame[name].str.normalize("NFC").str.replace(r"\s+", " ", regex=True).str.strip()
    frame["country"] = frame["country"].str.upper().replace({"BELGIE": "BE", "BELGIË": "BE", "BELGIQUE": "BE"})
    home = frame["country"].isin(["", "BE"])
    belgian = frame["postal_code"].str.extract(r"^(?:BE?[- ]*)?([1-9][0-9]{3})$", expand=False).fillna("")
    frame["postal_code"] = belgian.where(home, frame["postal_code"].str.upper())


def _twice(frame: Any) -> Any:
    """Tell of each row whether it shares its id, its national number, or its e-mail and name with another."""
    number = frame["national_number"]
    person = frame["email"].str.lower() + "|" + frame["last_name"].str.lower() + "|" + frame["first_name"].str.lower()
    shared = person.duplicated(keep=False) & (number == "")
    return frame["number"].duplicated(keep=False) | (number.duplicated(keep=False) & (number != "")) | shared


def load_for_csv_diff(folder: Path) -> Any:
    """Return both sides as csv-diff loads them."""
    import csv_diff

    loaded = []
    for name in ("register.csv", "import.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            loaded.append(csv_diff.load_csv(file, key="number"))
    return tuple(loaded)


def csv_diff_compare(loaded: Any) -> int:
    """Compare two loaded sides with csv-diff; returns how many clients differ."""
    import csv_diff

    return len(csv_diff.compare(*loaded)["changed"])


def rows_of(path: Path) -> tuple[dict[str, list[Any]], list[str]]:
    """Return the rows of every table of a SQLite file, and the statements that make its tables and indexes."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        schema = connection.execute(
            "SELECT name, type, sql FROM sqlite_schema"
            " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        ).fetchall()
        tables = {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for name, kind, _ in schema
            if kind == "table"
        }
    return tables, [sql for _, kind, sql in schema if kind in {"table", "index"}]


def executemany(path: Path, tables: dict[str, list[Any]], statements: list[str]) -> int:
    """Write the rows of every table into a new SQLite file, one ``executemany`` a table, one commit.

    Returns how many rows were written.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = -65536")
    for statement in statements:
        connection.execute(statement)
    connection.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        if rows:
            connection.executemany(f'INSERT INTO "{name}" VALUES ({",".join("?" * len(rows[0]))})', rows)
    connection.execute("COMMIT")
    connection.close()
    return sum(map(len, tables.values()))


def write_register(folder: Path) -> None:
    """Make the peer's register of the rows in ``register.csv``."""
    with (folder / "register.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with sqlite3.connect(folder / REGISTER) as connection:
        connection.execute(f"CREATE TABLE clients ({', '.join(header)})")
        connection.executemany(f"INSERT INTO clients VALUES ({','.join('?' * len(header))})", rows)


def _names() -> list[str]:
    return [
        *("first_name", "last_name", "email", "mobile", "language", "responsible", "street", "postal_code", "city"),
        *("country", "company", "national_number", "partner_national_number"),
    ]


def _email(text: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def _national_number(text: str) -> str | None:
    """Validate as national number, then as BIS: the cheaper order, nearly all are national numbers."""
    from stdnum.be import bis, nn
    from stdnum.exceptions import ValidationError

    for kind in (nn, bis):
        try:
            return kind.validate(text) if text else ""
        except ValidationError:
            continue
    return None


def _mobile(text: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "BE") if text else None
    except phonenumbers.NumberParseException:
        return ""
    if number is None or not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
