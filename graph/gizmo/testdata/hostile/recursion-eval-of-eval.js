// want: recursion timeout memory
function f(n) { return eval("f(n + 1)") }
f(0)
