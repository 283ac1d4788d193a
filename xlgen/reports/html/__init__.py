"""What a page to look at shows: of one form, or of a summary by its scores, deductions, units, projects and findings."""
