// want: memory timeout
var m = new Map()
for (var i = 0; ; i++) m.set(i, { i: i })
