"""Add-ins for Excel and WPS, built without Office."""
