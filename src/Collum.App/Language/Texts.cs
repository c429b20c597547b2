using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using System.Xml;
using System.Xml.Linq;
using Collum.App.Pages;

namespace Collum.App.Language;

/// <summary>Every text of one language, by its key. English is <c>Pages/Words.resx</c>; a translation stands beside it as <c>Words.de.resx</c> and may lack keys, which are then English.</summary>
sealed class Texts
{
    // The rule that decides between "one" and "other" stands in the file itself, so that a translation brings its own.
    public const string RuleKey = "PluralRule";

    readonly FrozenDictionary<string, Message> _texts;
    readonly PluralRule _rule;

    // What the rules say is English by itself and read when it is first asked for: there are as many as are said.
    static readonly ConcurrentDictionary<string, Message> EnglishSentences = new(StringComparer.Ordinal);

    readonly FrozenDictionary<string, Message> _sentences;
    readonly FrozenDictionary<string, string> _medicine;

    /// <param name="language">As the page says it: <c>en</c>, <c>de</c>, <c>pt-BR</c>.</param>
    /// <param name="texts">By key.</param>
    /// <param name="sentences">What the rules say, by its English template.</param>
    /// <param name="medicine">Words of the knowledge files, by their English.</param>
    /// <exception cref="FormatException">A text cannot be read; names its file and key.</exception>
    public Texts(string language, IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, string>? sentences = null, IReadOnlyDictionary<string, string>? medicine = null)
    {
        Language = language;
        _texts = texts.ToFrozenDictionary(t => t.Key, t => Named(FileOf("Words"), t.Key, () => t.Key == RuleKey ? Message.Read("") : Message.Read(t.Value)), StringComparer.Ordinal);
        _rule = texts.TryGetValue(RuleKey, out var rule) ? Named(FileOf("Words"), RuleKey, () => PluralRule.Read(rule)) : PluralRule.None;
        Source = texts;
        _sentences = (sentences ?? FrozenDictionary<string, string>.Empty).ToFrozenDictionary(t => t.Key, t => Named(FileOf("Sentences"), t.Key, () => Message.Read(t.Value)), StringComparer.Ordinal);
        _medicine = Parts(medicine ?? FrozenDictionary<string, string>.Empty);

        string FileOf(string file) => language == "en" ? $"{file}.resx" : $"{file}.{language}.resx";
    }

    public static Texts English { get; } = new("en", ReadEnglish());

    public string Language { get; }

    /// <summary>As they stand in the file.</summary>
    public IReadOnlyDictionary<string, string> Source { get; }

    /// <summary>The languages that this program was built with, English first: each translation lies in a folder of its name beside the program.</summary>
    public static IReadOnlyList<string> Languages =>
    [
        English.Language,
        .. Directory.EnumerateDirectories(AppContext.BaseDirectory).Where(d => File.Exists(Path.Combine(d, $"{typeof(Texts).Assembly.GetName().Name}.resources.dll"))).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The texts of a language; null when this program was not built with it.</summary>
    public static Texts? Find(string language)
    {
        if (language == English.Language)
            return English;
        return !Languages.Contains(language) || Resources().GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false) is not { } set ? null
            : new(language, English.Source.Concat(Read(set)).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal),
                Translated("Sentences", language), Translated("Medicine", language));
    }

    /// <summary>Names of the values that a text says.</summary>
    public IReadOnlyList<string> NamesIn(string key) => _texts.TryGetValue(key, out var message) ? message.Names : [];

    /// <summary>A text without values.</summary>
    public string Say(string key) => _texts.TryGetValue(key, out var message) ? message.Say() : throw new ArgumentOutOfRangeException(nameof(key), key, "No text has this key.");

    /// <summary>A text with its values.</summary>
    public string Say(string key, ReadOnlySpan<(string Name, object? Value)> values, Func<decimal, string> number) =>
        _texts.TryGetValue(key, out var message) ? message.Say(values, _rule, number) : throw new ArgumentOutOfRangeException(nameof(key), key, "No text has this key.");

    /// <summary>A text without values; null when there is none of this key.</summary>
    public string? Find(string family, string of) => _texts.TryGetValue($"{family}.{of}", out var message) ? message.Say() : null;

    /// <summary>A sentence of the rules; one that this language does not have is said in English.</summary>
    /// <param name="template">In English.</param>
    /// <param name="values">By their number.</param>
    public string SaySentence(string template, ReadOnlySpan<(string Name, object? Value)> values) =>
        _sentences.TryGetValue(template, out var message) ? message.Say(values, _rule)
        : EnglishSentences.GetOrAdd(template, static t => Message.Read(t)).Say(values, English._rule);

    /// <summary>Words of the knowledge files; those that this language does not have stay English.</summary>
    public string Data(string words) => _medicine.GetValueOrDefault(words, words);

    // Rules put words of the knowledge into sentences of their own: without the stop at the end, or beginning small. Which names begin small in a language its translator knows: they stay as written.
    static FrozenDictionary<string, string> Parts(IReadOnlyDictionary<string, string> medicine)
    {
        var all = new Dictionary<string, string>(medicine, StringComparer.Ordinal);
        foreach (var (english, own) in medicine)
        {
            if (english.Length > 1 && english[^1] is '.' or '?')
                all.TryAdd(english[..^1], own.TrimEnd('.', '?'));
            all.TryAdd(english.ToLowerInvariant(), own);
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    static ResourceManager Resources() => new(typeof(Words));

    /// <summary><c>Sentences.de.resx</c> or <c>Medicine.de.resx</c>; null where there is none.</summary>
    /// <remarks>Read as they are: their keys are English words, and a compiled resource would take EMG and emg for one key.</remarks>
    static Dictionary<string, string>? Translated(string file, string language)
    {
        var name = $"{file}.{language}.resx";
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream($"Language/{name}");
        return stream is null ? null : Named(name, "", () => ReadResx(stream));
    }

    /// <summary>Keys and values of a resource file.</summary>
    /// <exception cref="FormatException">It is none, or holds a key twice.</exception>
    internal static Dictionary<string, string> ReadResx(Stream stream)
    {
        try
        {
            var all = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in XDocument.Load(stream).Root!.Elements("data"))
                if (!all.TryAdd(entry.Attribute("name")?.Value ?? "", entry.Element("value")?.Value ?? ""))
                    throw new FormatException($"the key '{entry.Attribute("name")?.Value}' twice");
            return all;
        }
        catch (XmlException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    static Dictionary<string, string> ReadEnglish() => Read(Resources().GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)
        ?? throw new InvalidOperationException("The English texts are not part of the program."));

    static Dictionary<string, string> Read(ResourceSet set) =>
        set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)(e.Value ?? ""), StringComparer.Ordinal);

    static T Named<T>(string file, string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new FormatException(key.Length == 0 ? $"{file}: {e.Message}" : $"{file}, {key}: {e.Message}", e);
        }
    }
}
