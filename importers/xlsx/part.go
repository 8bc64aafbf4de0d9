package xlsx

import (
	"errors"
	"fmt"
	"io"
	"sync/atomic"
)

// Limits against files made to exhaust memory or time.
const (
	maxSheet     = 4 << 30   // of a worksheet, unpacked; it is streamed
	maxTexts     = 256 << 20 // of the shared texts, which are held in memory
	maxTextsPart = 1 << 30   // of the part with the shared texts
	maxSmallPart = 64 << 20  // of any other part
	maxText      = 8 << 20   // of one row's texts and of one piece of markup
	maxDepth     = 256       // of elements within elements
	maxRatio     = 300       // unpacked to packed, beyond ratioFrom; real sheets stay below 60
	ratioFrom    = 64 << 20
)

// part is one part of a workbook, unpacked as it is read. Another goroutine may load read.
type part struct {
	source io.ReadCloser
	name   string
	packed int64 // bytes in the archive
	size   int64 // bytes unpacked, as the archive states them
	limit  int64 // bytes unpacked, at most
	read   atomic.Int64
	token  int64 // how much was read when the piece of markup began that is being read; negative: not looked at
}

func (p *part) Read(b []byte) (int, error) {
	n, err := p.source.Read(b)
	total := p.read.Add(int64(n))
	switch {
	case total > p.limit:
		return n, fmt.Errorf("%s is larger than %d MiB unpacked, which is more than can be read: export fewer rows", p.name, p.limit>>20)
	case total > ratioFrom && total/maxRatio > p.packed:
		return n, fmt.Errorf("%s unpacks to more than %d times its size, as files made to exhaust memory do: it is not read", p.name, maxRatio)
	case p.token >= 0 && total-p.token > maxText:
		return n, fmt.Errorf("%s holds a text of more than %d MiB; Excel allows 32,767 characters", p.name, maxText>>20)
	case err != nil && !errors.Is(err, io.EOF):
		return n, fmt.Errorf("unpacking %s: %w", p.name, damaged(err))
	}
	return n, err
}

func (p *part) close() error { return p.source.Close() }
