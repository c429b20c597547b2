using System.Text;
using System.Text.RegularExpressions;
using Collum.App.Print;

namespace Collum.App.Tests.Print;

public sealed class PdfTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task The_pdf_has_as_many_pages_as_the_sheet_says()
    {
        if (Pdf.FindBrowser() is null)
            Assert.Skip("Chromium is not installed here: apt-get install chromium");
        var path = Path.Combine(Path.GetTempPath(), $"collum-{Guid.NewGuid():N}.pdf");
        try
        {
            foreach (var model in new[] { Sheets.Signed, Sheets.Proposed() })
            {
                var html = Sheets.Html(model);
                await Pdf.WriteAsync(html, path, Patience, TestContext.Current.CancellationToken);

                var pdf = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
                Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
                Assert.Equal(Regex.Count(html, "class=\"a4\""), Regex.Count(pdf, @"/Type\s*/Page\b"));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("no program", "did not start")]
    [InlineData("#!/bin/sh\nexit 7\n", "exit status 7")]
    [InlineData("#!/bin/sh\nexit 0\n", "ended without making a PDF")]
    [InlineData("#!/bin/sh\nexec sleep 30\n", "within 1 seconds")]
    public async Task A_browser_that_fails_is_said_in_one_line_and_never_waited_for(string program, string said)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The stand-in browser is a shell script.");
        var folder = Directory.CreateTempSubdirectory("collum-test-");
        try
        {
            var browser = Path.Combine(folder.FullName, "chromium");
            await File.WriteAllTextAsync(browser, program, TestContext.Current.CancellationToken);
            if (program[0] == '#' && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var failure = await Assert.ThrowsAsync<PdfException>(() => Pdf.WriteAsync(
                "<p>page</p>", Path.Combine(folder.FullName, "out.pdf"), browser, program.Contains("sleep", StringComparison.Ordinal) ? TimeSpan.FromSeconds(1) : Patience, TestContext.Current.CancellationToken));

            Assert.Contains(said, failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', failure.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Without_a_browser_there_is_none_to_find() =>
        Assert.Null(Pdf.FindBrowser(name => name == "PATH" ? "/nowhere" : null));

    [Fact]
    public void A_named_browser_that_is_not_there_is_not_replaced_by_another() =>
        Assert.Null(Pdf.FindBrowser(name => name == "COLLUM_CHROMIUM" ? "/nowhere/chromium" : "/usr/bin"));
}
