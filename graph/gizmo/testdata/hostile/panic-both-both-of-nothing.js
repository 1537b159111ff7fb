// want: ok crash
g.V("<ent:nowhere>").Both().Both().All()
