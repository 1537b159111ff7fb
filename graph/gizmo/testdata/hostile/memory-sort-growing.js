// want: memory timeout script
var a = [1, 2, 3]
while (true) { a = a.concat(a) }
