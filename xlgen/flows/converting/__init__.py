"""Returned forms of another format than .xlsx, put on the issued form."""
