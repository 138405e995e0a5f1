"""Run the ledger's migrations on the connection that `dateline.ledger.opening` hands over, inside its transaction."""

from alembic import context

from dateline.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
