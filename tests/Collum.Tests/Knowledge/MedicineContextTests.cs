using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Collum.Knowledge;

namespace Collum.Tests.Knowledge;

/// <summary>Reading that was worked out when the program was built sets every property it does not find to nothing; a default in a record would be lost silently.</summary>
public sealed class MedicineContextTests
{
    [Fact]
    public void What_the_built_in_reader_reads_is_what_plain_reading_reads()
    {
        var context = (IJsonTypeInfoResolver)typeof(Medicine).Assembly.GetType("Collum.MedicineContext")!.GetProperty("Default", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;
        var (built, plain) = (Options(context), Options(new DefaultJsonTypeInfoResolver()));
        var compared = 0;
        foreach (var (file, content) in Shared.Medicine.Files)
            foreach (var type in Roots().Where(t => Reads(t, content, plain)))
            {
                Assert.Equal(Text(type, content, plain, plain), Text(type, content, built, plain));
                compared++;
            }

        Assert.InRange(compared, 35, Shared.Medicine.Files.Count);
    }

    static JsonSerializerOptions Options(IJsonTypeInfoResolver resolver) => new(KnowledgeJson.Options) { TypeInfoResolver = resolver };

    static string Text(Type type, byte[] content, JsonSerializerOptions reading, JsonSerializerOptions writing) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize(content, type, reading), type, writing);

    static bool Reads(Type type, byte[] content, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize(content, type, options) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static IEnumerable<Type> Roots() => typeof(Medicine).Assembly.GetType("Collum.MedicineContext")!
        .GetCustomAttributesData().Where(a => a.AttributeType.Name == "JsonSerializableAttribute").Select(a => (Type)a.ConstructorArguments[0].Value!)
        .Where(t => !t.IsSubclassOf(typeof(Fact)));
}
