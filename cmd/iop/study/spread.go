package study

import (
	"sync"
	"sync/atomic"
)

// blockPeople is how many people a worker walks before it takes more: enough
// that taking costs nothing, few enough that all workers end together.
const blockPeople = 1 << 14

// Spread walks people 0 to n-1 in blocks on a number of workers and merges
// what they counted. Summaries are integers that merge exactly in any order,
// so that the result is the same for any number of workers. done is told after
// each block how many people it held; it may be called from any worker.
func Spread[S any](n int64, workers int, run func(from, to int64) (S, error), merge func(into *S, more S) error, done func(people int64)) (total S, err error) {
	var (
		next  atomic.Int64
		mu    sync.Mutex
		begun bool
		wg    sync.WaitGroup
	)
	blocks := (n + blockPeople - 1) / blockPeople
	for range min(int64(max(workers, 1)), max(blocks, 1)) {
		wg.Go(func() {
			for {
				from := (next.Add(1) - 1) * blockPeople
				if from >= n {
					return
				}
				to := min(from+blockPeople, n)
				got, problem := run(from, to)
				mu.Lock()
				switch {
				case err != nil:
				case problem != nil:
					err = problem
				case !begun:
					total, begun = got, true
				default:
					err = merge(&total, got)
				}
				failed := err != nil
				mu.Unlock()
				if done != nil {
					done(to - from)
				}
				if failed {
					return
				}
			}
		})
	}
	wg.Wait()
	return total, err
}
