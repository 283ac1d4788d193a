"""The container of an .xlsx file: zip members, XML with offsets, relationships."""
