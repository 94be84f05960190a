"""The record: facts and the audit, chained, sealed, and checked for any change."""
