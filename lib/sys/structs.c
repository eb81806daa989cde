#include "sys/structs.h"

const struct lsys_record *const *const lsys_structs[] = {
	lsys_structs_file,
	lsys_structs_mount,
	lsys_structs_notify,
	lsys_structs_time,
	NULL,
};
