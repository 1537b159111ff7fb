// want: row-limit timeout memory ok crash
g.V().Tag("a").Both().Both().Both().Both().Both().Both().Both().Both().Both().Both().All()
