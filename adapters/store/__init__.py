"""The ledger's tables on SQLite or PostgreSQL: one code, opened, migrated, written."""
