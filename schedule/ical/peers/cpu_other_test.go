//go:build !unix

package peers

import "time"

var started = time.Now()

// cpu gives the time on the clock, where no other is known.
func cpu() time.Duration { return time.Since(started) }
