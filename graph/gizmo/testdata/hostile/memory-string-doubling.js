// want: memory script
var s = "x"
while (true) s += s
