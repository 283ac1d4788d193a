"""Rules over what stands where in a returned form: what was led astray, is gone, locked or added, or must not stand there."""
