"""Project lists begun with what is known already, and the library of indicators they draw from."""
