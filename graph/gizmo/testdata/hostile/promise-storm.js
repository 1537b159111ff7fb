// want: timeout memory
function again() { return Promise.resolve().then(again) }
again()
