// want: timeout memory ok crash recursion script row-limit
var p = g.V()
for (var i = 0; i < 30; i++) p = p.Union(p)
p.All()
