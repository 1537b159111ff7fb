// want: timeout
while (true) {}
