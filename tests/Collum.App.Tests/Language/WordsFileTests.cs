using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Collum.App.Language;
using Collum.App.Pages;
using Collum.App.Tests.Cli;

namespace Collum.App.Tests.Language;

/// <summary>The file of texts and the members that say them hold the same keys and the same names.</summary>
public partial class WordsFileTests
{
    static readonly string Folder = Path.Combine(Calls.Root, "src", "Collum.App");

    static readonly string[] Keys = [.. XDocument.Load(Path.Combine(Folder, "Pages", "Words.resx")).Root!.Elements("data").Select(d => d.Attribute("name")!.Value)];

    // Each member with its text: from its name to the next member.
    static readonly IReadOnlyList<(string Name, string Body)> Members = [.. Directory.EnumerateFiles(Path.Combine(Folder, "Pages"), "Words*.cs")
        .SelectMany(file => MemberStart().Split(File.ReadAllText(file)).Skip(1).Chunk(2).Select(c => (c[0], c[1])))];

    [Fact]
    public void Every_key_stands_once() => Assert.Equal(Keys.Distinct(), Keys);

    [Fact]
    public void Every_member_that_says_a_text_has_its_key() =>
        Assert.Empty(Members.Where(m => Says().IsMatch(m.Body) && !Keys.Contains(m.Name)).Select(m => m.Name));

    [Fact]
    public void Every_key_is_said()
    {
        var names = Members.Select(m => m.Name).ToHashSet();
        var source = string.Concat(Directory.EnumerateFiles(Folder, "*.*", SearchOption.AllDirectories).Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.Empty(Keys.Where(k => k != Texts.RuleKey && !names.Contains(k.Split('.')[0])));
        // A member that no page, sheet or report uses is a text that nobody reads.
        Assert.Empty(names.Where(n => Keys.Any(k => k.Split('.')[0] == n) && Regex.Count(source, $@"\b{n}\b") < 2));
    }

    [Fact]
    public void The_values_of_a_text_are_those_that_its_member_gives() =>
        Assert.Empty(Members.Where(m => Keys.Contains(m.Name)).GroupBy(m => m.Name).Select(g => (Name: g.Key, Body: string.Concat(g.Select(m => m.Body)))).Select(m =>
        {
            var given = Given().Matches(m.Body).Select(g => g.Groups[1].Value).Order().Distinct().ToList();
            var said = Texts.English.NamesIn(m.Name).Order().ToList();
            return (m.Name, Given: string.Join(" ", given), Said: string.Join(" ", said));
        }).Where(m => m.Given != m.Said));

    [Fact]
    public void A_family_of_words_holds_every_word_of_its_enumeration()
    {
        List<string> missing = [];
        foreach (var method in typeof(Words).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            if (method.GetParameters() is [{ ParameterType: { IsEnum: true } type }] && Keys.Any(k => k.StartsWith(method.Name + ".", StringComparison.Ordinal)))
                missing.AddRange(Enum.GetNames(type).Where(n => !Keys.Contains($"{method.Name}.{n}")).Select(n => $"{method.Name}.{n}"));
        Assert.True(missing.Count == 0, string.Join(" ", missing));
    }

    [Fact]
    public void No_word_stands_in_the_pages_themselves() =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Folder, "Pages"), "*.razor", SearchOption.AllDirectories).SelectMany(file =>
            Between().Matches(Markup(File.ReadAllText(file))).Where(m => m.Value is not ("Collum" or ".NET")).Select(m => $"{Path.GetFileName(file)}: {m.Value.Trim()}").Concat(
            Spoken().Matches(Markup(File.ReadAllText(file))).Where(m => !m.Value.Contains("\"Collum\"", StringComparison.Ordinal)).Select(m => $"{Path.GetFileName(file)}: {m.Value}"))));

    [Fact]
    public void No_sentence_stands_in_the_code_of_pages_sheets_and_scripts() =>
        Assert.Empty(new[] { "Pages", "Print", "Islands" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Folder, f), "*.*", SearchOption.AllDirectories))
            .Where(f => Path.GetExtension(f) is ".cs" or ".ts" or ".razor" && !Path.GetFileName(f).StartsWith("Words", StringComparison.Ordinal) && Path.GetFileName(f) is not "Pdf.cs")
            .SelectMany(file => File.ReadLines(file).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)).SelectMany(line => Sentence().Matches(line).Select(m => $"{Path.GetFileName(file)}: {m.Value}")))
            .Where(s => !s.Contains("InvalidOperation", StringComparison.Ordinal)));

    [Fact]
    public void A_translation_says_the_same_values_as_English_and_no_other_keys() =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Folder, "Pages"), "Words.*.resx").SelectMany(file =>
        {
            var texts = XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);
            _ = new Texts(Path.GetFileNameWithoutExtension(file).Split('.')[1], texts);
            return texts.Where(t => !Keys.Contains(t.Key) || (t.Key != Texts.RuleKey && !Message.Read(t.Value).Names.Order().SequenceEqual(Texts.English.NamesIn(t.Key).Order()))).Select(t => $"{Path.GetFileName(file)}: {t.Key}");
        }));

    // Markup alone: what stands in braces of code, in comments and in attributes is no text.
    static string Markup(string razor)
    {
        var at = razor.IndexOf("@code", StringComparison.Ordinal);
        return Comment().Replace(at < 0 ? razor : razor[..at], "");
    }

    [GeneratedRegex(@"^    (?:public |private )?(?:static )?(?:[\w.<>?,() ]+?) (\w+)(?=(?:\([^\n]*\))? *(?:=>|\n    \{|\{ get))", RegexOptions.Multiline)]
    private static partial Regex MemberStart();

    [GeneratedRegex(@"=>\s+Say\(")]
    private static partial Regex Says();

    [GeneratedRegex(@"\(""(\w+)"", ")]
    private static partial Regex Given();

    // Three letters and more between two tags, outside of code.
    [GeneratedRegex(@"(?<=[a-z""/]>)[^<>@{}()=;""]*[A-Za-z]{3,}[^<>@{}()=;""]*(?=</)")]
    private static partial Regex Between();

    // Attributes that are read out or shown.
    [GeneratedRegex("(?:aria-label|title|placeholder|alt|Lead|Title)=\"[^\"@]*[A-Za-z]{3,}[^\"@]*\"")]
    private static partial Regex Spoken();

    [GeneratedRegex(@"@\*.*?\*@|//[^\n]*|/// [^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    // Two words or more with a capital first, inside quotes.
    [GeneratedRegex("\"[A-Z][a-z’]+,? [a-z]+,? [^\"]*\"")]
    private static partial Regex Sentence();
}
