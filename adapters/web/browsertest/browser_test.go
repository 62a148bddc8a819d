package browsertest

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/rs/zerolog"

	"guichet/adapters/web/page"
	"guichet/adapters/web/playground"
	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

var shots = flag.String("shots", "", "folder for a picture of each stage")

// patience is how long something expected may take on a busy machine.
const patience = 15 * time.Second

// serve starts a playground and its page.
func serve(t *testing.T, empty bool) (*playground.Playground, string) {
	t.Helper()
	dir := t.TempDir()
	play, err := playground.Start(t.Context(), playground.Config{
		Dir: dir, Empty: empty, Logger: zerolog.New(zerolog.NewTestWriter(t)).Level(zerolog.WarnLevel),
		Store: func(ctx context.Context, now func() time.Time) (tickets.Store, error) {
			return sqlstore.Open(ctx, filepath.Join(dir, "demo.db"), sqlstore.Options{AutoMigrate: true, Now: now})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	handler, err := play.Page(page.Guard{Addr: l.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	base, leave := context.WithCancel(context.Background())
	server := &http.Server{Handler: handler, BaseContext: func(net.Listener) context.Context { return base }, ReadHeaderTimeout: time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	t.Cleanup(func() {
		leave()
		_ = server.Close() // the test is over
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("serving ended: %v", err)
		}
		if err := play.Stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return play, "http://" + l.Addr().String() + "/"
}

// browser starts Chromium in a language. No browser: the test is skipped, in CI it fails.
func browser(t *testing.T, lang string) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" && os.Getenv("CI") != "" {
		t.Fatal("no browser was found: install chromium")
	}
	if path == "" {
		t.Skip("no browser was found: install chromium to run the browser tests")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1480, 920),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("accept-lang", lang), chromedp.Flag("lang", lang), chromedp.UserDataDir(t.TempDir()),
	)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewContext(ctx)
	t.Cleanup(stop)
	return ctx
}

// tab is a tab of the browser with the page in it.
type tab struct {
	*testing.T
	ctx  context.Context
	lang string

	mu       sync.Mutex
	troubles []string
	shot     int
}

// open opens the page in a tab and watches its console.
func open(ctx context.Context, t *testing.T, lang, url string) *tab {
	t.Helper()
	b := &tab{T: t, ctx: ctx, lang: lang}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleWarning || m.IsException() {
				b.mu.Lock()
				b.troubles = append(b.troubles, m.String())
				b.mu.Unlock()
			}
		}
	}()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1480, 920), chromedp.Navigate(url)); err != nil {
		t.Fatalf("open %s: %v", url, err)
	}
	b.wait("the page to be ready", `document.body.dataset.ready === 'true'`)
	return b
}

// quiet fails the test when the console had to complain.
func (b *tab) quiet() {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.troubles {
		b.Errorf("console: %s", s)
	}
}

func eval[T any](b *tab, js string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		b.Fatalf("%s: %v", js, err)
	}
	return v
}

// wait waits until the expression is true.
func (b *tab) wait(what, js string) {
	b.Helper()
	for end := time.Now().Add(patience); !eval[bool](b, "Boolean("+js+")"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			b.picture("trouble")
			b.Fatalf("waited in vain for %s", what)
		}
	}
}

// sees waits until an element under the selector reads these words, white space aside.
func (b *tab) sees(selector, words string) {
	b.Helper()
	b.wait(fmt.Sprintf("%q in %s", words, selector), fmt.Sprintf(
		`[...document.querySelectorAll(%q)].some((e) => e.innerText.replace(/\s+/g, ' ').includes(%q))`, selector, words))
}

// press clicks the element with these words (a label or a text), by the mouse.
func (b *tab) press(selector, words string) {
	b.Helper()
	mark := fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll(%q)].filter((e) => e.checkVisibility());
		const hit = all.reverse().find((e) => (e.getAttribute('aria-label') || '').includes(%q) || e.innerText.includes(%q));
		document.querySelectorAll('[data-test-target]').forEach((e) => e.removeAttribute('data-test-target'));
		if (hit) { hit.setAttribute('data-test-target', ''); hit.scrollIntoView({ block: 'center' }); }
		return Boolean(hit);
	})()`, selector, words, words)
	b.wait(fmt.Sprintf("%q to press in %s", words, selector), mark)
	if err := chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS("[data-test-target]"))); err != nil {
		b.Fatalf("press %q in %s: %v", words, selector, err)
	}
}

// types types into an element, like a person at the keyboard.
func (b *tab) types(selector, text string) {
	b.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS(selector)), chromedp.KeyEvent(text)); err != nil {
		b.Fatalf("type into %s: %v", selector, err)
	}
}

// keys presses keys. Enter is pressed as a keyboard does it: where the page takes the key for
// itself, no line break follows.
func (b *tab) keys(keys string) {
	b.Helper()
	press := chromedp.KeyEvent(keys)
	if keys == kb.Enter {
		press = enter
	}
	if err := chromedp.Do(b.ctx, press); err != nil {
		b.Fatalf("keys: %v", err)
	}
}

func enter(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		p := input.DispatchKeyEventParams{Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13}
		if kind == input.DispatchKeyEventTypeKeyDown {
			p.Text = "\r"
		}
		if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, p); err != nil {
			return chromedp.Void{}, err
		}
	}
	return chromedp.Void{}, nil
}

// onMessage presses what a message offers under the mouse.
func (b *tab) onMessage(pane, words, action string) {
	b.Helper()
	b.wait(fmt.Sprintf("%q on the message %q", action, words), fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll(%q)].filter((e) => e.checkVisibility() && e.innerText.replace(/\s+/g, ' ').includes(%q));
		const button = all.at(-1)?.querySelector('[aria-label="%s"]');
		if (button) { button.scrollIntoView({ block: 'center' }); button.focus(); button.click(); }
		return Boolean(button);
	})()`, pane+" .message", words, action))
}

// picture writes a picture of the page, where -shots says.
func (b *tab) picture(name string) {
	b.Helper()
	if *shots == "" {
		return
	}
	time.Sleep(350 * time.Millisecond) // for what is moving
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.Errorf("picture: %v", err)
		return
	}
	b.shot++
	file := fmt.Sprintf("%s-%s-%02d-%s.png", strings.ReplaceAll(b.Name(), "/", "-"), b.lang, b.shot, name)
	err = os.MkdirAll(*shots, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(*shots, file), png, 0o644)
	}
	if err != nil {
		b.Errorf("picture: %v", err)
	}
}
