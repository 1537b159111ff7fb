// want: ok script
Object.prototype.toJSON = function() { throw 1 }
Array.prototype.push = null
JSON = null
g.Emit({ a: [1] })
