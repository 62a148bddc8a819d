package main

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"guichet": main})
}

// The scripts run the program as an operator does, in an empty folder and environment. Besides
// testscript's own commands there are those below, and addresses: $BUSY is taken, $FREE and
// $FREE2 are not.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			for _, name := range []string{"BUSY", "FREE", "FREE2"} {
				l, err := net.Listen("tcp", "127.0.0.1:0")
				if err != nil {
					return err
				}
				e.Setenv(name, l.Addr().String())
				if name == "BUSY" {
					e.Defer(func() { _ = l.Close() })
				} else {
					defer func() { _ = l.Close() }() // once all three are known, so that they differ
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "isjson": isJSON, "isyaml": isYAML, "get": get,
		},
	})
}

// exits CODE COMMAND…: the command ends with exactly this code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	code := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if want := args[0]; strconv.Itoa(code) != want {
		ts.Fatalf("exit code %d instead of %s", code, want)
	}
}

// isjson FILE: the file, or stdout, is one JSON document.
func isJSON(ts *testscript.TestScript, neg bool, args []string) {
	if ok := json.Valid([]byte(ts.ReadFile(args[0]))); ok == neg {
		ts.Fatalf("valid JSON: %v", ok)
	}
}

// isyaml FILE: the file, or stdout, is YAML with keys.
func isYAML(ts *testscript.TestScript, neg bool, args []string) {
	var v map[string]any
	err := yaml.Unmarshal([]byte(ts.ReadFile(args[0])), &v)
	if ok := err == nil && len(v) > 0; ok == neg {
		ts.Fatalf("valid YAML: %v (%v)", ok, err)
	}
}

// get STATUS URL WORDS: within ten seconds the URL answers with the status and the words.
func get(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: get STATUS URL WORDS")
	}
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	last := ""
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		resp, err := client.Get(args[1])
		if err != nil {
			last = err.Error()
			continue
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			last = err.Error()
			continue
		}
		last = strconv.Itoa(resp.StatusCode) + " " + string(body)
		if strconv.Itoa(resp.StatusCode) == args[0] && strings.Contains(string(body), args[2]) {
			return
		}
	}
	ts.Fatalf("last answer: %s", last)
}

// The file that the tests of package config read is the one that operators copy; here that it
// passes the command too.
func TestExampleChecks(t *testing.T) {
	t.Parallel()
	var out, errs strings.Builder
	code := Run([]string{"config", "check", "../../guichet.example.yaml", "--lang", "en"}, strings.NewReader(""), &out, &errs, nil)
	if code != exitWell || errs.String() != "" || !strings.Contains(out.String(), "The configuration is valid: ../../guichet.example.yaml") {
		t.Errorf("exit %d\n%s%s", code, out.String(), errs.String())
	}
}

// .env.example lists every variable, and can be copied as it is.
func TestDotenvExampleListsEveryVariable(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "DISCORD_BOT_TOKEN", "DISCORD_API_URL", "HELPDESK_CHANNEL",
		"POOL_CHANNEL", "ESCALATION_CHANNEL", "MANAGER_CHANNEL", "DATABASE_URL", "GUICHET_CONFIG", "HTTP_ADDR", "LOG_LEVEL",
		"LOG_FORMAT", "TZ",
	} {
		if !strings.Contains(string(source), "\n"+name+"=") && !strings.Contains(string(source), "\n# "+name+"=") {
			t.Errorf("%s is not there", name)
		}
	}
	var out, errs strings.Builder
	if code := Run([]string{"config", "check", "--env-file", "../../.env.example", "--lang", "en"}, strings.NewReader(""), &out, &errs, nil); code != exitWell {
		t.Errorf("as it is: exit %d\n%s", code, errs.String())
	}
}
