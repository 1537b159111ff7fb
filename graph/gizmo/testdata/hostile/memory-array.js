// want: memory timeout
var a = []
while (true) a.push(new Array(1000).join("字"))
