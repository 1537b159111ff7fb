// want: ok
g.Emit([typeof process, typeof require, typeof fetch, typeof XMLHttpRequest, typeof console, typeof Deno])
