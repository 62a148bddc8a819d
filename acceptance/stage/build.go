package stage

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// ErrNoSimulators says that the simulators are not beside this repository.
var ErrNoSimulators = errors.New("no simulators: put them at ../shared/sims or name their folder in GUICHET_SIMS")

// Binaries are the programs that a scenario runs.
type Binaries struct {
	Dir         string // temporary folder that holds them
	Guichet     string
	SlackSim    string
	DiscordSim  string
	SimsSources string
	Manifest    string // file with the product's own Slack app manifest
	Invite      string // the product's own Discord invite link
}

// Build builds the product and both simulators and asks the product for its manifest and its
// invite link. The caller removes Dir.
func Build() (*Binaries, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	sims := os.Getenv("GUICHET_SIMS")
	if sims == "" {
		sims = filepath.Join(root, "..", "shared", "sims")
	}
	for _, name := range []string{"slack", "discord"} {
		if _, err := os.Stat(filepath.Join(sims, name, "go.mod")); err != nil {
			return nil, ErrNoSimulators
		}
	}
	dir, err := os.MkdirTemp("", "guichet-acceptance-")
	if err != nil {
		return nil, fmt.Errorf("temporary folder: %w", err)
	}
	b := &Binaries{
		Dir: dir, SimsSources: sims,
		Guichet: filepath.Join(dir, "guichet"), SlackSim: filepath.Join(dir, "slacksim"), DiscordSim: filepath.Join(dir, "discordsim"),
	}
	for _, one := range []struct{ in, out, pkg string }{
		{root, b.Guichet, "./cmd/guichet"},
		{filepath.Join(sims, "slack"), b.SlackSim, "."},
		{filepath.Join(sims, "discord"), b.DiscordSim, "."},
	} {
		cmd := exec.Command("go", "build", "-o", one.out, one.pkg)
		cmd.Dir = one.in
		if out, err := cmd.CombinedOutput(); err != nil {
			return b, fmt.Errorf("go build %s in %s: %w\n%s", one.pkg, one.in, err, out)
		}
	}
	return b, b.askForRights()
}

// askForRights has the product print the rights it needs, so that the simulators grant those
// and no others.
func (b *Binaries) askForRights() error {
	manifest, err := b.Output(nil, "setup", "slack", "--json")
	if err != nil {
		return err
	}
	b.Manifest = filepath.Join(b.Dir, "manifest.json")
	if err := os.WriteFile(b.Manifest, manifest, 0o600); err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	// The link needs the application's id, which a bot token begins with: a simulator of the
	// same fixture always has the same.
	probe, err := startProcess(b.DiscordSim, nil, "")
	if err != nil {
		return err
	}
	defer probe.Kill()
	info, err := probe.FirstLine()
	if err != nil {
		return err
	}
	link, err := b.Output([]string{"DISCORD_BOT_TOKEN=" + info["bot_token"]}, "setup", "discord")
	if err != nil {
		return err
	}
	b.Invite = string(link)
	return nil
}

// Output runs a subcommand of the product in an empty folder and returns what it prints on
// standard output.
func (b *Binaries) Output(env []string, args ...string) ([]byte, error) {
	cmd := exec.Command(b.Guichet, args...)
	dir, err := os.MkdirTemp(b.Dir, "run-")
	if err != nil {
		return nil, fmt.Errorf("temporary folder: %w", err)
	}
	cmd.Dir, cmd.Env = dir, append(plainEnv(), env...)
	out, err := cmd.Output()
	if err != nil {
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			return out, fmt.Errorf("guichet %v: %w\n%s", args, err, exit.Stderr)
		}
		return out, fmt.Errorf("guichet %v: %w", args, err)
	}
	return out, nil
}

// plainEnv is an environment without any of the product's own settings.
func plainEnv() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "TZ=Europe/Paris"}
}

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("working folder: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod above the working folder")
		}
		dir = parent
	}
}
