"""Letters as .docx, which Word, WPS and LibreOffice open and a clerk can change."""
