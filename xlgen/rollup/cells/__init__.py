"""The cells of the tables of a summary: rows made when they are asked for, and the values of formulas."""
