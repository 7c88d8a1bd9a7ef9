"""The relational database: models, migrations, writes and queries."""
