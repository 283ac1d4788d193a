"""Self-contained HTML pages: shell, policy, tables that are sorted and searched, charts; knows no form."""
