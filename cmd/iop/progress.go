package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress gives a function to tell how many more people were simulated, and
// one to call at the end. Only a terminal on standard error gets a bar: a log
// should hold what happened and not how it went on.
func (a *app) progress(what string, total int64) (done func(int64), end func()) {
	width, terminal := a.terminal(a.stderr)
	if !terminal || a.env("TERM") == "dumb" {
		return func(int64) {}, func() {}
	}
	bar := progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(a.stderr), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(max(10, min(40, width-50))),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("people"), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionSetRenderBlankState(true),
	)
	return func(n int64) { _ = bar.Add64(n) }, func() { _ = bar.Finish() }
}
