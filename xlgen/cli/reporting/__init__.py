"""The commands of ``xlgen report``: those that write reports and pages, and those that read them."""
