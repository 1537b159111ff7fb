// want: crash script
g.V("<ent:法國>").Out([[["<rel:支持>"], {}]]).All()
