"""From a TOML template and one project to a Form."""
