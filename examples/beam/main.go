// Beam runs a study of program designs on Apache Beam: on this machine with
// Prism, or on a service that runs Beam pipelines.
//
//	go run . --people 1000000 --shards 64 --out /tmp/study.json
//
// The result is the same as that of one process, to the last digit.
package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

//go:embed designs.json
var sample []byte

func init() { register.Function1x1(text) }

// text gives a sum as a line of text.
func text(sum []byte) string { return string(sum) }

func main() {
	designs := flag.String("designs", "", "a file of designs; without one, the two in designs.json")
	people := flag.Int64("people", 200_000, "how many people walk through each design")
	parts := flag.Int64("shards", 16, "how many parts of the work there are")
	seed := flag.Uint64("seed", 1, "the seed of the random numbers")
	out := flag.String("out", "", "where the sum goes, a file or an address the runner can write to; empty for only a summary on standard output")
	flag.Parse()
	beam.Init()
	if err := run(*designs, *out, *seed, *people, *parts); err != nil {
		log.Fatal(err)
	}
}

func run(file, out string, seed uint64, people, parts int64) error {
	designs := sample
	if file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		designs = data
	}
	if _, err := prepare(designs); err != nil { // here, before anything travels
		return err
	}
	if people < 1 || parts < 1 {
		return fmt.Errorf("%d people in %d shards: want at least one of each", people, parts)
	}
	p, s := beam.NewPipelineWithRoot()
	sum := study(s, designs, seed, people, parts)
	if out != "" {
		textio.Write(s, out, beam.ParDo(s, text, sum))
	} else {
		beam.ParDo0(s, tell, sum)
	}
	return beamx.Run(context.Background(), p)
}
