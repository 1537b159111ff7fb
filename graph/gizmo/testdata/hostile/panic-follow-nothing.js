// want: crash script ok
g.V().Follow(null).FollowR(undefined).All()
