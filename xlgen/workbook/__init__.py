"""An .xlsx file as it is: read under guard, changed in place, opened as a book; knows no form."""
