// want: crash recursion timeout memory script ok row-limit
var m = g.M().Out("<rel:支持>")
m = m.Follow(m)
for (var i = 0; i < 22; i++) m = m.Follow(m)
g.V().Follow(m).All()
