using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collum.Findings;

/// <summary>What says itself inside a <see cref="Sentence"/>: 120 U BOTOX.</summary>
public interface ISayable
{
    Sentence Say();
}

/// <summary>A number as it is written, and what it is: a language may choose a form by it.</summary>
public sealed record Figure(decimal Value, string Shown);

/// <summary>How a language writes what a <see cref="Sentence"/> holds.</summary>
public interface ISpeech
{
    /// <param name="format">As .NET writes it, <c>0.##</c>; null for all digits.</param>
    string Number(IFormattable number, string? format);

    /// <param name="format">As .NET writes it; null for day, month in letters, year.</param>
    string Day(DateOnly day, string? format);

    string Time(TimeOnly time);

    /// <summary>The sentence in this language.</summary>
    /// <param name="template">In English: words, <c>{0}</c>, <c>{1, plural, one {# line} other {# lines}}</c>.</param>
    /// <param name="values">Texts and <see cref="Figure"/>s, by their number.</param>
    string Say(string template, ReadOnlySpan<(string Name, object? Value)> values);

    /// <summary>Words of the knowledge files.</summary>
    string Data(string words);

    /// <summary>The first letter large.</summary>
    string Start(string text);
}

/// <summary>A sentence, or a part of one, that the program says about a patient, a plan or a file: English words with the values that stand in them, so that it can be said in another language.</summary>
/// <remarks>
/// <para>Written as an interpolated string, <c>Sentence s = $"{dose} to the {muscle.Name:data} is above {limit:0.##} U."</c>. Its English is what records, commands and JSON hold; pages draw it through
/// the texts of their language. All templates are gathered from the source into <c>Sentences.resx</c>.</para>
/// <para>What stands in the braces says what it is. Numbers and days are written as the reader's country does. <c>{n:# line|# lines}</c> takes the form for the number. A text has to say where it is from:
/// <c>:data</c> from the knowledge files, <c>:typed</c> by a person, <c>:code</c> for keys, units and codes. Only the first is ever translated, as one text with its file. Words that the program makes are sentences themselves, by <see cref="Phrase"/>.</para>
/// </remarks>
[InterpolatedStringHandler]
[JsonConverter(typeof(SentenceAsText))]
public sealed class Sentence : IEquatable<Sentence>
{
    readonly object?[] _parts;      // words are texts, what stands between them is a Hole
    int _count;
    string? _english;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">Of the words, in characters.</param>
    /// <param name="formattedCount">How many values stand between them.</param>
    public Sentence(int literalLength, int formattedCount) => _parts = new object?[formattedCount + Math.Min(literalLength, formattedCount + 1)];

    Sentence(Hole only) => (_parts, _count) = ([only], 1);

    /// <summary>The sentence itself, where a text is wanted from a place that takes several kinds.</summary>
    public static Sentence Phrase(Sentence words) => words;

    /// <summary>Words of the knowledge files.</summary>
    public static Sentence Data(string words) => new(new Hole(words, DataFormat));

    /// <summary>What a person typed.</summary>
    public static Sentence Typed(string words) => new(new Hole(words, null));

    /// <summary>A key, a unit or a code.</summary>
    public static Sentence Code(string words) => new(new Hole(words, null));

    /// <summary>A sentence as it was said and stored: in the language of that time.</summary>
    public static Sentence AsWritten(string words) => new(new Hole(words, null));

    /// <summary><c>a, b, c</c>.</summary>
    public static Sentence Listed(IEnumerable<Sentence> items) => Joined(items, static (all, next) => $"{all}, {next}");

    /// <summary><c>a; b; c</c>.</summary>
    public static Sentence Apart(IEnumerable<Sentence> items) => Joined(items, static (all, next) => $"{all}; {next}");

    /// <summary><c>a b c</c>.</summary>
    public static Sentence InTurn(IEnumerable<Sentence> items) => Joined(items, static (all, next) => $"{all} {next}");

    /// <summary><c>a, b and c</c>.</summary>
    public static Sentence And(IEnumerable<Sentence> items) => items.ToList() switch
    {
        [] => $"",
        [var only] => only,
        [.. var first, var last] => $"{Listed(first)} and {last}",
    };

    static Sentence Joined(IEnumerable<Sentence> items, Func<Sentence, Sentence, Sentence> join)
    {
        Sentence? all = null;
        foreach (var item in items)
            all = all is null ? item : join(all, item);
        return all ?? $"";
    }

    /// <summary>The same with a large first letter.</summary>
    public Sentence Start() => new(new Hole(this, StartFormat));

    const string StartFormat = "^";

