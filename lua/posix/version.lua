return require "posix._base".module("posix").version
