"""The live checks of a form, which its sheet 自检 prints."""
