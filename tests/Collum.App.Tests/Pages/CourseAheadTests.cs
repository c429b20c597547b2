using System.Globalization;
using Microsoft.Playwright;

namespace Collum.App.Tests.Pages;

/// <summary>What another session might do, tried out by hand and by keyboard.</summary>
public sealed class CourseAheadTests(Browsing browsing) : IClassFixture<Browsing>
{
    [Fact]
    public async Task A_slider_moved_by_keyboard_swaps_the_picture_and_keeps_the_focus()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        await page.GotoAsync("/charts/synthetic-01/response");
        await Assertions.Expect(page.Locator(".c-beside")).ToHaveCountAsync(0);
        var before = await page.Locator("#ahead .wide .c-fut").GetAttributeAsync("d");

        await page.FocusAsync("[data-mirror=dose]");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("#what-says .lead")).ToContainTextAsync("BOTOX on ");
        await Assertions.Expect(page.Locator("#ahead .wide .c-beside")).ToHaveCountAsync(1);

        Assert.NotEqual(before, await page.Locator("#ahead .wide .c-fut").GetAttributeAsync("d"));
        Assert.Equal("dose", await page.EvaluateAsync<string>("document.activeElement.dataset.mirror"));
        Assert.Contains($"dose={await page.InputValueAsync("#dose")}", page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_typed_number_moves_the_slider_and_a_later_session_wears_off_later()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        await page.GotoAsync("/charts/synthetic-01/response?dose=100&weeks=20");
        var first = await page.Locator("#what-says .kv").First.InnerTextAsync();
        await page.FillAsync("#weeks", "30");
        await Assertions.Expect(page.Locator("#what-says .kv").First).Not.ToHaveTextAsync(first);

        Assert.Equal("30", await page.InputValueAsync("[data-mirror=weeks]"));
        await page.FillAsync("#dose", "a lot");
        await Assertions.Expect(page.Locator("#trouble")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Another_product_brings_its_own_dose_its_own_side_effects_and_no_conversion()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        await page.GotoAsync("/charts/synthetic-01/response?dose=100&weeks=20");
        await page.SelectOptionAsync("#product", "abobotulinumtoxinA");
        await Assertions.Expect(page.Locator("#what-says .lead")).ToContainTextAsync("500 U DYSPORT");

        Assert.Equal("500", await page.InputValueAsync("#dose"));
        var says = await page.InnerTextAsync("#what-says");
        Assert.Contains("80 % interval", says, StringComparison.Ordinal);
        Assert.Contains("units never convert", says, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_script_the_form_asks_the_same()
    {
        await using var window = await browsing.OpenAsync(script: false);
        var page = window.Page;
        await page.GotoAsync("/charts/synthetic-01/response");
        await page.FillAsync("#dose", "150");
        await page.ClickAsync(".tryit button");

        await Assertions.Expect(page.Locator("#what-says .lead")).ToContainTextAsync("150 U BOTOX");
        await Assertions.Expect(page.Locator("[data-mirror]").First).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_day_before_the_label_allows_is_said_to_be_so()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        for (var i = 1; i <= 12; i++)
        {
            await page.GotoAsync($"/charts/synthetic-{i:00}/response");
            if (await page.Locator("[data-mirror=weeks]").CountAsync() == 0 || int.Parse((await page.GetAttributeAsync("[data-mirror=weeks]", "min"))!, CultureInfo.InvariantCulture) is var first && first >= 12)
                continue;
            await page.GotoAsync($"/charts/synthetic-{i:00}/response?weeks={first}");
            await Assertions.Expect(page.Locator("#what-says .finding").First).ToContainTextAsync("does not allow");
            return;
        }

        Assert.Fail("No synthetic patient was treated less than 12 weeks ago.");
    }
}
