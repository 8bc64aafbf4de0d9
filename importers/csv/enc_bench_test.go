package csv

import (
	"bufio"
	ecsv "encoding/csv"
	"io"
	"os"
	"testing"
)

func BenchmarkStd(b *testing.B) {
	path := wideFile(b, 50000)
	for b.Loop() {
		f, _ := os.Open(path)
		r := ecsv.NewReader(bufio.NewReader(f))
		r.ReuseRecord = true
		r.LazyQuotes = true
		for {
			_, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		f.Close()
	}
}
