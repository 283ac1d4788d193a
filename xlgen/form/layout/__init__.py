"""Where everything stands: a form's lines, tables and pages on the grid."""
