// want: recursion crash memory timeout
var s = "1"
for (var i = 0; i < 200000; i++) s = "(" + s + ")"
eval(s)
