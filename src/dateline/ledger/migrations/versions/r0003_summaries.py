"""Incidents have a summary on one line, which lists and maps read; they are derived anew for it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty the table, which is derived, and mark it as out of date."""
    op.execute("DELETE FROM incidents")
    op.execute("UPDATE state SET value = '-1' WHERE name = 'incidents'")
    op.add_column("incidents", sa.Column("summary", sa.Text, nullable=False, server_default=""))
    op.create_index("ix_incidents_position", "incidents", ["position"])
