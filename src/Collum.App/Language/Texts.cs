using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
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

    /// <param name="language">As the page says it: <c>en</c>, <c>de</c>, <c>pt-BR</c>.</param>
    /// <param name="texts">By key.</param>
    /// <param name="sentences">What the rules say, by its English template.</param>
    /// <exception cref="FormatException">A text cannot be read; names its key.</exception>
    public Texts(string language, IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, string>? sentences = null)
    {
        Language = language;
        _texts = texts.ToFrozenDictionary(t => t.Key, t => Named(t.Key, () => t.Key == RuleKey ? Message.Read("") : Message.Read(t.Value)), StringComparer.Ordinal);
        _rule = texts.TryGetValue(RuleKey, out var rule) ? Named(RuleKey, () => PluralRule.Read(rule)) : PluralRule.None;
        Source = texts;
        _sentences = (sentences ?? FrozenDictionary<string, string>.Empty).ToFrozenDictionary(t => t.Key, t => Named(t.Key, () => Message.Read(t.Value)), StringComparer.Ordinal);
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
                Sentences().GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false) is { } said ? Read(said) : null);
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
    /// <param name="number">How a counted number is written.</param>
    public string SaySentence(string template, ReadOnlySpan<(string Name, object? Value)> values, Func<decimal, string> number) =>
        _sentences.TryGetValue(template, out var message) ? message.Say(values, _rule, number)
        : EnglishSentences.GetOrAdd(template, static t => Message.Read(t)).Say(values, English._rule, number);

    static ResourceManager Resources() => new(typeof(Words));

    /// <summary><c>Sentences.resx</c>, whose keys are the English templates themselves.</summary>
    static ResourceManager Sentences() => new("Collum.App.Language.Sentences", typeof(Texts).Assembly);

    static Dictionary<string, string> ReadEnglish() => Read(Resources().GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)
        ?? throw new InvalidOperationException("The English texts are not part of the program."));

    static Dictionary<string, string> Read(ResourceSet set) =>
        set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)(e.Value ?? ""), StringComparer.Ordinal);

    static T Named<T>(string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new FormatException($"{key}: {e.Message}", e);
        }
    }
}
