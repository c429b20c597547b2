using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Collum.App.Tests.Pages;

/// <summary>A recording in a real browser, from the recorder's file to a line of the plan.</summary>
public sealed class RecordingTests(Browsing browsing) : IClassFixture<Browsing>
{
    static readonly DateOnly Now = DateOnly.FromDateTime(DateTime.Now);

    [Fact]
    public async Task From_the_recorders_file_to_a_plan_line_without_a_manual()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page);
        await page.GotoAsync(Visit(chart, "measure"));
        await page.FillAsync("[name='posture/caput_rotation_right_deg#a']", "25");
        await page.ChooseAsync("[name='posture/caput_rotation_right_deg#s'][value='-']");
        await page.FillAsync("#by", "Dr Listen");
        await page.ClickAsync("[data-primary]");
        await page.ArriveAsync("/muscles$");

        await page.ClickAsync("nav.steps a:has-text('EMG')");
        await Assertions.Expect(page.Locator("#upload-by")).ToHaveValueAsync("Dr Listen");
        await page.SetInputFilesAsync("#upload-file", new FilePayload { Name = "neck.edf", MimeType = "application/octet-stream", Buffer = SmallRecording.Edf() });
        await page.ClickAsync("button[form=upload]");
        await page.ArriveAsync(@"/emg\?recording=");
        await Assertions.Expect(page.Locator("table.ranked tbody tr")).ToHaveCountAsync(4);
        var first = await page.Locator("table.ranked tbody tr").First.InnerTextAsync();
        Assert.Contains("likely dystonic", first, StringComparison.Ordinal);
        Assert.Equal(4, await page.Locator("tr[data-phase]").CountAsync());
        await DrawnAsync(page);

        // The phase is moved by its number field and the muscles are ranked again; the first entry stays in the record.
        await page.FillAsync("[name='phases/2/to_s#n']", "60");
        var ranked = page.Url;
        await page.ClickAsync("[data-primary]");
        await page.ArriveAsync("recording=", from: ranked);
        await Assertions.Expect(page.Locator("[name='phases/2/to_s#n']")).ToHaveValueAsync("60");

        await page.Locator("table.ranked tbody tr a").First.ClickAsync();
        await Assertions.Expect(page.Locator("svg.channel")).ToHaveCountAsync(2);
        await page.ClickAsync("a:has-text('See beside posture')");
        await page.ArriveAsync("/muscles$");
        await Assertions.Expect(page.Locator(".joined")).ToContainTextAsync("likely dystonic");
        await Assertions.Expect(page.Locator(".joined tbody tr:has-text('Sternocleidomastoid') td.num").Nth(1)).ToHaveTextAsync("4", new() { UseInnerText = true });
        await page.ClickAsync("[data-primary]");
        await page.ArriveAsync("/plan$");
        // The chips stand in the joined order, and a proposal shows what EMG said of each line.
        Assert.Equal(["splenius-capitis@left", "sternocleidomastoid@right"], (await page.Locator("button[data-candidate]").EvaluateAllAsync<string[]>("b => b.map(x => x.dataset.candidate)")).Take(2));
        await page.GotoAsync(Visit(chart, "plan") + "?add=sternocleidomastoid@right");
        await Assertions.Expect(page.Locator("[name='sites/0/muscle_id']")).ToHaveValueAsync("sternocleidomastoid");
        await Assertions.Expect(page.Locator("tr[data-row='0']")).ToContainTextAsync("EMG");
        await page.SelectOptionAsync("#region", "US");
        await page.SelectOptionAsync("#product", "onabotulinumtoxinA");
        await page.ClickAsync("button[value=propose]");
        await Assertions.Expect(page.Locator("#why-lines")).ToContainTextAsync("EMG: likely dystonic");
        await page.GotoAsync($"/charts/{chart}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Most active in the posture");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_broken_file_is_refused_in_words_and_leaves_nothing()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page);
        await page.GotoAsync(Visit(chart, "emg"));
        await page.FillAsync("#upload-by", "Dr Listen");
        var broken = SmallRecording.Edf();
        broken[252] = (byte)'x';
        await page.SetInputFilesAsync("#upload-file", new FilePayload { Name = "neck.edf", MimeType = "application/octet-stream", Buffer = broken });
        await page.ClickAsync("button[form=upload]");
        await Assertions.Expect(page.Locator("#upload-said")).ToContainTextAsync("expected");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("table.ranked")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(820, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task The_recording_page_is_accessible_and_fits_empty_ranked_and_refused(int width, ColorScheme scheme)
    {
        await using var window = await browsing.OpenAsync(width, scheme);
        var page = window.Page;
        async Task FineAsync(string what)
        {
            var found = await page.RunAxe();
            Assert.True(found.Violations.Length == 0, $"{what}: {string.Join("; ", found.Violations.Select(v => $"{v.Id} {string.Join(", ", v.Nodes.Select(n => n.Html))}"))}");
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{what} scrolls sideways");
        }

        var chart = await NewPatientAsync(page);
        await page.GotoAsync(Visit(chart, "emg"));
        await FineAsync("without a recording");
        await SendAsync(page, SmallRecording.Edf(withPosture: false));
        await Assertions.Expect(page.Locator("#ranking")).ToContainTextAsync("No phase shows the patient");
        await FineAsync("not ranked");
        await page.Locator("details.another summary").ClickAsync();
        await SendAsync(page, SmallRecording.Edf());
        await Assertions.Expect(page.Locator("table.ranked tbody tr")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("#coherence a[data-at]")).ToHaveCountAsync(6);
        await FineAsync("with every pair");
        await page.Locator("table.ranked tbody tr a").First.ClickAsync();
        await Assertions.Expect(page.Locator("svg.channel")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#coherence a[data-at]")).ToHaveCountAsync(6);
        await FineAsync("ranked");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_muscle_of_a_channel_is_remembered_for_its_recorder_and_the_page_works_without_script()
    {
        await using var window = await browsing.OpenAsync(script: false);
        var page = window.Page;
        var file = SmallRecording.Edf(labels: ["EMG A1", "EMG A2"]);
        var chart = await NewPatientAsync(page);
        await page.GotoAsync(Visit(chart, "emg"));
        await page.FillAsync("#upload-by", "Dr Listen");
        await SendAsync(page, file);
        await page.SelectOptionAsync("[name='montage/0/muscle_id']", "splenius-capitis");
        await page.SelectOptionAsync("[name='montage/0/side']", "left");
        await page.ClickAsync("[data-primary]");
        await page.ArriveAsync(@"/emg\?recording=");
        await Assertions.Expect(page.Locator("table.ranked")).ToContainTextAsync("Splenius capitis");

        var other = await NewPatientAsync(page);
        await page.GotoAsync(Visit(other, "emg"));
        await SendAsync(page, file);
        await Assertions.Expect(page.Locator("[name='montage/0/muscle_id']")).ToHaveValueAsync("splenius-capitis");
        await Assertions.Expect(page.Locator("[name='montage/0/side']")).ToHaveValueAsync("left");
        await Assertions.Expect(page.Locator("[name='montage/1/muscle_id']")).ToHaveValueAsync("");
        await page.ClickAsync("#coherence a[data-fill]");
        await Assertions.Expect(page.Locator("#coherence a[data-at]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_signals_are_moved_and_zoomed_by_keys_and_a_phase_by_dragging_its_edge()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page);
        await page.GotoAsync(Visit(chart, "emg"));
        await SendAsync(page, SmallRecording.Edf());
        await DrawnAsync(page);
        var canvas = page.Locator("#emg-view canvas");
        await canvas.FocusAsync();
        await page.Keyboard.PressAsync("+");
        await Assertions.Expect(page.Locator("#emg-span")).ToHaveTextAsync("22.5 to 67.5 s of 90.0 s");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("#emg-span")).ToHaveTextAsync("33.8 to 78.8 s of 90.0 s");
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page.Locator("#emg-span")).ToHaveTextAsync("0.0 to 90.0 s of 90.0 s");

        var box = (await canvas.BoundingBoxAsync())!;
        double At(double second) => box.X + 72 + (second / 90 * (box.Width - 72));
        await page.Mouse.MoveAsync((float)At(90), box.Y + 60);
        await page.Mouse.MoveAsync((float)At(20), box.Y + 60);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((float)At(25), box.Y + 60, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        var moved = await page.Locator("[name='phases/0/to_s#n'], [name='phases/1/from_s#n']").EvaluateAllAsync<string[]>("f => f.map(x => x.value)");
        Assert.Contains(moved, m => double.Parse(m, CultureInfo.InvariantCulture) is > 24 and < 26);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Where_EMG_and_posture_disagree_the_plan_page_says_so()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page);
        await page.GotoAsync(Visit(chart, "measure"));
        // Turned to the right, while the EMG hears the muscles that turn to the left.
        await page.FillAsync("[name='posture/caput_rotation_right_deg#a']", "25");
        await page.ChooseAsync("[name='posture/caput_rotation_right_deg#s'][value='+']");
        await page.ClickAsync("[data-primary]");
        await page.ArriveAsync("/muscles$");
        await page.GotoAsync(Visit(chart, "emg"));
        await SendAsync(page, SmallRecording.Edf());
        await page.GotoAsync(Visit(chart, "plan"));
        await page.SelectOptionAsync("#region", "US");
        await page.SelectOptionAsync("#product", "onabotulinumtoxinA");
        await page.ClickAsync("button[value=propose]");
        await Assertions.Expect(page.Locator("#why-lines")).ToContainTextAsync("EMG and posture disagree");
        await Assertions.Expect(page.Locator("#why-lines")).ToContainTextAsync("EMG alone proposes no line");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Every_pair_of_muscles_is_reached_by_keys_and_shown_over_frequency()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page);
        await page.GotoAsync(Visit(chart, "emg"));
        await SendAsync(page, SmallRecording.Edf());
        var cells = page.Locator("#coherence a[data-at]");
        await Assertions.Expect(cells).ToHaveCountAsync(6);
        await Assertions.Expect(page.Locator("#coherence .pair svg.coherence")).ToHaveCountAsync(1);
        // The left muscles stand before the right ones, and each side is said in words.
        Assert.Equal(["Patient’s left", "Patient’s right"], await page.Locator("#coherence th[scope=rowgroup]").AllInnerTextsAsync());
        Assert.Equal(1, await page.Locator("#coherence a[data-at][tabindex='0']").CountAsync());

        await page.Locator("#coherence a[data-at='0,1']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("#coherence a[data-at='0,2']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#coherence a[data-at='1,3']")).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(page.Locator("#coherence a[data-at='1,3']")).ToBeFocusedAsync();
        var said = await page.Locator("#coherence .pair").InnerTextAsync();
        Assert.Contains("Left sternocleidomastoid", said, StringComparison.Ordinal);
        Assert.Contains("right", said, StringComparison.Ordinal);
        Assert.Contains("not both muscles are active", said, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    static async Task DrawnAsync(IPage page) => await page.WaitForFunctionAsync(
        "() => { const c = document.querySelector('#emg-view canvas'); const d = c.getContext('2d').getImageData(c.width / 2, 0, c.width / 4, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 200) n++; return n > 500; }");

    static async Task SendAsync(IPage page, byte[] file)
    {
        await page.FillAsync("#upload-by", "Dr Listen");
        await page.SetInputFilesAsync("#upload-file", new FilePayload { Name = "neck.edf", MimeType = "application/octet-stream", Buffer = file });
        var before = page.Url;
        await page.ClickAsync("button[form=upload]");
        await page.ArriveAsync("recording=", from: before);
    }

    static string Visit(string chart, string step) => $"/charts/{chart}/visits/{Now:yyyy-MM-dd}/{step}";

    static async Task<string> NewPatientAsync(IPage page)
    {
        await page.GotoAsync("/patients/new");
        await page.FillAsync("#name", "Neck " + Guid.NewGuid().ToString("n")[..8]);
        await page.FillAsync("#born", "1970-05-01");
        await page.ChooseAsync("input[name=sex][value=female]");
        await page.FillAsync("#by", "Dr Listen");
        await page.ClickAsync("[data-primary]");
        await page.ArriveAsync("/select$");
        return page.Url.Split("/charts/")[1].Split('/')[0];
    }
}
