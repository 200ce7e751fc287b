"""Questions over tables: find the table, read its layout, link words to cells, plan, run, answer verbatim."""
