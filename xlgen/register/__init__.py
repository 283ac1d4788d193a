"""The register: one SQLite file beside the issued forms that keeps what was issued and answered, fetched by project."""
