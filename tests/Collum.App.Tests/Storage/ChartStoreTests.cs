using Collum.Clinic.Charts;
using Collum.Clinic.Storage;

namespace Collum.App.Tests.Storage;

public sealed class SmokeTests
{
    [Fact]
    public async Task What_is_appended_is_read_back()
    {
        var folder = Directory.CreateTempSubdirectory("collum-").FullName;
        await using var database = Database.Open(folder);
        await database.InitAsync();
        var first = NewEntry.Of(Identity.Kind, "Dr Lee", new Identity { Name = "Zoë Müller", Number = "A-17", BirthDate = new(1970, 5, 1) });
        await database.Charts.CreateAsync("chart-1", [first]);
        var again = await database.Charts.CreateAsync("chart-1", [first]);
        Assert.Equal(again, await database.Charts.ReadAsync("chart-1"));
        foreach (var text in (string[])["zoe", "mueller", "MULL z", "a17", "1970-05", "1.5.1970 zo", ""])
            Assert.Single(await database.Charts.SearchAsync(text));
        Assert.Empty(await database.Charts.SearchAsync("zoe smith"));
        await Assert.ThrowsAsync<ChartConflictException>(() => database.Charts.AppendAsync("chart-1", [NewEntry.Of("note", "x", new { })], 0));
    }
}
