"""An xlwings engine over files, without Excel."""
