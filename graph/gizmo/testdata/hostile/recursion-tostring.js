// want: recursion timeout memory
var a = {}
a.toString = function() { return "" + a }
g.Emit("" + a)
