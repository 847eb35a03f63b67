"""What every table shares: one collection, and names of constraints that are the same on both engines."""

from sqlalchemy import MetaData, text

from server.store.column_types import Json
from server.text.languages import Language

# What a text column that came later holds in the rows from before.
EMPTY = text("''")

Titles = Json(dict[Language, str])

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
