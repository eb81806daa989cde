#include <linux/aio_abi.h>

#include "sys/structs.h"

#define S(name, m, ...) FIELD_AS(struct iocb, name, m, __VA_ARGS__)
static const struct lsys_field iocb_rows[] = {
	S("data", aio_data, .help = "comes back with the event"),
	S("key", aio_key, .help = "the kernel's"),
	S("rw_flags", aio_rw_flags, .group = "RWF", .help = "flags of this transfer"),
	S("opcode", aio_lio_opcode, .group = "IOCB_CMD", .help = "what is to be done"),
	S("reqprio", aio_reqprio, .help = "priority"),
	S("fildes", aio_fildes, .help = "descriptor"),
	PTR_AS(struct iocb, "buf", aio_buf, .help = "bytes, or an array of iovecs"),
	S("nbytes", aio_nbytes, .unit = LSYS_U_BYTES, .help = "how many, or how many iovecs"),
	S("offset", aio_offset, .unit = LSYS_U_BYTES, .help = "where in the file"),
	S("reserved2", aio_reserved2, .help = "unused"),
	S("flags", aio_flags, .group = "IOCB_FLAG", .help = "flags"),
	S("resfd", aio_resfd, .help = "an eventfd that counts the end"),
};
#undef S
RECORD_FULL(lsys_iocb_record, "iocb", struct iocb, iocb_rows, .prefix = "aio_", .help = "an asynchronous transfer");

#define S(m, ...) FIELD(struct io_event, m, __VA_ARGS__)
static const struct lsys_field io_event_rows[] = {
	S(data, .help = "as the transfer had it"),
	S(obj, .exact = 1, .help = "address of the transfer"),
	S(res, .help = "bytes, or a negative error number"),
	S(res2, .help = "second result"),
};
RECORD_FULL(lsys_io_event_record, "io_event", struct io_event, io_event_rows, .help = "the end of a transfer");

const struct lsys_record *const lsys_structs_aio[] = { &lsys_iocb_record, &lsys_io_event_record, NULL };
