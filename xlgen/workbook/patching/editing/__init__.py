"""The rows of one sheet and what changes in them: cell by cell, or at once where they are plainly written."""
