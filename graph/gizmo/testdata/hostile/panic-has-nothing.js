// want: crash script ok
g.V().Has("<rel:支持>", null, undefined, {}).All()
