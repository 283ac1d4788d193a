"""Reports written in Word, from forms and from summaries; and whether a template for them can be filled."""
