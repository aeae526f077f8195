"""Alembic's way in: runs the steps on the connection and in the transaction of the caller."""

from __future__ import annotations

from alembic import context

if __name__ == "env_py":  # the name under which Alembic runs this file; whoever else imports it runs nothing
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
    context.run_migrations()