    const string DataFormat = "data";

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string words)
    {
        if (_count > 0 && _parts[_count - 1] is string before)      // two interpolated strings, joined over two lines
            _parts[_count - 1] = before + words;
        else
            Add(words);
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(int value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(int? value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(long value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(long? value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(decimal value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(decimal? value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(double value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(double? value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(DateOnly value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(DateOnly? value, string? format = null) => Add(new Hole(value, format));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(TimeOnly value) => Add(new Hole(value, null));

    /// <summary>Called by the compiler. Nothing says nothing.</summary>
    public void AppendFormatted(Sentence? value) => Add(new Hole(value, null));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(ISayable? value) => Add(new Hole(value?.Say(), null));

    /// <summary>Called by the compiler.</summary>
    /// <param name="value">A text.</param>
    /// <param name="format">Where it is from: <c>data</c>, <c>typed</c> or <c>code</c>.</param>
    public void AppendFormatted(string? value, string format) => Add(new Hole(value, format));

    void Add(object? part) => _parts[_count++] = part;

    /// <summary>In English, numbers and days in the form without a country.</summary>
    public override string ToString() => _english ??= InEnglish();

    [return: NotNullIfNotNull(nameof(sentence))]
    public static implicit operator string?(Sentence? sentence) => sentence?.ToString();

    /// <summary>In a language, as its country writes numbers and days.</summary>
    public string In(ISpeech speech)
    {
        if (_count == 1 && _parts[0] is Hole { IsCounted: false } only)
            return Draw(only, speech) switch { null => "", Figure figure => figure.Shown, var text => text.ToString() ?? "" };
        var values = new List<(string, object?)>(_count);
        foreach (var part in _parts.AsSpan(0, _count))
            if (part is Hole hole)
                values.Add((values.Count.ToString(CultureInfo.InvariantCulture), Draw(hole, speech)));
        return speech.Say(Template, CollectionsMarshal.AsSpan(values));
    }

    static object? Draw(Hole hole, ISpeech speech) => hole.Value switch
    {
        null => null,
        Sentence part => hole.Format == StartFormat ? speech.Start(part.In(speech)) : part.In(speech),
        string text => hole.Format == DataFormat ? speech.Data(text) : text,
        DateOnly day => speech.Day(day, hole.Format),
        TimeOnly time => speech.Time(time),
        IFormattable number => new Figure(ValueOf(number), speech.Number(number, hole.IsCounted ? "0.##" : hole.Format)),
        var other => other.ToString(),
    };

    // What has no end or is none chooses the form of many.
    static decimal ValueOf(IFormattable number) => number switch
    {
        decimal exact => exact,
        double large when !(Math.Abs(large) < 1e15) => 0,
        _ => Convert.ToDecimal(number, CultureInfo.InvariantCulture),
    };

    string InEnglish()
    {
        if (_count == 1 && _parts[0] is string words)
            return words;
        var to = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[512]);
        Write(ref to);
        return to.ToStringAndClear();
    }

    // Parts go straight into the whole: every plan that is written says dozens of them.
    void Write(ref DefaultInterpolatedStringHandler to)
    {
        foreach (var part in _parts.AsSpan(0, _count))
            if (part is Hole hole)
                hole.Write(ref to);
            else
                to.AppendLiteral((string)part!);
    }

    /// <summary>The English with its values as numbered places, in the syntax of the language files.</summary>
    public string Template
    {
        get
        {
            var (to, holes) = (new StringBuilder(96), 0);
            foreach (var part in _parts.AsSpan(0, _count))
                if (part is Hole hole)
                    to.Append(PlaceOf(holes++, hole.Format));
                else
                    to.Append(Escaped((string)part!));
            return to.ToString();
        }
    }

    /// <summary>A place of a template: <c>{0}</c>, or the plural that a format with a bar asks for.</summary>
    internal static string PlaceOf(int number, string? format) => format?.Split('|') is [var one, var other]
        ? string.Create(CultureInfo.InvariantCulture, $"{{{number}, plural, one {{{Escaped(one)}}} other {{{Escaped(other)}}}}}")
        : string.Create(CultureInfo.InvariantCulture, $"{{{number}}}");

    /// <summary>Words as the syntax of the language files wants them: an apostrophe before a brace would take its meaning away.</summary>
    internal static string Escaped(string words)
    {
        if (words.AsSpan().IndexOfAny("'{}") < 0)
            return words;
        var to = new StringBuilder(words.Length + 8);
        for (var i = 0; i < words.Length; i++)
            to.Append(words[i] switch
            {
                '{' => "'{'",
                '}' => "'}'",
                '\'' when i + 1 == words.Length || words[i + 1] is '\'' or '{' or '}' or '#' => "''",
                var c => c.ToString(),
            });
        return to.ToString();
    }

    public bool Equals(Sentence? other) => other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    public override bool Equals(object? obj) => Equals(obj as Sentence);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    sealed record Hole(object? Value, string? Format)
    {
        public bool IsCounted => Format?.Contains('|', StringComparison.Ordinal) == true;

        public void Write(ref DefaultInterpolatedStringHandler to)
        {
            switch (Value)
            {
                case null:
                    break;
                case string text:
                    to.AppendLiteral(text);
                    break;
                case Sentence part when Format == StartFormat:
                    to.AppendLiteral(part.ToString() is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words[1..] : "");
                    break;
                case Sentence part when part._english is null:
                    part.Write(ref to);
                    break;
                case IFormattable number when IsCounted:
                    to.AppendLiteral(Counted(number));
                    break;
                case DateOnly day:
                    to.AppendFormatted(day, Format ?? "d MMMM yyyy");
                    break;
                case TimeOnly time:
                    to.AppendFormatted(time, "HH:mm");
                    break;
                default:
                    to.AppendFormatted(Value, Format);
                    break;
            }
        }

        string Counted(IFormattable number)
        {
            var shown = number.ToString("0.##", CultureInfo.InvariantCulture);
            var bar = Format!.IndexOf('|', StringComparison.Ordinal);
            return (shown == "1" ? Format[..bar] : Format[(bar + 1)..]).Replace("#", shown, StringComparison.Ordinal);
        }
    }
}

/// <summary>In JSON a sentence is its English text, and what is read is as it was written.</summary>
sealed class SentenceAsText : JsonConverter<Sentence>
{
    public override Sentence? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.GetString() is { } words ? Sentence.AsWritten(words) : null;

    public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
