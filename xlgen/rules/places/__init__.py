"""Rules over where the cells of an issued form stand: names that lead elsewhere, rows and cells that are gone."""
