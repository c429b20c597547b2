using System.Globalization;
using Collum.App.Tests.Cli;
using Collum.App.Tests.Http;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Collum.App.Tests.Pages;

/// <summary>A visit in a real browser: the pages that a clinic works in, over the demo clinic.</summary>
public sealed class VisitTests(Browsing browsing, ITestOutputHelper output) : IClassFixture<Browsing>
{
    static readonly DateOnly Now = DateOnly.FromDateTime(DateTime.Now);

    [Fact]
    public async Task A_new_patient_goes_through_the_whole_loop_over_two_sessions()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page, "Loop Walker");
        var first = Now.AddDays(-95);

        await SelectAsync(page, chart, first);
        await MeasureAsync(page, "3");
        await Assertions.Expect(page.Locator(".joined tbody tr").First).ToBeVisibleAsync();
        await page.ClickAsync("[data-primary]");
        await PlanAsync(page, isFirst: true);
        await InjectAsync(page, chart, "LOOP-1");

        await page.GotoAsync(Visit(chart, Now, "follow"));
        await page.FillAsync("#relief", "40");
        await page.FillAsync("#peak", "4");
        await page.FillAsync("#off", "9");
        await page.ChooseAsync("input[name='response/side_effects_asked#b'][value=yes]");
        await page.FillAsync("#goals", "Drive without holding the chin");
        await GoOnAsync(page, $"/charts/{chart}$");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Drive without holding the chin");

        await page.GotoAsync(Visit(chart, Now, "select"));
        await page.ClickAsync("button[value=same]");
        await Assertions.Expect(page.Locator("#drugs")).ToHaveValueAsync("ibuprofen 400");
        await GoOnAsync(page, "/measure$");
        await Assertions.Expect(page.Locator(".item .was").First).ToHaveTextAsync("was 3");
        await MeasureAsync(page, "2");
        await page.ClickAsync("[data-primary]");
        await PlanAsync(page, isFirst: false);
        await InjectAsync(page, chart, "LOOP-2");

        await page.GotoAsync($"/charts/{chart}?show=injections");
        Assert.Equal(2, await page.Locator("ol.tl li.inj").CountAsync());
        await page.GotoAsync($"/charts/{chart}");
        await Assertions.Expect(page.Locator(".wide svg.course .c-pt")).ToHaveCountAsync(2);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Posture_score_and_a_four_muscle_plan_are_entered_with_few_keys_and_no_mouse()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page, "Key Board");
        await SelectAsync(page, chart, Now);
        var score = await MeasureAsync(page, "3");
        output.WriteLine($"TWSTRS: {score} keys");
        Assert.InRange(score, 20, 60);

        // From here on nothing but keys, from the candidates to the signed plan.
        var keys = 0;
        async Task Press(params string[] pressed)
        {
            foreach (var key in pressed)
            {
                keys++;
                await page.Keyboard.PressAsync(key);
            }
        }

        await Assertions.Expect(page.Locator("[data-primary]")).ToBeVisibleAsync();
        await Press("Control+Enter");
        try
        {
            await page.ArriveAsync("/plan$");
        }
        catch (TimeoutException)
        {
            output.WriteLine($"{page.Url}: {await page.Locator("main").InnerTextAsync()}");
            throw;
        }

        await page.WaitForLoadStateAsync();
        await Assertions.Expect(page.Locator("#first")).ToBeFocusedAsync();
        await Press("y", "Tab", "1", "Tab", "Tab", "1", "Tab", "Enter");
        await Assertions.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[name='sites/0/dose_u#n']")).ToBeFocusedAsync();
        var lines = await page.Locator("tr[data-row]").CountAsync();
        output.WriteLine($"{lines} lines proposed");
        for (; lines > 4; lines--)
        {
            await Press("Delete");
            await Assertions.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(lines - 1);
        }

        for (; lines < 4; lines++)
        {
            await Press("a");
            await Assertions.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(lines + 1);
        }

        for (var i = 0; i < 10 && !page.Url.Contains("/inject", StringComparison.Ordinal); i++)
        {
            await Press("Control+Enter");
            await page.WaitForTimeoutAsync(800);
            if (await page.EvaluateAsync<bool>("document.activeElement.matches('.finding textarea')"))
                await Press("a", "g", "r", "e", "e", "d");
        }

        output.WriteLine($"plan: {keys} keys");
        if (!page.Url.Contains("/inject", StringComparison.Ordinal))
            output.WriteLine(await page.Locator("#findings").InnerTextAsync() + await page.Locator("#why").InnerTextAsync());
        Assert.Contains("/inject", page.Url, StringComparison.Ordinal);
        Assert.InRange(keys, 5, 40);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_network_is_pulled_in_the_middle_of_a_form_and_nothing_is_lost()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page, "Lost Signal");
        await page.GotoAsync(Visit(chart, Now, "measure"));
        await page.Locator(".items .item input").First.FocusAsync();
        await page.Keyboard.PressAsync("3");

        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.PressAsync("2");
        await page.FillAsync("[name='posture/caput_rotation_right_deg#a']", "30");
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.Locator("#offline")).ToBeVisibleAsync();
        await page.ClickAsync("[data-primary]");
        Assert.EndsWith("/measure", page.Url, StringComparison.Ordinal);

        await page.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("text=What you typed before is back")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("input[name='score/items/I.A.1#n'][value='3']")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("input[name='score/items/I.A.2#n'][value='2']")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("[name='posture/caput_rotation_right_deg#a']")).ToHaveValueAsync("30");
        await GoOnAsync(page, "/muscles$");
        await page.GotoAsync(Visit(chart, Now, "measure"));
        await Assertions.Expect(page.Locator("[name='posture/caput_rotation_right_deg#a']")).ToHaveValueAsync("30");
        Assert.Equal(0, await page.Locator("text=What you typed before is back").CountAsync());
    }

    [Fact]
    public async Task What_is_typed_while_the_form_is_drawn_again_stays()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(Visit("synthetic-06", Now, "plan"));
        await page.RouteAsync("**/plan", async route =>
        {
            await Task.Delay(700);
            await route.ContinueAsync();
        });

        await page.ClickAsync("button[value=propose]");
        await page.FillAsync("#by", "Dr Quick");
        await Assertions.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();

        await Assertions.Expect(page.Locator("#by")).ToHaveValueAsync("Dr Quick");
    }

    [Fact]
    public async Task An_answer_that_comes_late_does_not_undo_what_was_chosen_after_it()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page, "Late Answer");
        await page.GotoAsync(Visit(chart, Now, "select"));
        var asked = 0;
        await page.RouteAsync("**/select", async route =>
        {
            if (asked++ == 0)
                await Task.Delay(1500);
            await route.ContinueAsync();
        });

        await page.SelectOptionAsync("#region", "US");
        await page.SelectOptionAsync("#product", "onabotulinumtoxinA");
        await Assertions.Expect(page.Locator(".askline").First).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(2000);

        await Assertions.Expect(page.Locator("#product")).ToHaveValueAsync("onabotulinumtoxinA");
        await Assertions.Expect(page.Locator(".askline").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_server_starts_again_in_the_middle_of_a_form_and_it_is_written_once()
    {
        Assert.SkipUnless(browsing.Browser is not null, "The browser tests need Chromium: apt-get install chromium");
        var folder = Directory.CreateTempSubdirectory("collum-restart-").FullName;
        try
        {
            await Calls.ProcessAsync(["db", "init", "--data", folder]);
            var served = await Served.StartAsync("serve", "--data", folder);
            var url = served.Url;
            await using var context = await browsing.Browser.NewContextAsync(new() { BaseURL = url });
            var page = await context.NewPageAsync();
            var chart = await NewPatientAsync(page, "Restart");
            await page.GotoAsync(Visit(chart, Now, "follow"));
            await page.FillAsync("#goals", "Read again");
            await served.DisposeAsync();
            await page.ClickAsync("[data-primary]");
            await Assertions.Expect(page.Locator("#offline")).ToBeVisibleAsync();

            await using var again = await Served.StartAtAsync(url, "serve", "--data", folder);
            await Assertions.Expect(page.Locator("#offline")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
            await GoOnAsync(page, $"/charts/{chart}$");
            await Assertions.Expect(page.Locator("aside")).ToContainTextAsync("Read again");
            Assert.Equal(1, await page.Locator("ol.tl >> text=Read again").CountAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Two_people_change_one_plan_and_the_second_sees_both_and_chooses()
    {
        await using var one = await browsing.OpenAsync();
        await using var other = await browsing.OpenAsync();
        var plan = Visit("synthetic-05", Now.AddDays(1), "plan");
        foreach (var page in new[] { one.Page, other.Page })
        {
            await page.GotoAsync(plan);
            await page.ClickAsync("button[value=propose]");
            await Assertions.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        }

        await one.Page.FillAsync("#by", "Dr First");
        await one.Page.FillAsync("[name='sites/0/dose_u#n']", "11");
        await one.Page.ClickAsync("button[value=save]");
        await Assertions.Expect(one.Page.Locator("text=Print sheet")).ToBeVisibleAsync();

        await other.Page.FillAsync("#by", "Dr Second");
        await other.Page.FillAsync("[name='sites/0/dose_u#n']", "22");
        await other.Page.ClickAsync("button[value=save]");
        var bar = other.Page.Locator("#said .bar.warn");
        await Assertions.Expect(bar).ToContainTextAsync("Dr First");
        await Assertions.Expect(bar.Locator("tbody tr").First).ToContainTextAsync("11 U");
        await Assertions.Expect(bar.Locator("tbody tr").First).ToContainTextAsync("22 U");
        await Assertions.Expect(other.Page.Locator("[name='sites/0/dose_u#n']")).ToHaveValueAsync("22");

        await bar.Locator("button").ClickAsync();
        await Assertions.Expect(other.Page.Locator("#said .bar")).ToHaveCountAsync(0);
        await one.Page.GotoAsync(plan);
        await Assertions.Expect(one.Page.Locator("[name='sites/0/dose_u#n']")).ToHaveValueAsync("22");
    }

    [Fact]
    public async Task The_course_ahead_shows_bands_a_window_and_words_for_the_patient()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        await page.GotoAsync("/charts/synthetic-01");
        Assert.Equal(1, await page.Locator(".wide svg.course .c-80").CountAsync());
        await page.ClickAsync("text=Course ahead");

        await Assertions.Expect(page.Locator(".wide svg.course .c-95")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".wide svg.course .c-win")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("aside")).ToContainTextAsync("8 of 10");
        // The demo's label interval is 12 weeks (data/toxins/onabotulinumtoxinA.json): nothing earlier is suggested.
        await Assertions.Expect(page.Locator("aside")).ToContainTextAsync("12 weeks");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_plan_signed_meanwhile_is_not_signed_a_second_time()
    {
        await using var one = await browsing.OpenAsync();
        await using var other = await browsing.OpenAsync();
        foreach (var page in new[] { one.Page, other.Page })
        {
            await page.GotoAsync(Visit("synthetic-06", Now.AddDays(2), "plan"));
            await page.ClickAsync("button[value=propose]");
            await Assertions.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
            if (await page.InputValueAsync("#diluent") == "")
                await page.FillAsync("#diluent", "1");
            await page.FillAsync("#by", "Dr Twice");
            await ReadyAsync(page);
        }

        await GoOnAsync(one.Page, "/inject$");
        await other.Page.ClickAsync("[data-primary]");
        var bar = other.Page.Locator("#said .bar.warn");
        await Assertions.Expect(bar).ToContainTextAsync("The plan of this day is signed.");
        Assert.Equal(0, await bar.Locator("button").CountAsync());
        await Assertions.Expect(other.Page.Locator("[data-primary]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_planned_and_not_given_is_left_out_and_what_nobody_ticked_is_not_signed()
    {
        await using var window = await browsing.OpenAsync(820, ColorScheme.Light);
        var page = window.Page;
        await page.GotoAsync(Visit("synthetic-01", Now, "plan"));
        await page.ClickAsync("button[value=propose]");
        await Assertions.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        await page.FillAsync("#by", "Nurse Bedside");
        await ReadyAsync(page);
        await GoOnAsync(page, "/inject$");

        var lines = await page.Locator(".bedside > li").CountAsync();
        await page.FillAsync("#lot", "BED-1");
        await page.FillAsync("#expiry", Now.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.ChooseAsync("input[name='consent/form'][value=oral]");
        var left = decimal.Parse(await page.InputValueAsync("[name='lines/0/dose_u#n']"), CultureInfo.InvariantCulture);
        await page.FillAsync("[name='lines/0/dose_u#n']", "0");
        await page.FillAsync("#waste", (left + decimal.Parse(await page.InputValueAsync("#waste"), CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
        for (var i = 1; i < lines - 1; i++)
            await page.CheckAsync($"[name='.done/{i}']");
        await Assertions.Expect(page.Locator("#balance")).ToContainTextAsync("Balances");
        await Assertions.Expect(page.Locator(".finding textarea").First).ToBeVisibleAsync();
        await GiveReasonsAsync(page, "The patient wished to stop.", async () => (await page.InnerTextAsync("#why")).Contains("1 line is not ticked", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#why")).ToContainTextAsync("1 line is not ticked");
        await page.ClickAsync("[data-primary]", new() { Force = true });
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync($"Line {lines}: found no tick");

        await page.CheckAsync($"[name='.done/{lines - 1}']");
        await ReadyAsync(page);
        await GoOnAsync(page, "/charts/synthetic-01$");
    }

    [Fact]
    public async Task A_reason_stays_with_its_muscle_when_lines_move()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(Visit("synthetic-03", Now.AddDays(3), "plan"));
        await page.ClickAsync("button[value=propose]");
        await Assertions.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        foreach (var i in new[] { 0, 1 })
            await page.FillAsync($"[name='sites/{i}/dose_u#n']", "130");
        var reasons = page.Locator(".finding textarea[name^='.reason/DOSE-012/sites']");
        await Assertions.Expect(reasons).ToHaveCountAsync(2);
        await reasons.First.FillAsync("For the first line only.");
        await page.ClickAsync("button[value='remove:0']");
        await Assertions.Expect(reasons).ToHaveCountAsync(1);
        await Assertions.Expect(reasons.First).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_answer_can_be_taken_back_and_a_failure_of_the_server_is_said()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(Visit("synthetic-04", Now, "measure"));
        var three = page.Locator("input[name='score/items/I.A.1#n'][value='3']");
        await three.FocusAsync();
        await page.Keyboard.PressAsync("3");
        await Assertions.Expect(three).ToBeCheckedAsync();
        await three.FocusAsync();
        await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(three).Not.ToBeCheckedAsync();

        await page.RouteAsync("**/measure", r => r.FulfillAsync(new() { Status = 502, ContentType = "text/html", Body = "<h1>Bad gateway</h1>" }));
        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(page.Locator("#said .bar.bad")).ToContainTextAsync("What you typed stays here");
        await page.UnrouteAsync("**/measure");
        await page.Keyboard.PressAsync("1");
        await Assertions.Expect(page.Locator("#said .bar")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_day_of_the_past_says_that_toxin_came_after_it_and_a_red_flag_stays_in_view()
    {
        await using var window = await browsing.OpenAsync(390, ColorScheme.Light);
        var page = window.Page;
        await page.GotoAsync(Visit("synthetic-04", new DateOnly(2024, 1, 1), "plan"));
        await Assertions.Expect(page.Locator(".patient .week")).ToContainTextAsync("came after it");

        await page.GotoAsync(Visit("synthetic-04", Now, "follow"));
        await page.ChooseAsync("input[name='report/answers/q-breathing'][value=yes]");
        await Assertions.Expect(page.Locator("#urgency .alarm")).ToBeVisibleAsync();
        await page.Locator("input[name^='report/answers/']").Last.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(page.Locator("#urgency .alarm")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_new_visit_shows_the_drugs_on_record_and_asks_the_questions_again()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page, "Drug List");
        await SelectAsync(page, chart, Now.AddDays(-30));
        await page.GotoAsync(Visit(chart, Now, "select"));
        await Assertions.Expect(page.Locator("#drugs")).ToHaveValueAsync("ibuprofen 400");
        await Assertions.Expect(page.Locator("#product")).ToHaveValueAsync("");
        await page.FillAsync("#drugs", "");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("#said .bar.bad")).ToContainTextAsync("expected product and region, a drug, an allergy");
    }

    [Fact]
    public async Task A_signed_treatment_is_corrected_on_its_page_and_the_first_text_stays()
    {
        await using var window = await browsing.OpenAsync(820, ColorScheme.Light);
        var page = window.Page;
        await page.GotoAsync("/charts/synthetic-10");
        await page.Locator(".tl a[href$='/amend']").First.ClickAsync();
        await page.FillAsync("#by", "Dr Second Look");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("why it is corrected");
        await page.FillAsync("#why-text", "The lot was read wrongly");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("nothing changed");
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Select(v => v.Id));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth + 1"));

        await page.FillAsync("#lot", "RIGHT-77");
        await page.Locator("#by").FocusAsync();
        await ReadyAsync(page);
        await GoOnAsync(page, "/charts/synthetic-10$");
        await Assertions.Expect(page.Locator(".tl .amend").First).ToContainTextAsync("The lot was read wrongly");
        await Assertions.Expect(page.Locator(".tl .amend").First).ToContainTextAsync("RIGHT-77");
        Assert.Empty(window.Complaints.Where(c => !c.Contains("422", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Any_scale_is_entered_by_items_or_total_and_a_second_time_takes_the_place_of_the_first()
    {
        await using var window = await browsing.OpenAsync(390, ColorScheme.Dark);
        var page = window.Page;
        await page.GotoAsync(Visit("synthetic-09", Now, "follow"));
        await page.ClickAsync("a[href$='/scales']");
        foreach (var choice in await page.Locator("#instrument option").EvaluateAllAsync<string[]>("options => options.map(o => o.value).filter(v => v)"))
        {
            await page.SelectOptionAsync("#instrument", choice);
            await Assertions.Expect(page.Locator("#h-scale")).ToHaveTextAsync(await page.Locator($"#instrument option[value='{choice}']").InnerTextAsync());
            await Assertions.Expect(page.Locator(".scale-items input, #total, .state h3").First).ToBeVisibleAsync();
            var found = await page.RunAxe();
            Assert.True(found.Violations.Length == 0, $"{choice}: {string.Join(", ", found.Violations.Select(v => v.Id))}");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth + 1"), choice);
        }

        await page.SelectOptionAsync("#instrument", "cdq-24");
        await Assertions.Expect(page.Locator("#h-scale")).ToContainTextAsync("24");
        await page.FillAsync("#by", "Nurse Count");
        var items = page.Locator(".scale-items input");
        Assert.Equal(24, await items.CountAsync());
        await items.First.FillAsync("9");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("expected 0 to 4");
        for (var i = 0; i < 24; i++)
            await items.Nth(i).FillAsync("2");
        await Assertions.Expect(page.Locator("#made")).ToHaveTextAsync("50 of 100");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("td.num b").First).ToHaveTextAsync("50");

        await page.SelectOptionAsync("#instrument", "cdq-24");
        await page.FillAsync("#total", "40");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("td.num b").First).ToHaveTextAsync("40");
        Assert.DoesNotContain("50", await page.Locator("td.num b").AllInnerTextsAsync());
        Assert.Empty(window.Complaints.Where(c => !c.Contains("422", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_diary_is_pasted_with_the_follow_up_and_stands_in_the_picture_under_its_own_name()
    {
        await using var window = await browsing.OpenAsync(390, ColorScheme.Dark);
        var page = window.Page;
        await page.GotoAsync(Visit("synthetic-11", Now, "follow"));
        await page.FillAsync("#by", "Nurse Count");
        await page.FillAsync("#rating", "48");
        await page.FillAsync("#days", $"{Ago(20)} 60\n{Ago(13)};52,5\nlast Monday 40");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("line 3");
        await page.FillAsync("#days", $"{Ago(20)} 60\n{Ago(13)};52,5\n{Ago(-3)} 40");
        await page.FillAsync("#relief", "60");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("not ahead");
        // Saved whole or not at all: nothing of this form stands in the chart yet.
        Assert.DoesNotContain("Nurse Count", await (await page.APIRequest.GetAsync($"{browsing.Url}/charts/synthetic-11")).TextAsync(), StringComparison.Ordinal);
        await page.FillAsync("#days", $"{Ago(20)} 60\n{Ago(13)};52,5\n{Ago(6)}\t41");
        await Assertions.Expect(page.Locator("#days-read")).ToContainTextAsync("4 days read");
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Select(v => v.Id));
        await GoOnAsync(page, "/charts/synthetic-11$");

        await page.GotoAsync("/charts/synthetic-11/response");
        await Assertions.Expect(page.Locator(".narrow .c-other")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator(".narrow .course")).ToContainTextAsync("Patient’s rating");
        await Assertions.Expect(page.Locator(".behind")).ToHaveCountAsync(4);
        found = await page.RunAxe();
        Assert.Empty(found.Violations.Select(v => v.Id));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth + 1"));
        await page.GotoAsync(Visit("synthetic-11", Now, "follow"));
        Assert.Equal("48", await page.InputValueAsync("#rating"));

        // The same days again, one of them read differently, on the page of scales: one value a day.
        await page.GotoAsync(Visit("synthetic-11", Now, "scales"));
        await page.SelectOptionAsync("#instrument", "patient-rating");
        await page.FillAsync("#days", $"{Ago(13)} 55\n{Ago(6)} 41");
        await page.ClickAsync("[data-primary]");
        var ratings = page.Locator("tr:has-text('own rating') td.num b");
        await Assertions.Expect(ratings).ToHaveTextAsync(["48", "41", "55", "60"]);
        Assert.Empty(window.Complaints.Where(c => !c.Contains("422", StringComparison.Ordinal)));

        static string Ago(int days) => Now.AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_part_of_the_total_can_stand_alone_and_totals_do_not_push_items_aside()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(Visit("synthetic-12", Now, "scales"));
        await page.FillAsync("#by", "Nurse Count");
        await page.SelectOptionAsync("#instrument", "twstrs");
        await Assertions.Expect(page.Locator("#subscale")).ToBeVisibleAsync();
        await page.SelectOptionAsync("#subscale", "severity");
        await Assertions.Expect(page.Locator("#total-r")).ToContainTextAsync("0 to 35");
        await page.FillAsync("#total", "17");
        await Assertions.Expect(page.Locator("#made")).ToHaveTextAsync("17 of 35");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("td.num b").First).ToHaveTextAsync("17");

        await page.GotoAsync("/charts/synthetic-12");
        await Assertions.Expect(page.Locator("#timeline .tl")).ToContainTextAsync("severity 17");
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(820, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Every_step_of_a_visit_is_accessible_and_fits_full_empty_and_in_error(int width, ColorScheme scheme)
    {
        await using var window = await browsing.OpenAsync(width, scheme);
        var page = window.Page;
        List<string> wrong = [];
        async Task FineAsync(string what)
        {
            var found = await page.RunAxe();
            wrong.AddRange(found.Violations.Select(v => $"{what}: {v.Id} {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html[..Math.Min(200, n.Html.Length)]))}"));
            if (!await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth + 1"))
                wrong.Add($"{what} scrolls sideways");
            if (await page.EvaluateAsync<string>("[...document.querySelectorAll('[id]')].map(e => e.id).find((id, i, all) => all.indexOf(id) !== i) ?? ''") is { Length: > 0 } twice)
                wrong.Add($"{what} uses the id {twice} twice");
        }

        // A chart with a draft, one with a signed treatment of another day, one that is empty.
        foreach (var step in (string[])["select", "measure", "muscles", "plan", "inject", "follow", "adjuncts"])
        {
            await page.GotoAsync(Visit("synthetic-01", Now, step));
            await FineAsync(step);
            await page.GotoAsync(Visit("cdystonia-004", Now, step));
            await FineAsync(step + ", nearly empty");
        }

        await page.GotoAsync(Visit("synthetic-02", Now, "select"));
        await page.ClickAsync("button[value=same]");
        await Assertions.Expect(page.Locator(".askline").First).ToBeVisibleAsync();
        await FineAsync("select with its questions");

        await page.GotoAsync(Visit("synthetic-03", Now, "plan"));
        await page.ClickAsync("button[value=propose]");
        await Assertions.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        await page.FillAsync("[name='sites/0/dose_u#n']", "900");
        await Assertions.Expect(page.Locator(".finding[data-severity=stop]").First).ToBeVisibleAsync();
        await FineAsync("plan with stops");
        await page.FillAsync("[name='sites/0/dose_u#n']", "much");
        await page.FillAsync("#by", "Dr Axe");
        await page.ClickAsync("button[value=save]");
        await Assertions.Expect(page.Locator("#said .bar.bad")).ToContainTextAsync("much");
        await FineAsync("plan that cannot be read");

        await page.GotoAsync("/charts/synthetic-01/response?dose=120&weeks=20");
        await Assertions.Expect(page.Locator("#what-says .kv")).ToHaveCountAsync(2);
        await FineAsync("course ahead");
        await page.GotoAsync("/charts/synthetic-01/response?product=abobotulinumtoxinA&of=abobotulinumtoxinA&dose=1500&weeks=20");
        await Assertions.Expect(page.Locator("#what-says")).ToContainTextAsync("outside the doses tried");
        await FineAsync("course ahead with another product");
        await page.GotoAsync("/charts/synthetic-01/response?dose=much&weeks=20");
        await Assertions.Expect(page.Locator("#trouble")).ToBeVisibleAsync();
        await FineAsync("course ahead in error");
        await page.GotoAsync("/charts/cdystonia-004/response");
        await FineAsync("course ahead, nothing to go on");

        await page.GotoAsync("/patients/new");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("#said .bar.bad")).ToBeVisibleAsync();
        await FineAsync("new patient in error");
        if (width > 700)
        {
            await page.ClickAsync("[popovertarget=keys]");
            await FineAsync("the map of keys");
        }

        Assert.True(wrong.Count == 0, $"{width} {scheme}:\n{string.Join("\n", wrong)}");
    }

    async Task<string> NewPatientAsync(IPage page, string name)
    {
        await page.GotoAsync("/patients");
        await page.ClickAsync("text=New patient");
        await page.FillAsync("#name", name);
        await page.FillAsync("#born", "1970-05-01");
        await page.ChooseAsync("input[name=sex][value=female]");
        await page.FillAsync("#by", "Dr Loop");
        await GoOnAsync(page, "/select$");
        return page.Url.Split("/charts/")[1].Split('/')[0];
    }

    static string Visit(string chart, DateOnly day, string step) => string.Create(CultureInfo.InvariantCulture, $"/charts/{chart}/visits/{day:yyyy-MM-dd}/{step}");

    async Task SelectAsync(IPage page, string chart, DateOnly day)
    {
        await page.GotoAsync(Visit(chart, day, "select"));
        await page.SelectOptionAsync("#region", "US");
        await page.SelectOptionAsync("#product", "onabotulinumtoxinA");
        await Assertions.Expect(page.Locator(".askline").First).ToBeVisibleAsync();
        await page.FillAsync("#kg", "68");
        await page.FillAsync("#drugs", "ibuprofen 400");
        await Assertions.Expect(page.Locator("#read-as")).ToContainTextAsync("ibuprofen");
        await page.ClickAsync("button[value=rest-no]");
        await Assertions.Expect(page.Locator("#left")).ToHaveTextAsync("all answered");
        await GoOnAsync(page, "/measure$");
    }

    /// <summary>All items by the keyboard; returns how many keys it took.</summary>
    async Task<int> MeasureAsync(IPage page, string rotation)
    {
        var keys = 0;
        async Task Press(string key)
        {
            keys++;
            await page.Keyboard.PressAsync(key);
        }

        await page.Locator(".items .item input").First.FocusAsync();
        await Press(rotation);
        await Press("1");
        await Press("0");
        await Press("ArrowDown");       // retrocollis: the other of the pair was answered
        foreach (var key in (string[])["0", "0", "3", "1", "1", "2", "2"])
            await Press(key);
        foreach (var key in (string[])["2", "1", "3", "1", "0", "2"])
            await Press(key);
        foreach (var pain in (string[])["6", "2", "4"])
        {
            await Press(pain);
            await Press("Enter");
        }

        await Press("3");
        await Press("2");
        await Assertions.Expect(page.Locator("#totals .all b")).Not.ToHaveTextAsync("–");
        await page.FillAsync("[name='posture/caput_rotation_right_deg#a']", "25");
        await page.Keyboard.PressAsync("r");
        await page.FillAsync("[name='posture/caput_lateral_right_deg#a']", "8");
        await page.Keyboard.PressAsync("l");
        await page.FillAsync("[name='posture/caput_extension_deg#a']", "0");
        await page.SelectOptionAsync("[aria-label*='Splenius capitis, patient’s right: contracts']", "yes");
        await GoOnAsync(page, "/muscles$");
        return keys;
    }

    async Task PlanAsync(IPage page, bool isFirst)
    {
        await page.ArriveAsync("/plan$");
        await Assertions.Expect(page.Locator("#product")).ToHaveValueAsync("onabotulinumtoxinA");
        if (isFirst)
            await page.SelectOptionAsync("#first", "yes");
        await page.SelectOptionAsync("#vial", "100");
        await page.FillAsync("#diluent", "1");
        await page.ClickAsync("button[value=propose]");
        await Assertions.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        if (!isFirst)
            await Assertions.Expect(page.Locator("#chg-0")).Not.ToBeEmptyAsync();
        await ReadyAsync(page);
        await GoOnAsync(page, "/inject$");
    }

    /// <summary>Fills what the findings ask for until nothing blocks.</summary>
    // A check that is still on its way may bring a finding more: what has no reason yet gets one until the page is where it is wanted.
    static async Task GiveReasonsAsync(IPage page, string why, Func<Task<bool>> isThere)
    {
        for (var tries = 0; tries < 50; tries++)
        {
            try
            {
                for (var i = 0; i < await page.Locator(".finding textarea").CountAsync(); i++)
                    if (await page.Locator(".finding textarea").Nth(i).InputValueAsync(new() { Timeout = 1000 }) != why)
                        await page.Locator(".finding textarea").Nth(i).FillAsync(why, new() { Timeout = 1000 });
            }
            catch (TimeoutException)
            {
                // The finding went away meanwhile.
            }

            await page.Locator("#by").FocusAsync();
            if (await isThere())
                return;
            await page.WaitForTimeoutAsync(100);
        }
    }

    async Task ReadyAsync(IPage page)
    {
        await GiveReasonsAsync(page, "Talked over with the patient.", async () => await page.GetAttributeAsync("[data-primary]", "aria-disabled") != "true");
        try
        {
            await Assertions.Expect(page.Locator("[data-primary]")).Not.ToHaveAttributeAsync("aria-disabled", "true", new() { Timeout = 5000 });
        }
        catch (PlaywrightException)
        {
            output.WriteLine(await page.Locator("#findings").InnerTextAsync());
            throw;
        }
    }

    /// <summary>The page's main action; where it does not lead on, says what the page says.</summary>
    async Task GoOnAsync(IPage page, string url)
    {
        await page.ClickAsync("[data-primary]");
        try
        {
            await page.ArriveAsync(url);
        }
        catch (TimeoutException)
        {
            output.WriteLine($"{page.Url}: {await page.Locator("#said").InnerTextAsync()} {await page.Locator("#why").InnerTextAsync()}");
            if (await page.Locator("#findings").CountAsync() > 0)
                output.WriteLine(await page.Locator("#findings").InnerTextAsync());
            throw;
        }
    }

    async Task InjectAsync(IPage page, string chart, string lot)
    {
        foreach (var tick in await page.Locator(".bedside .tick input").AllAsync())
            await tick.CheckAsync();
        await page.FillAsync("#lot", lot);
        await page.FillAsync("#expiry", Now.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.ChooseAsync("input[name='consent/form'][value=written]");
        await Assertions.Expect(page.Locator("#balance")).ToContainTextAsync("Balances");
        await ReadyAsync(page);
        await GoOnAsync(page, $"/charts/{chart}$");
    }
}
