package study

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
)

// Files lists what [Study.Write] writes.
func (s *Study) Files() []string {
	out := []string{"report.html", "summary.json"}
	for _, sh := range s.sheets() {
		out = append(out, sh.name)
	}
	return out
}

// Write writes everything into a folder, which it makes if it is not there.
func (s *Study) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if err := WriteFile(filepath.Join(dir, "report.html"), s.WritePage); err != nil {
		return err
	}
	if err := WriteFile(filepath.Join(dir, "summary.json"), s.WriteSummary); err != nil {
		return err
	}
	for _, sh := range s.sheets() {
		if err := WriteFile(filepath.Join(dir, sh.name), func(w io.Writer) error { return s.writeSheet(w, sh) }); err != nil {
			return err
		}
	}
	return nil
}

// WriteFile writes a file in one go: one that was there stays as it was until
// all of the new one is written.
func WriteFile(name string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	b := bufio.NewWriter(f)
	if err = write(b); err != nil {
		return err
	}
	if err = b.Flush(); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
