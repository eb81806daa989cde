/* Constants of PCI and virtio. */
#include <linux/pci_regs.h>
#include <linux/virtio_config.h>
#include <linux/virtio_pci.h>
#include <linux/virtio_ring.h>

#define CONSTS_ROWS "sys/consts_device.rows"
#include "sys/consts_pack.h"
