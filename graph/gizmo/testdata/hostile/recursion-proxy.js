// want: recursion timeout memory
var p = new Proxy({}, { get: function(t, k, r) { return r[k] } })
p.x
