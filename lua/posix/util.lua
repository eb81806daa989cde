return { openpty = require "posix".openpty }
