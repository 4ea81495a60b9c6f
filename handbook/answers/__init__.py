"""What the commands on an assessment answer: as text for a person, as one object for a program."""
