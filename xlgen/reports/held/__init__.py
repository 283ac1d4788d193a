"""A finished report read against the form it tells of: whose it is, what of it is that project's, which of its figures are the form's."""
