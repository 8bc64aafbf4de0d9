package delivery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"nines/internal/deliver"
	"nines/internal/store"
	"nines/internal/wholefile"
)

// outboxFolder is the folder, below the output, of the files that runs send. A file of the archive is replaced by the next
// run of the same figures: what is sent late would otherwise not be what its text tells of.
const outboxFolder = "outbox"

// heldBy is the folder of the files that a run sends.
func (c Courier) heldBy(job string, due int64) string {
	return filepath.Join(c.Config.Output, outboxFolder, job+"-"+strconv.FormatInt(due, 10))
}

// hold keeps the files that a run sends as they are now, until nothing of the run is to be delivered any more.
func (c Courier) hold(run store.Run, out *outbound) error {
	folder, err := filepath.Abs(c.heldBy(run.Job, run.Due.UnixMilli()))
	if err != nil {
		return fmt.Errorf("keep what %s sends: %w", run.Job, err)
	}
	for _, files := range [][]deliver.File{out.Files, out.Message.Files} {
		for i := range files {
			held := filepath.Join(folder, files[i].Name)
			if err := hold(files[i].Path, held); err != nil {
				return fmt.Errorf("keep %s for those whom %s sends it: %w", files[i].Name, run.Job, err)
			}
			files[i].Path = held
		}
	}
	return nil
}

// hold gives a file another name: as it is never written again, only replaced, it stays what it is. Where the disk knows
// no second names it is copied.
func hold(path, as string) error {
	if err := wholefile.MakeFolder(filepath.Dir(as)); err != nil {
		return err
	}
	err := os.Link(path, as)
	if err == nil || errors.Is(err, fs.ErrExist) { // it is attached to the mail, too
		return nil
	}
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	return wholefile.Write(as, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}

// release removes what a run sends, with its files, where nothing of it is to be delivered any more.
func (c Courier) release(ctx context.Context, run store.Run) error {
	removed, err := c.Store.RemoveMessages(ctx, run.Job, run.Due)
	if err != nil || !removed {
		return err
	}
	return os.RemoveAll(c.heldBy(run.Job, run.Due.UnixMilli()))
}
