"""The knowledge base both ingestion and answering share; imports none of our packages."""
