#include "sys/structs.h"

const struct lsys_record *const *const lsys_structs[] = {
	lsys_structs_addr,
	lsys_structs_aio,
	lsys_structs_bpf,
	lsys_structs_device,
	lsys_structs_event,
	lsys_structs_file,
	lsys_structs_mount,
	lsys_structs_mq,
	lsys_structs_msg,
	lsys_structs_netlink,
	lsys_structs_notify,
	lsys_structs_packet,
	lsys_structs_perf,
	lsys_structs_process,
	lsys_structs_signal,
	lsys_structs_sockopt,
	lsys_structs_system,
	lsys_structs_time,
	lsys_structs_tty,
	NULL,
};
