using System.Text;
using Collum.App.Tests.Cli;
using Collum.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collum.App.Tests.Language;

/// <summary>Every sentence that the source can say, read from the source itself.</summary>
static class SentenceSource
{
    static readonly string[] Projects = ["Collum", "Collum.Clinic", "Collum.App"];

    // What a project's own file adds to each of its files; the compiler's own list of them lies among the built files, where it may be missing or old.
    const string Implicit = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using static Collum.Findings.Sentence;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing;
        """;

    static readonly Lazy<IReadOnlyList<(string Template, string File, string Values)>> Read = new(() => [.. Projects.SelectMany(Of)]);

    /// <summary>Template, file that says it, and what its values are in the source.</summary>
    public static IReadOnlyList<(string Template, string File, string Values)> All => Read.Value;

    static IEnumerable<(string, string, string)> Of(string project)
    {
        var folder = Path.Combine(Calls.Root, "src", project);
        var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(p => p is "obj" or "bin" or "node_modules")).Order(StringComparer.Ordinal)
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), CSharpParseOptions.Default, f)).Append(CSharpSyntaxTree.ParseText(Implicit)).ToList();
        var known = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetFileNameWithoutExtension(p) != project)
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(project, trees, known, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var sentence = compilation.GetTypeByMetadataName("Collum.Findings.Sentence") ?? throw new InvalidOperationException("The source has no sentences.");
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var said in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>().Where(e => e is InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }))
                if (SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(said).ConvertedType, sentence) && Template(said) is var (template, values) && template is not ("" or "{0}"))
                    yield return (template, Path.GetRelativePath(Path.Combine(Calls.Root, "src"), tree.FilePath).Replace('\\', '/'), values);
        }
    }

    static (string Template, string Values) Template(ExpressionSyntax said)
    {
        var (template, words, values) = (new StringBuilder(), new StringBuilder(), new List<string>());
        Put(said);
        Flush();
        return (template.ToString(), string.Join("; ", values.Select((v, i) => $"{{{i}}} {v}")));

        void Put(ExpressionSyntax part)
        {
            if (part is BinaryExpressionSyntax sum)
            {
                Put(sum.Left);
                Put(sum.Right);
                return;
            }

            foreach (var content in ((InterpolatedStringExpressionSyntax)part).Contents)
                if (content is InterpolatedStringTextSyntax text)
                    words.Append(text.TextToken.ValueText);
                else if (content is InterpolationSyntax hole)
                {
                    Flush();
                    template.Append(Sentence.PlaceOf(values.Count, hole.FormatClause?.FormatStringToken.ValueText));
                    values.Add(string.Join(' ', hole.Expression.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
                }
        }

        // Words that stand over two lines are escaped as one, as they are when the sentence is said.
        void Flush()
        {
            template.Append(Sentence.Escaped(words.ToString()));
            words.Clear();
        }
    }
}
