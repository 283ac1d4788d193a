"""Reports from forms and from summaries: written in Word, with whether a template for them can be filled; and as a page to look at."""
