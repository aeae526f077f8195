"""The first tables: clients, what is known of each from each source, dossiers, decisions, users, runs, journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

FIELDS = (
    "first_name", "last_name", "email", "mobile", "language", "responsible", "street", "postal_code", "city", "country",
    "company", "national_number", "partner_national_number",
)  # fmt: skip
KINDS = ("import", "undo", "hand", "invite")
STATUSES = ("not-sent", "queued", "sent", "opened", "to-process", "processed", "failed", "unknown")


def upgrade() -> None:
    """Make every table."""
    _clients()
    _sources()
    _decisions()
    _office()
    _history()


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _one_of(name: str, texts: tuple[str, ...]) -> sa.Column[str]:
    listed = ", ".join(f"'{text}'" for text in texts)
    return sa.Column(name, sa.Text, sa.CheckConstraint(f"{name} IN ({listed})"), nullable=False)


def _yes_or_no(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.CheckConstraint(f"{name} IN (0, 1)"), nullable=False)


def _client() -> sa.Column[int]:
    return sa.Column("client", sa.Integer, sa.ForeignKey("clients.id", ondelete="CASCADE"), nullable=False)


def _make(name: str, key: tuple[str, ...], *columns: sa.schema.SchemaItem) -> None:
    """Make a table without SQLite's hidden row number, unless its key is a single number."""
    single = key in {("id",), ("number",), ("only",)}
    op.create_table(
        name, *columns, sa.PrimaryKeyConstraint(*key), sqlite_strict=True, sqlite_with_rowid=single
    )  # fmt: skip


def _clients() -> None:
    _make("clients", ("id",), _number("id"), *(_text(name, "") for name in FIELDS), _yes_or_no("archived"))
    status = _one_of("status", STATUSES)
    _make(
        "dossiers", ("client", "tax_year"),
        _client(), _number("tax_year"), _text("questionnaire"), _text("language"), status, _text("partner", ""),
    )  # fmt: skip


def _sources() -> None:
    _make(
        "links", ("client", "source"),
        _client(), _text("source"), _text("source_id"), _text("row_key"), _text("linked_by"),
        _number("since_run"), _number("seen_run"), _text("workflow"),
    )  # fmt: skip
    op.create_index(
        "links_by_source_id", "links", ["source", "source_id"], unique=True, sqlite_where=sa.text("source_id <> ''")
    )
    values = (sa.Column(name, sa.Text) for name in FIELDS)
    _make("bases", ("client", "source"), _client(), _text("source"), *values)
    _make(
        "marks", ("client", "source", "field"),
        _client(), _text("source"), _text("field"), _one_of("how", ("kept", "typed")), _text("register"),
    )  # fmt: skip


def _decisions() -> None:
    _make(
        "verdicts", ("client", "source", "row_key"),
        _client(), _text("source"), _text("row_key"), _yes_or_no("same"), _text("evidence"),
    )  # fmt: skip
    _make(
        "corrections", ("source", "row_key", "field"),
        _text("source"), _text("row_key"), _text("field"), _text("bad"), _text("good"),
    )  # fmt: skip
    _make(
        "choices", ("source", "kind", "key"),
        _text("source"), _text("kind"), _text("key"), _text("answer"), _text("evidence"),
    )  # fmt: skip


def _office() -> None:
    _make("users", ("login",), _text("login"), _one_of("role", ("admin", "accountant")))
    _make(
        "mappings", ("source", "headers"),
        _text("source"), _text("headers"), _text("spec"), _text("confirmed_at"), _text("confirmed_by"),
    )  # fmt: skip
    only = sa.Column("only", sa.Integer, sa.CheckConstraint("only = 1"), nullable=False)
    _make(
        "register", ("only",),
        only, _text("id"), _text("name"), _number("tax_year"), _number("shared"), _number("next_client"),
        _text("program"),
    )  # fmt: skip


def _history() -> None:
    _make(
        "runs", ("number",),
        _number("number"), _text("at"), _text("who"), _text("host"), _one_of("kind", KINDS),
        sa.Column("source", sa.Text), sa.Column("source_kind", sa.Text), sa.Column("workflow", sa.Text),
        sa.Column("plan", sa.Text), sa.Column("fetched", sa.Integer), sa.Column("mapping", sa.Text),
        sa.Column("columns", sa.Text), _text("counts"),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("runs.number")),
        sa.Column("undone_by", sa.Integer, sa.ForeignKey("runs.number")),
    )  # fmt: skip
    _make(
        "journal", ("run", "seq"),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), nullable=False), _number("seq"), _text("entity"),
        sa.Column("client", sa.Integer), _text("key"), sa.Column("before", sa.Text), sa.Column("after", sa.Text),
    )  # fmt: skip
