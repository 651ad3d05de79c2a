//go:build unix

package peers

import (
	"syscall"
	"time"
)

// cpu gives the time that this process has had on the processors. Unlike the
// clock it does not depend on what else the machine does.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
