"""The container: zip members, XML with offsets, relationships."""
