"""An xlwings engine over files, for machines without Excel."""
