"""A .docx as it is: read under guard, its marks found and filled; knows no form."""
