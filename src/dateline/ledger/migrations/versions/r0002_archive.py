"""The sources' bytes move out of the articles into the archive; addresses that were asked are remembered."""

import hashlib
import zlib

import sqlalchemy as sa
from alembic import context, op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: Articles whose bytes are moved in one go.
BATCH = 200


def upgrade() -> None:
    """Move the bytes, then drop their column. Interrupted, it starts over: what is in the archive already is left alone."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.create_table(
            "blobs",
            sa.Column("sha256", sa.String(64), nullable=False),
            sa.Column("packed", sa.LargeBinary, nullable=False),
            sa.Column("size", sa.Integer, nullable=False),
            sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
        )
    put = context.config.attributes["put"]
    last = ""
    while rows := bind.execute(
        sa.text("SELECT id, raw_sha256, raw FROM articles WHERE id > :last ORDER BY id LIMIT :batch"), {"last": last, "batch": BATCH}
    ).all():
        for row in rows:
            data = zlib.decompress(row.raw)
            # A row that was damaged before stays told apart: its bytes are kept under the hash they have.
            put(data, hashlib.sha256(data).hexdigest())
        last = rows[-1].id
    op.add_column("articles", sa.Column("raw_kept", sa.Boolean, nullable=False, server_default=sa.true()))
    op.drop_column("articles", "raw")
    op.create_table(
        "visits",
        sa.Column("url", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("etag", sa.String, nullable=True),
        sa.Column("modified", sa.String, nullable=True),
        sa.Column("mark", sa.String, nullable=True),
        sa.PrimaryKeyConstraint("url", name="pk_visits"),
    )


def downgrade() -> None:
    """Refuse: a ledger is never made smaller."""
    raise RuntimeError("revision 0002 moved the sources' bytes out of the ledger; to go back, restore a copy made before")
