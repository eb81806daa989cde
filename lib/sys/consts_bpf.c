/* Constants of BPF and perf. */
#include <linux/filter.h>

#include "base/uapi_bpf.h"
#define CONSTS_ROWS "sys/consts_bpf.rows"
#include "sys/consts_pack.h"
