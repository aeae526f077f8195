"""The outbox: one row a mail, which is stored before it leaves and stays."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KINDS = "'invite', 'again', 'reminder'"
STATES = "'queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'"


def upgrade() -> None:
    """Make the table. It has no foreign key to the client: what left is remembered, whatever becomes of the client."""
    op.create_table(
        "invitations",
        *(_number(name) for name in ("number", "run", "client", "tax_year", "attempt")),
        *(_text(name) for name in ("kind", "state", "was", "token")),
        _number("withdrawn"),
        *(_text(name) for name in ("sender", "address", "language", "questionnaire", "message_id")),
        sa.Column("message", sa.LargeBinary, nullable=False),
        *(_text(name) for name in ("queued", "changed", "words")),
        sa.PrimaryKeyConstraint("number"),
        sa.ForeignKeyConstraint(["run"], ["runs.number"]),
        sa.UniqueConstraint("client", "tax_year", "attempt"),
        sa.CheckConstraint(f"kind IN ({KINDS})"),
        sa.CheckConstraint(f"state IN ({STATES})"),
        sqlite_strict=True,
    )
    op.create_index(
        "one_mail_on_its_way", "invitations", ["client", "tax_year"], unique=True,
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
    )  # fmt: skip
    op.create_index("invitations_by_run", "invitations", ["run"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)
