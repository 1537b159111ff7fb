// want: script recursion crash
var a = { n: 1 }
a.self = a
g.Emit(a)
