// want: timeout ok crash memory
var p = g.V()
for (var i = 0; i < 200; i++) p = p.Both()
p.Count()
