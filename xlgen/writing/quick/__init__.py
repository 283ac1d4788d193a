"""Workbooks like those of XlsxWriter, byte for byte in every part, written as text: for forms that are issued by the thousand."""
