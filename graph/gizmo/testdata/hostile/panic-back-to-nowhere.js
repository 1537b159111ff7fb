// want: crash script ok
g.V("<ent:法國>").Back("nowhere").All()
