using System.Globalization;
using System.Text;
using Collum.Clinic.Registry;
using Collum.Findings;

namespace Collum.App.Tests.Registry;

public sealed class ImportChartsTests
{
    const string Header = "patient,week,dose_u,treat,age,sex,twstrs\n";
    const string Good = Header + "1,0,5000,5000U,65,F,32\n1,4,5000,5000U,65,F,24\n2,0,0,Placebo,40,M,45\n";

    static ImportRequest Request(bool partial = false) => new()
    {
        Product = TestClinic.Knowledge.Toxins.Products["rimabotulinumtoxinB"], Start = new(2000, 1, 3), Series = "table", Label = "Table patient", Partial = partial,
    };

    static Func<Stream> File(string text) => () => new MemoryStream(Encoding.UTF8.GetBytes(text));

    static async Task<(ImportReport Report, TestClinic Clinic)> ImportAsync(string text, bool partial = false)
    {
        var clinic = await TestClinic.OpenAsync();
        return (await new ImportCharts(clinic.Practice).RunAsync(File(text), "table.csv", Request(partial), "Tester"), clinic);
    }

    [Fact]
    public async Task A_good_table_becomes_charts_with_nominal_dates_and_nothing_made_up()
    {
        var (report, clinic) = await ImportAsync(Good);
        await using var _ = clinic;

        Assert.True(report.Imported);
        Assert.Equal((3L, 0L, 2L), (report.Taken, report.Refused, report.NewCharts));
        var chart = await clinic.Practice.OpenAsync("table-001");
        Assert.Equal([32m, 24m], chart.Scores.Select(s => s.Value));
        Assert.Equal(new DateOnly(2000, 1, 31), chart.Scores[1].Date);
        Assert.All(chart.Scores, s => Assert.True(s.TotalOnly));
        var given = chart.Treatments.Single().Current!;
        Assert.Equal((5000m, false, 0), (given.Given.Units, given.MusclesRecorded, given.Lots.Count));
        Assert.Null(chart.Identity.BirthDate);
        Assert.Equal(65, chart.AgeOn(new(2000, 1, 3)));
        Assert.Contains("nominal", chart.Origin!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Placebo_is_a_treatment_and_no_toxin()
    {
        var (_, clinic) = await ImportAsync(Good);
        await using var _ = clinic;
        var chart = await clinic.Practice.OpenAsync("table-002");

        Assert.True(chart.Treatments.Single().Current!.Given.IsZero);
        Assert.Empty(chart.History);
    }

    [Fact]
    public async Task The_same_table_twice_is_the_same_charts_once()
    {
        var (_, clinic) = await ImportAsync(Good);
        await using var _ = clinic;
        var before = (await clinic.Practice.OpenAsync("table-001")).Seq;

        var again = await new ImportCharts(clinic.Practice).RunAsync(File(Good), "table.csv", Request(), "Somebody else");

        Assert.Equal((0L, 3L, 0L, 0L), (again.Taken, again.AlreadyThere, again.NewCharts, again.Entries));
        Assert.Equal(before, (await clinic.Practice.OpenAsync("table-001")).Seq);
    }

    [Fact]
    public async Task A_later_visit_of_a_known_patient_is_added()
    {
        var (_, clinic) = await ImportAsync(Good);
        await using var _ = clinic;

        var again = await new ImportCharts(clinic.Practice).RunAsync(File(Good.Replace("2,0", "1,8,5000,5000U,65,F,30\n2,0", StringComparison.Ordinal)), "table.csv", Request(), "Tester");

        Assert.Equal((0L, 1L), (again.NewCharts, again.Entries));
        Assert.Equal(3, (await clinic.Practice.OpenAsync("table-001")).Scores.Count);
    }

    [Fact]
    public async Task A_table_that_contradicts_a_chart_is_refused()
    {
        var (_, clinic) = await ImportAsync(Good);
        await using var _ = clinic;

        var again = await new ImportCharts(clinic.Practice).RunAsync(File(Good.Replace(",24", ",25", StringComparison.Ordinal)), "table.csv", Request(), "Tester");

        Assert.False(again.Imported);
        Assert.Contains("says something else", again.Rows.First(r => r.Outcome == RowOutcome.Refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_bad_table_imports_nothing_unless_told_to()
    {
        const string Bad = Good + "3,0,5000,5000U,50,F,99\n";

        var (refused, clinic) = await ImportAsync(Bad);
        await using var _ = clinic;
        Assert.False(refused.Imported);
        Assert.Empty(await clinic.Practice.Charts.IdsAsync());
        Assert.Equal((5L, "3"), refused.Rows.Where(r => r.Outcome == RowOutcome.Refused).Select(r => (r.Line, r.Patient)).Single());

        var partial = await new ImportCharts(clinic.Practice).RunAsync(File(Bad), "table.csv", Request(partial: true), "Tester");
        Assert.True(partial.Imported);
        Assert.Equal(["table-001", "table-002"], await clinic.Practice.Charts.IdsAsync());
    }

    [Theory]
    [InlineData("1,0,5000,5000U,65,F,1e308\n", "twstrs")]
    [InlineData("1,0,5000,5000U,65,F,NaN\n1,2,5000,5000U,65,F,NaN\n", "twstrs")]
    [InlineData("1,0,-1,5000U,65,F,32\n", "dose_u")]
    [InlineData("1,0,,5000U,65,F,32\n", "dose_u")]
    [InlineData("1,-2,0,Placebo,65,F,32\n", "week")]
    [InlineData("1,0,0,Placebo,65,X,32\n", "sex")]
    [InlineData("1,0,0,Placebo,650,F,32\n", "age")]
    [InlineData("1,0,0,Placebo,65,F,32\n1,0,0,Placebo,65,F,33\n", "twice")]
    [InlineData("1,0,0,Placebo,65,F,32\n1,2,0,Placebo,66,F,32\n", "age")]
    [InlineData("1,0,0,Placebo,65,F,32\n1,2,5000,Placebo,65,F,32\n", "dose_u")]
    [InlineData("1,0,0,Placebo,65,F,32\n2,0,0,Placebo,65,F,32\n1,2,0,Placebo,65,F,32\n", "two places")]
    [InlineData(",0,0,Placebo,65,F,32\n", "patient number")]
    [InlineData("1\0,0,0,Placebo,65,F,32\n", "patient number")]
    [InlineData("1,0,0,Pla\0cebo,65,F,32\n", "treat")]
    [InlineData("1,0,0,Placebo,65,F\n", "columns")]
    [InlineData("1,0,0,\"Placebo,65,F,32\n2,0,0,Placebo,65,F,32\n", "quotation mark")]
    [InlineData("1,0,0,Pla\"cebo,65,F,32\n", "quotation mark")]
    [InlineData("1,0,0,\uD800,65,F,32\n", "")]
    public async Task What_cannot_be_is_refused_by_row(string rows, string reason)
    {
        var (report, clinic) = await ImportAsync(Header + rows);
        await using var _ = clinic;

        if (reason.Length > 0)
            Assert.Contains(reason, report.Rows.First(r => r.Outcome == RowOutcome.Refused).Reason, StringComparison.Ordinal);
        Assert.Equal(reason.Length == 0, report.Imported);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("patient,week,dose_u\n1,0,0\n", "no column twstrs")]
    [InlineData("site,week,dose_u,twstrs\n1,0,0,3\n", "site and id")]
    [InlineData("patient;week;dose_u;twstrs\n1;0;0;3\n", "semicolons")]
    [InlineData("patient,week,week,dose_u,twstrs\n1,0,0,0,3\n", "twice")]
    public async Task A_file_that_is_no_such_table_is_refused_whole(string text, string found)
    {
        await using var clinic = await TestClinic.OpenAsync();

        var refused = await Assert.ThrowsAsync<InputException>(() => new ImportCharts(clinic.Practice).RunAsync(File(text), "table.csv", Request(), "Tester"));

        Assert.Contains(found, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused_by_row()
    {
        await using var clinic = await TestClinic.OpenAsync();
        byte[] latin = [.. Encoding.UTF8.GetBytes(Header + "1,0,0,"), 0xE9, .. Encoding.UTF8.GetBytes(",65,F,32\n")];

        var report = await new ImportCharts(clinic.Practice).RunAsync(() => new MemoryStream(latin), "table.csv", Request(), "Tester");

        Assert.Contains("UTF-8", report.Rows.Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_without_end_is_refused_and_not_held_in_memory()
    {
        await using var clinic = await TestClinic.OpenAsync();

        await Assert.ThrowsAsync<InputException>(() => new ImportCharts(clinic.Practice).RunAsync(
            () => new Endless(Encoding.UTF8.GetBytes(Header + "1,0,0,")), "table.csv", Request(), "Tester"));
    }

    [Theory]
    [InlineData("\r\n", false)]
    [InlineData("\n", true)]
    [InlineData("\r\n", true)]
    public async Task Line_ends_byte_order_marks_and_quotes_do_not_matter(string line, bool mark)
    {
        var text = (mark ? "\uFEFF" : "") + "\"patient\"," + Good["patient,".Length..].Replace("5000U", "\"5000U\"", StringComparison.Ordinal).Replace("\n", line, StringComparison.Ordinal);

        var (report, clinic) = await ImportAsync(text);
        await using var _ = clinic;

        Assert.Equal((true, 3L), (report.Imported, report.Taken));
    }

    [Fact]
    public async Task Several_injections_are_told_apart_by_their_week()
    {
        var (report, clinic) = await ImportAsync(
            "site,id,session_week,week,dose_u,twstrs\n3,7,0,0,5000,40\n3,7,0,4,5000,30\n3,7,14,14,7500,41\n3,7,14,18,7500,28\n");
        await using var _ = clinic;

        Assert.True(report.Imported);
        var chart = await clinic.Practice.OpenAsync("table-3-7");
        Assert.Equal([5000m, 7500m], chart.Treatments.Select(t => t.Current!.Given.Units));
        Assert.Equal(4, chart.Scores.Count);
    }

    [Fact]
    public async Task The_public_trial_comes_in_whole()
    {
        await using var clinic = await TestClinic.OpenAsync();

        var report = await DemoClinic.ImportTrialAsync(clinic.Practice);

        // 109 patients and 631 visits: Davis 2002, Brashear 1999 (data/trials/README.md).
        Assert.Equal((109L, 631L, 0L), (report.NewCharts, report.Taken, report.Refused));
        Assert.Equal(109L * 2 + 109 + 631, report.Entries);
        var arms = (await Task.WhenAll((await clinic.Practice.Charts.IdsAsync()).Select(id => clinic.Practice.OpenAsync(id))))
            .GroupBy(c => c.Treatments[0].First.Given.Units).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()));
        Assert.Equal([(0m, 36), (5000m, 36), (10000m, 37)], arms);
        Assert.StartsWith("Public trial data, patient 12", (await clinic.Practice.OpenAsync("cdystonia-012")).Identity.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_rows_are_read_one_patient_at_a_time()
    {
        var text = new StringBuilder(Header);
        for (var p = 1; p <= 20_000; p++)
            for (var w = 0; w < 5; w++)
                text.Append(CultureInfo.InvariantCulture, $"{p},{w * 4},5000,5000U,60,F,{30 + w}\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var read = new List<WeakReference>();
        var most = 0;

        // What the open reader still holds, not the size of the heap: other tests share this process.
        foreach (var patient in TrialCsv.Read(new MemoryStream(bytes), "table.csv", r => Assert.Fail(r.Reason)))
        {
            read.Add(new(patient));
            if (read.Count % 5_000 != 0)
                continue;
            GC.Collect();
            most = Math.Max(most, read.Count(r => r.IsAlive));
        }

        Assert.Equal(20_000, read.Count);
        Assert.InRange(most, 1, 10);
    }

    sealed class Endless(byte[] start) : Stream
    {
        long _at;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at > 100_000_000)
                throw new InvalidOperationException("The whole of an endless field was read.");
            for (var i = 0; i < count; i++)
                buffer[offset + i] = _at + i < start.Length ? start[_at + i] : (byte)'x';
            _at += count;
            return count;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
