// want: crash script ok
g.V("<ent:法國>").In(function() {}).All()
