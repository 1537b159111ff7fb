// want: script
require("fs").readFileSync("/etc/passwd")
