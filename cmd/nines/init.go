package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"nines/internal/discovery"
)

func newInit(c console, path *string) *cobra.Command {
	return &cobra.Command{
		Use:   "init FILE...",
		Short: "Look at exported files and write a commented configuration for them; never overwrites one",
		Args:  usage(cobra.MinimumNArgs(1)),
		RunE: func(_ *cobra.Command, files []string) error {
			if _, err := os.Lstat(*path); err == nil {
				return usageError{fmt.Errorf("%s is there already and is not overwritten: name another with --config, or move it away", *path)}
			}
			result, err := discovery.Discover(files, filepath.Dir(*path))
			if err != nil {
				return err
			}
			printFiles(c, result)
			if !result.Usable() {
				return usageError{errors.New("none of the files can be used, so nothing was written; see above")}
			}
			if err := writeNew(*path, result.Config); err != nil {
				return err
			}
			printNext(c, *path, result)
			return unread(result)
		},
	}
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, content []byte) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Errorf("%s is there already and is not overwritten", path)}
	}
	if err != nil {
		return usageError{fmt.Errorf("write the configuration: %w (its folder has to be there)", err)}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.Write(content); err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	return nil
}

func printFiles(c console, r *discovery.Result) {
	for _, f := range r.Files {
		name := f.Path
		if f.Sheet != "" {
			name += ", sheet " + f.Sheet
		}
		switch {
		case f.Spare:
			fmt.Fprintf(c.err, "%s: left out: %s\n", name, f.Reason)
		case f.Failed:
			fmt.Fprintf(c.err, "%s: cannot be read: %s\n", name, f.Reason)
		case f.Source == "":
			fmt.Fprintf(c.err, "%s: cannot be used: %s\n", name, f.Reason)
		default:
			fmt.Fprintf(c.out, "%s: source %s, %s\n", name, f.Source, f.Taken)
		}
	}
}

func printNext(c console, path string, r *discovery.Result) {
	fmt.Fprintf(c.out, "wrote %s\n", path)
	if len(r.Questions) > 0 {
		fmt.Fprintf(c.out, "%d questions are open, each stands in the file where its answer belongs:\n", len(r.Questions))
	}
	for i, q := range r.Questions {
		fmt.Fprintf(c.out, "  %d. %s\n", i+1, q)
	}
	option := ""
	if path != "config.yaml" {
		option = " --config " + path
	}
	fmt.Fprintf(c.out, "next:\n")
	for _, command := range []string{"check", "import", "run monthly"} {
		fmt.Fprintf(c.out, "  nines %s%s\n", command, option)
	}
}

// unread says which of the files the configuration does without.
func unread(r *discovery.Result) error {
	var left []string
	for _, f := range r.Files {
		if f.Source == "" && !f.Spare {
			left = append(left, f.Path)
		}
	}
	if len(left) == 0 {
		return nil
	}
	return incomplete{"done, but not wholly: the configuration does without " + strings.Join(left, ", ")}
}
