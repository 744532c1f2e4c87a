"""Postgres behind the engines' face, by psycopg 3; importing this needs the extra `postgres`."""

from wireroom.adapters.warehouse.engines.postgres.database import PostgresDatabase

__all__ = ["PostgresDatabase"]
