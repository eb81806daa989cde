-- require "lfs"
return require "syscall.lfs"
