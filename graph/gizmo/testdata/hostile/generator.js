// want: timeout memory
function* all() { while (true) yield 1 }
var a = Array.from(all())
