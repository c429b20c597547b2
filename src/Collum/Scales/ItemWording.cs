using Collum.Findings;
using Collum.Numerics;

namespace Collum.Scales;

/// <summary>A site's own wording of an instrument's items, under the licence the site holds; the program ships none.</summary>
/// <param name="Instrument">Whose.</param>
/// <param name="Language">A language tag such as <c>en</c> or <c>fr-CH</c>.</param>
/// <param name="Permission">Under which licence the site may show it.</param>
/// <param name="Texts">By item code; an item without a text keeps its short name.</param>
public sealed record ItemWording(Instrument Instrument, string Language, string Permission, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>Reads <c>{"instrument", "language", "permission", "items": {code: text}}</c>.</summary>
    /// <exception cref="InputException">An unknown instrument or code, or an empty text, by its place.</exception>
    public static ItemWording Read(string document, ReadOnlyMemory<byte> utf8, InstrumentTable instruments) =>
        InputReader.Parse(document, utf8, r =>
        {
            var instrument = r.OneOf("instrument", instruments.ById);
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (code, text) in r.Map("items"))
            {
                if (instrument.AllItems.All(i => i.Code != code) && !instrument.OpenItems)
                    throw new InputException($"items.{code}", $"a code that is no item of this instrument",
                        EditDistance.Closest(code, instrument.AllItems.Select(i => i.Code)) is { } close ? Phrase($"'{close:code}'?") : Phrase($"an item of {instrument.Name:data}"));
                texts[code] = text.Trim() is { Length: > 0 and <= 2000 } kept ? kept : throw new InputException($"items.{code}", $"{text.Length} characters", $"1 to 2000 characters");
            }

            var wording = new ItemWording(instrument, r.Text("language"), r.Text("permission"), texts);
            r.Done();
            return wording;
        });

    public string Of(ScaleItem item) => Texts.GetValueOrDefault(item.Code, item.ShortName);
}
