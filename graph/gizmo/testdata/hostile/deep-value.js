// want: script recursion crash memory
var a = {}
for (var i = 0; i < 1000000; i++) a = { a: a }
g.Emit(a)
