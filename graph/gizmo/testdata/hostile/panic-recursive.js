// want: crash script ok
g.V("<ent:法國>").FollowRecursive(g.M().Both(), -1).FollowRecursive(null).All()
