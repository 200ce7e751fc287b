"""Chinese text tools that ingestion and answering share."""
