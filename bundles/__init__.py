"""Folders that run xlgen on a machine without Python: put together from pinned pieces, listed, and tried. Nothing of this is shipped in the package."""
