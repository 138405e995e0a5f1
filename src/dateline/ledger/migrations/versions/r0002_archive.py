"""The sources' bytes move out of the articles into the archive; addresses that were asked, and items without bytes, are remembered."""

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
    keep = context.config.attributes["keep"]
    last = ""
    while rows := bind.execute(
        sa.text("SELECT id, raw_sha256, raw FROM articles WHERE id > :last ORDER BY id LIMIT :batch"), {"last": last, "batch": BATCH}
    ).all():
        for row in rows:
            try:
                data = zlib.decompress(row.raw)
            except zlib.error:
                # Damaged before; `verify` goes on to tell, because the archive lacks what the row names.
                continue
            # Bytes that are not those they should be are kept under the hash they have; `verify` tells of them too.
            keep(data, hashlib.sha256(data).hexdigest())
        last = rows[-1].id
    op.add_column("articles", sa.Column("raw_kept", sa.Boolean, nullable=False, server_default=sa.true()))
    op.drop_column("articles", "raw")
    if bind.dialect.name == "postgresql":
        op.alter_column("sources", "sha256", nullable=True)
    else:
        _sources_anew()
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


def _sources_anew() -> None:
    """Let `sha256` be empty. SQLite cannot change a column: the table is made anew, and so are its index and triggers (0001)."""
    columns = "number, origin, sha256, outcome, reason, article_id, added_at"
    op.create_table(
        "sources_anew",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("article_id", sa.String, nullable=True),
        sa.Column("added_at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_sources"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_sources_article_id"),
        sa.UniqueConstraint("origin", "sha256", "outcome", name="uq_sources_origin"),
    )
    op.execute(f"INSERT INTO sources_anew ({columns}) SELECT {columns} FROM sources")
    op.drop_table("sources")
    op.rename_table("sources_anew", "sources")
    op.create_index("ix_sources_sha256", "sources", ["sha256"])
    op.create_index("ix_sources_article_id", "sources", ["article_id"])
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER sources_no_{change.lower()} BEFORE {change} ON sources "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: sources'); END"
        )


def downgrade() -> None:
    """Refuse: a ledger is never made smaller."""
    raise RuntimeError("revision 0002 moved the sources' bytes out of the ledger; to go back, restore a copy made before")
