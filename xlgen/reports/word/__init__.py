"""What a report written in Word can say: facts of a form or of a summary, by the labels that people read."""
