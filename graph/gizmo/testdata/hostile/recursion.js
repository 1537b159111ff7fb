// want: recursion timeout memory
function f() { return f() }
f()
