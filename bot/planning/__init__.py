"""Which tool answers a question: one module per thing that can be asked for."""
