using System.Text;
using System.Xml.Linq;
using Collum.App.Language;
using Collum.App.Tests.Cli;

namespace Collum.App.Tests.Language;

/// <summary>What the rules say and what the knowledge calls things stand in files for translators, made from source and data.</summary>
public sealed class SentencesFileTests
{
    static readonly string Folder = Path.Combine(Calls.Root, "src", "Collum.App", "Language");

    [Fact]
    public void The_file_holds_every_sentence_that_the_source_says() =>
        Holds("Sentences.resx", "what rules, forecasts and charts say, by its English template", SentenceSource.All.Select(s => (s.Template, s.Values.Length > 0 ? $"{s.File}: {s.Values}" : s.File)));

    [Fact]
    public void The_file_holds_every_word_of_the_knowledge_that_is_for_reading() =>
        Holds("Medicine.resx", "names, questions and advice of the files in data/, by their English", MedicineWords.All.Select(w => (w.Words, w.File)));

    [Fact]
    public void Every_sentence_can_be_read_as_the_language_files_are() => Assert.All(SentenceSource.All, s => Message.Read(s.Template));

    [Fact]
    public void A_translation_of_the_knowledge_has_no_words_that_the_knowledge_has_not()
    {
        var known = MedicineWords.All.Select(w => w.Words).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Folder, "Medicine.*.resx").SelectMany(file => Entries(file).Where(t => !known.Contains(t.Key)).Select(t => $"{Path.GetFileName(file)}: {t.Key}")));
    }

    [Fact]
    public void A_translation_says_the_same_values_and_no_sentence_that_is_no_longer_said()
    {
        var said = SentenceSource.All.Select(s => s.Template).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Folder, "Sentences.*.resx").SelectMany(file => Entries(file)
            .Where(t => !said.Contains(t.Key) || !Message.Read(t.Value).Names.Order().SequenceEqual(Message.Read(t.Key).Names.Order())).Select(t => $"{Path.GetFileName(file)}: {t.Key}")));
    }

    static IEnumerable<(string Key, string Value)> Entries(string file) => XDocument.Load(file).Root!.Elements("data").Select(d => (d.Attribute("name")!.Value, d.Element("value")!.Value));

    static void Holds(string name, string what, IEnumerable<(string English, string From)> texts)
    {
        var to = new StringBuilder("""
            <?xml version="1.0" encoding="utf-8"?>
            <root>
              <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
              <resheader name="version"><value>2.0</value></resheader>
              <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value></resheader>
              <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value></resheader>

            """.ReplaceLineEndings("\n"));
        to.Append("  <!-- Made by the tests (COLLUM_WRITE=1): ").Append(what).Append(". A translation keeps the names and changes the values. -->\n");
        foreach (var text in texts.GroupBy(t => t.English).OrderBy(g => g.Key, StringComparer.Ordinal))
            to.Append("  ").Append(new XElement("data", new XAttribute("name", text.Key), new XAttribute(XNamespace.Xml + "space", "preserve"), new XElement("value", text.Key),
                new XElement("comment", string.Join(" | ", text.Select(t => t.From).Distinct()))).ToString(SaveOptions.DisableFormatting)).Append('\n');
        var (made, file) = (to.Append("</root>\n").ToString(), Path.Combine(Folder, name));
        if (Environment.GetEnvironmentVariable("COLLUM_WRITE") == "1")
            File.WriteAllText(file, made);
        Assert.True(File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == made, $"src/Collum.App/Language/{name} is out of date; COLLUM_WRITE=1 writes it.");
    }
}
