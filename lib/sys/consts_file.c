/* Constants of files, memory and what is waited for, by the C library's headers. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/random.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/swap.h>
#include <sys/timerfd.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/uapi_file.h"
#define CONSTS_ROWS "sys/consts_file.rows"
#include "sys/consts_pack.h"
