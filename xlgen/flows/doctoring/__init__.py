"""Before anything is issued: whether this computer is fit for it, and what becomes of last year's forms."""
