"""A campaign shown to people: who is to be chased, what became of one project, the page for leaders, the list of acts."""
