"""Values too implausible to count before somebody answered for them."""
