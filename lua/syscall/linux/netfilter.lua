-- The name under which scripts for other libraries have it.
return require "syscall.netfilter"
