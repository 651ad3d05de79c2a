// Zonegen makes schedule/ical/windows_zones.txt from the file
// supplemental/windowsZones.json of the npm package cldr-core (Unicode License
// V3, see NOTICE): one line for each Windows zone, with the IANA name that CLDR
// gives for the whole world (territory 001).
//
//	npm pack cldr-core && tar xzf cldr-core-*.tgz
//	go run ./internal/zonegen < package/supplemental/windowsZones.json > schedule/ical/windows_zones.txt
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := write(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "zonegen:", err)
		os.Exit(1)
	}
}

// supplemental is the part of the file that is used.
type supplemental struct {
	Supplemental struct {
		Version struct {
			CLDR string `json:"_cldrVersion"`
		} `json:"version"`
		WindowsZones struct {
			MapTimezones []struct {
				MapZone struct {
					Windows   string `json:"_other"`
					IANA      string `json:"_type"`
					Territory string `json:"_territory"`
				} `json:"mapZone"`
			} `json:"mapTimezones"`
		} `json:"windowsZones"`
	} `json:"supplemental"`
}

func write(r io.Reader, w io.Writer) error {
	var s supplemental
	if err := json.NewDecoder(r).Decode(&s); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# Windows zone|IANA name. From Unicode CLDR %s, windowsZones, territory 001; Unicode License V3, see NOTICE.\n", s.Supplemental.Version.CLDR)
	fmt.Fprintln(out, "# Written by internal/zonegen; do not edit.")
	for _, m := range s.Supplemental.WindowsZones.MapTimezones {
		if z := m.MapZone; z.Territory == "001" {
			fmt.Fprintf(out, "%s|%s\n", z.Windows, z.IANA)
		}
	}
	return out.Flush()
}
