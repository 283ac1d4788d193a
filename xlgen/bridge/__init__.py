"""What a button of an add-in does: a request answered over a workbook, in Excel, for WPS or on a file."""
