"""First schema: articles, claims, sources, judgements; incidents derived; append-only kept by triggers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("articles", "claims", "sources", "judgements")


def upgrade() -> None:
    """Make the tables, the first state and the triggers that refuse a change to what was stored."""
    op.create_table(
        "articles",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("raw_sha256", sa.String(64), nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("added_at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("extractor", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_claims_article_id"),
    )
    op.create_index("ix_claims_article_id", "claims", ["article_id", "position"])
    op.create_table(
        "sources",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("article_id", sa.String, nullable=True),
        sa.Column("added_at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_sources"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_sources_article_id"),
        sa.UniqueConstraint("origin", "sha256", "outcome", name="uq_sources_origin"),
    )
    op.create_index("ix_sources_sha256", "sources", ["sha256"])
    op.create_index("ix_sources_article_id", "sources", ["article_id"])
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("added_at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_judgements"),
        sa.UniqueConstraint("id", name="uq_judgements_id"),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    state = op.create_table(
        "state",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_state"),
    )
    op.bulk_insert(
        state,
        [{"name": "input", "value": "0"}, {"name": "incidents", "value": "0"}, {"name": "incidents_by", "value": ""}],
    )
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END"
                )
    else:
        op.execute(
            "CREATE FUNCTION dateline_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only: %', TG_TABLE_NAME; END $$"
        )
        for table in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION dateline_append_only()"
            )


def downgrade() -> None:
    """Refuse: a ledger is never made smaller."""
    raise RuntimeError("revision 0001 is the first; to go back further, start a new ledger file")
