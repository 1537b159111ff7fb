// want: size-limit
var s = new Array(1000000).join("字")
while (true) g.Emit(s)
