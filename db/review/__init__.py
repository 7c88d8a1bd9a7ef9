"""What people say: corrections, follow-up of tasks, joining and parting of copies; each in one transaction."""
