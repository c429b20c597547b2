using System.Text;
using System.Xml.Linq;
using Collum.App.Language;
using Collum.App.Pages;
using Collum.App.Tests.Cli;
using Collum.Findings;

namespace Collum.App.Tests.Language;

/// <summary>What the rules say stands in a file of its own, made from the source: <c>COLLUM_WRITE=1</c> writes it again.</summary>
public sealed class SentencesFileTests
{
    static readonly string Folder = Path.Combine(Calls.Root, "src", "Collum.App", "Language");

    static readonly string Whole = Path.Combine(Folder, "Sentences.resx");

    [Fact]
    public void The_file_holds_every_sentence_that_the_source_says()
    {
        var made = Resx();
        if (Environment.GetEnvironmentVariable("COLLUM_WRITE") == "1")
            File.WriteAllText(Whole, made);
        Assert.True(File.Exists(Whole) && File.ReadAllText(Whole).ReplaceLineEndings("\n") == made, "src/Collum.App/Language/Sentences.resx is not what the source says; COLLUM_WRITE=1 writes it.");
    }

    [Fact]
    public void Every_sentence_can_be_read_as_the_language_files_are() => Assert.All(SentenceSource.All, s => Message.Read(s.Template));

    [Fact]
    public void A_translation_says_the_same_values_and_no_sentence_that_is_no_longer_said()
    {
        var said = SentenceSource.All.Select(s => s.Template).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Folder, "Sentences.*.resx").SelectMany(file => Entries(file)
            .Where(t => !said.Contains(t.Key) || !Message.Read(t.Value).Names.Order().SequenceEqual(Message.Read(t.Key).Names.Order())).Select(t => $"{Path.GetFileName(file)}: {t.Key}")));
    }

    static IEnumerable<(string Key, string Value)> Entries(string file) => XDocument.Load(file).Root!.Elements("data").Select(d => (d.Attribute("name")!.Value, d.Element("value")!.Value));

    static string Resx()
    {
        var to = new StringBuilder("""
            <?xml version="1.0" encoding="utf-8"?>
            <root>
              <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
              <resheader name="version"><value>2.0</value></resheader>
              <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value></resheader>
              <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value></resheader>
              <!-- Made from the source by the tests (COLLUM_WRITE=1): what rules, forecasts and charts say, by its English template. A translation keeps the names and changes the values. -->

            """.ReplaceLineEndings("\n"));
        foreach (var s in SentenceSource.All.GroupBy(s => s.Template).OrderBy(g => g.Key, StringComparer.Ordinal))
            to.Append("  ").Append(new XElement("data", new XAttribute("name", s.Key), new XAttribute(XNamespace.Xml + "space", "preserve"), new XElement("value", s.Key),
                new XElement("comment", string.Join(" | ", s.Select(x => x.Values.Length > 0 ? $"{x.File}: {x.Values}" : x.File).Distinct()))).ToString(SaveOptions.DisableFormatting)).Append('\n');
        return to.Append("</root>\n").ToString();
    }
}
